/** The component's own security groups of the control plane and of nodes. */
import type { Children } from "../../component/children";
import { Argument, Combined, Output } from "../../component/plan";
import type { Planned } from "../../component/plan";
import { merged } from "./tags";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";

export function addClusterGroup(children: Children, name: string): string {
  const groupName = `${name}-eksClusterSecurityGroup`;
  const group = children.add(GROUP, groupName, {
    vpcId: new Argument("vpcId"),
    revokeRulesOnDelete: true,
    tags: merged({ Name: groupName }, new Argument("clusterSecurityGroupTags"), new Argument("tags")),
  });
  children.add(RULE, `${name}-eksClusterInternetEgressRule`, {
    ...egress("Allow internet access."),
    securityGroupId: new Output(group, "id"),
  });
  return group;
}

export interface NodeSecurityGroup {
  readonly group: string;
  /** The rule that lets nodes reach the control plane. */
  readonly clusterIngressRule: string;
}

export function addNodeGroup(
  children: Children,
  name: string,
  keys: { readonly cluster: string; readonly clusterGroup: string },
): NodeSecurityGroup {
  const groupName = `${name}-nodeSecurityGroup`;
  const owned = new Combined([new Output(keys.cluster, "name")], (cluster) => ({
    [`kubernetes.io/cluster/${String(cluster)}`]: "owned",
  }));
  const group = children.add(GROUP, groupName, {
    vpcId: new Argument("vpcId"),
    revokeRulesOnDelete: true,
    tags: merged({ Name: groupName }, owned, new Argument("nodeSecurityGroupTags"), new Argument("tags")),
  });
  const nodes = new Output(group, "id");
  const controlPlane = new Output(keys.clusterGroup, "id");
  const rule = (suffix: string, inputs: Readonly<Record<string, Planned>>): string =>
    children.add(RULE, `${name}-${suffix}`, inputs);
  rule("eksNodeIngressRule", {
    ...ingress("Allow nodes to communicate with each other", 0, 0, "-1"),
    securityGroupId: nodes,
    self: true,
  });
  rule("eksNodeClusterIngressRule", {
    ...ingress("Allow worker Kubelets and pods to receive communication from the cluster control plane", 1025, 65535),
    securityGroupId: nodes,
    sourceSecurityGroupId: controlPlane,
  });
  rule("eksExtApiServerClusterIngressRule", {
    ...ingress(
      "Allow pods running extension API servers on port 443 to receive communication from cluster control plane",
      443,
      443,
    ),
    securityGroupId: nodes,
    sourceSecurityGroupId: controlPlane,
  });
  rule("eksNodeInternetEgressRule", { ...egress("Allow internet access."), securityGroupId: nodes });
  const clusterIngressRule = rule("eksClusterIngressRule", {
    ...ingress("Allow pods to communicate with the cluster API Server", 443, 443),
    securityGroupId: controlPlane,
    sourceSecurityGroupId: nodes,
  });
  return { group, clusterIngressRule };
}

const ingress = (description: string, fromPort: number, toPort: number, protocol = "tcp") => ({
  description,
  type: "ingress",
  fromPort,
  toPort,
  protocol,
});

const egress = (description: string) => ({
  description,
  type: "egress",
  fromPort: 0,
  toPort: 0,
  protocol: "-1",
  cidrBlocks: ["0.0.0.0/0"],
});
