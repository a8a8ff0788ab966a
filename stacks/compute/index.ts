import * as pulumi from "@pulumi/pulumi";
import { MeshCluster } from "@throughline/components/compute/mesh-cluster";
import type { MeshClusterEntrance } from "@throughline/components/compute/mesh-cluster-outputs";
import { names } from "../config/names";
import { computeContract, fulfil } from "../contracts";
import { knownNetwork } from "../contracts/known-network";
import { readContract } from "../contracts/read";
import { awsProvider, readSections } from "../program";
import { requireSections } from "../require-sections";
import { clusterArgs } from "./cluster-args";

const sections = {
  ...requireSections("account", "network", "compute"),
  ...readSections("flows", "versions", "mesh", "edge"),
};
const network = readContract("network", { known: knownNetwork(sections) });
const { cluster, nodeGroups, roleArns, ingress } = new MeshCluster(
  names.cluster(pulumi.getStack()),
  clusterArgs(sections, network),
  { providers: [awsProvider(sections.account, "compute")] },
);

export = fulfil(computeContract, {
  cluster,
  nodeGroups,
  roleArns,
  ingress: Object.fromEntries(Object.entries(ingress).map(([kind, entrance]) => [kind, handedOver(entrance)])),
});

/** An entrance in one of the contract's two shapes. */
function handedOver({ targetGroupArn, addresses = [], ...receiver }: MeshClusterEntrance) {
  return targetGroupArn === undefined ? { ...receiver, addresses } : { ...receiver, targetGroupArn };
}
