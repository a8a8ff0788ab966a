import { computeContract } from "../contracts";
import { knownNetwork } from "../contracts/known-network";
import { tierNamed } from "../contracts/named";
import { readContract } from "../contracts/read";
import { mapNames, placeholders, stub } from "../contracts/stub";
import { requireSections } from "../require-sections";

const { compute, ...sections } = requireSections("account", "network", "compute");
const network = readContract("network", { known: knownNetwork(sections) });
const { vpc } = tierNamed(network, compute.tier);
const id = placeholders(vpc.vpcId);

const ingress = {
  vpcId: vpc.vpcId,
  port: 30443,
  healthCheck: { port: 30021, path: "/healthz/ready" },
  securityGroupIds: [id("security-group")],
};

export = stub(computeContract, {
  cluster: {
    engine: compute.engine,
    name: id("cluster"),
    version: "0",
    endpoint: id("endpoint"),
    certificateAuthority: id("certificate-authority"),
  },
  nodeGroups: mapNames(compute.nodeGroups ?? {}, (name) => ({
    autoScalingGroupName: id("auto-scaling-group", name),
    roleArn: id("role", name),
    securityGroupIds: ingress.securityGroupIds,
  })),
  roleArns: {},
  ingress: {
    https: sections.network.spokes
      ? { ...ingress, addresses: [id("address")] }
      : { ...ingress, targetGroupArn: id("target-group") },
  },
});
