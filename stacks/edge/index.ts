import * as pulumi from "@pulumi/pulumi";
import { EdgeDistribution } from "@throughline/components/edge/edge-distribution";
import { edgeContract, fulfil } from "../contracts";
import { environmentsRead } from "../contracts/elsewhere";
import { knownNetwork } from "../contracts/known-network";
import { readContract } from "../contracts/read";
import { awsProvider, readSections } from "../program";
import { requireSections } from "../require-sections";
import { edgeArgs } from "./edge-args";

const sections = { ...requireSections("account", "network", "edge"), ...readSections("flows", "compute") };
const network = readContract("network", { known: knownNetwork(sections) });
const compute = sections.compute && readContract("compute");
// Deployed after these, to whose load balancers it may fail over.
for (const environment of environmentsRead("edge", "edge")) {
  readContract("edge", { environment });
}

const edge = new EdgeDistribution(pulumi.getStack(), edgeArgs(sections, network, compute), {
  providers: [awsProvider(sections.account, "edge")],
});
const { domain, distribution, loadBalancers, certificateArns, webAclArn, webAclMetricName, urls } = edge;

export = fulfil(edgeContract, {
  domain,
  distribution,
  loadBalancers,
  certificateArns,
  webAclArn,
  webAclMetricName,
  urls,
});
