import type { Refusal, RuleContext } from "../../resource-type";
import type { Permission } from "./permissions";
import { samePermission, SECURITY_GROUP } from "./permissions";

/** A group holds each rule once. */
export function distinct(added: readonly Permission[], present: readonly Permission[]): Refusal | undefined {
  const twice = added.find(
    (permission, index) =>
      present.some((other) => samePermission(permission, other)) ||
      added.slice(0, index).some((other) => samePermission(permission, other)),
  );
  return twice
    ? {
        code: "InvalidPermission.Duplicate",
        message: `the specified rule "${describe(twice)}" already exists`,
      }
    : undefined;
}

const describe = ({ peer, protocol, from, to }: Permission): string =>
  protocol === "-1"
    ? `peer: ${peer}, ALL, ALLOW`
    : `peer: ${peer}, ${protocol.toUpperCase()}, from port: ${from}, to port: ${to}, ALLOW`;

/**
 * A rule names groups of its own VPC, of a VPC that is peered with it, or, inbound, of one behind a transit gateway that
 * supports it. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
 */
export function groupsInReach(
  permissions: readonly Permission[],
  vpcId: string | undefined,
  context: RuleContext,
): Refusal | undefined {
  const foreign = permissions.find(({ kind, peer, direction }) => {
    const other = kind === "group" ? context.get(SECURITY_GROUP, peer)?.outputs.vpcId : undefined;
    return (
      other !== undefined &&
      other !== vpcId &&
      !peered(vpcId, other, context) &&
      !(direction === "ingress" && behindTransitGateway(vpcId, other, context))
    );
  });
  return foreign
    ? {
        code: "InvalidGroup.NotFound",
        message: `You have specified two resources that belong to different networks: ${foreign.peer} is not in ${String(vpcId)}.`,
      }
    : undefined;
}

const peered = (one: unknown, other: unknown, context: RuleContext): boolean =>
  context.all("aws:ec2/vpcPeeringConnection:VpcPeeringConnection").some(({ outputs }) => {
    const ends = [outputs.vpcId, outputs.peerVpcId];
    return ends.includes(one) && ends.includes(other);
  });

/** https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security */
const behindTransitGateway = (one: unknown, other: unknown, context: RuleContext): boolean => {
  const gateways = (vpcId: unknown): readonly unknown[] =>
    context
      .where("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "vpcId", vpcId)
      .filter(({ outputs }) => outputs.securityGroupReferencingSupport === "enable")
      .map(({ outputs }) => outputs.transitGatewayId);
  return gateways(one).some(
    (id) =>
      gateways(other).includes(id) &&
      context.get("aws:ec2transitgateway/transitGateway:TransitGateway", id)?.outputs
        .securityGroupReferencingSupport === "enable",
  );
};
