import { edgeContract } from "../contracts";
import { environmentsRead } from "../contracts/elsewhere";
import { knownNetwork } from "../contracts/known-network";
import { tierNamed } from "../contracts/named";
import { readContract } from "../contracts/read";
import { mapNames, placeholders, stub } from "../contracts/stub";
import { readSections } from "../program";
import { requireSections } from "../require-sections";

const { edge, ...sections } = requireSections("account", "network", "edge");
const network = readContract("network", { known: knownNetwork(sections) });
const failovers = environmentsRead("edge", "edge").map((environment) => readContract("edge", { environment }));
const { compute } = readSections("compute");
const id = placeholders(
  ...(compute ? [readContract("compute").ingress.apply((byName) => Object.keys(byName).join())] : []),
  ...failovers.map(({ loadBalancers }) => loadBalancers.apply((byName) => Object.keys(byName).join())),
);

const balancers = { ...(edge.alb && { alb: edge.alb }), ...edge.nlb };

export = stub(edgeContract, {
  ...(edge.cdn && {
    distribution: { distributionId: id("distribution"), arn: id("distribution-arn"), domainName: id("domain-name") },
  }),
  loadBalancers: mapNames(balancers, (name, { tier }) => ({
    type: name === "alb" ? ("application" as const) : ("network" as const),
    arn: id("load-balancer", name),
    dnsName: id("dns-name", name),
    zoneId: id("zone", name),
    securityGroupIds: [tierNamed(network, tier).vpc.vpcId.apply((vpcId) => `stub/security-group/${name}/${vpcId}`)],
  })),
  certificateArns: {},
  urls: edge.domain ? { site: `https://${edge.domain.name}` } : {},
});
