import { RuleDirection, type SecurityGroupRule } from "../../flows";
import { type Problem, TierType } from "../addresses";
import { bastionGroup } from "../built-in-flows";
import type { HubSpokeNetworkArgs } from "../hub-spoke-network-args";
import { defaultNatGateways, NatGatewayStrategy } from "../nat-gateways";
import { hubName } from "../transit-routes";

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html */
const sessionServices = ["ssm", "ssmmessages"];

/** What is wrong with the place of the bastion. */
export function bastionProblems({ bastion, hub }: HubSpokeNetworkArgs): Problem[] {
  if (bastion === undefined) return [];
  const tier = hub.tiers.find(({ name }) => name === bastion.tier);
  if (tier === undefined || tier.type === TierType.attachment) {
    const names = hub.tiers.filter(({ type }) => type !== TierType.attachment).map(({ name }) => name);
    return [
      {
        path: "bastion.tier",
        reason: `The hub has no tier "${bastion.tier}" for a bastion. It has ${names.join(", ")}.`,
      },
    ];
  }
  const leaves =
    tier.type === TierType.public ||
    (tier.type === TierType.private && (hub.natGateways ?? defaultNatGateways(hub.tiers)) !== NatGatewayStrategy.none);
  const missing = sessionServices.filter((service) => !hub.interfaceEndpoints?.includes(service));
  if (leaves || missing.length === 0) return [];
  return [
    {
      path: "bastion.tier",
      reason: `From "${tier.name}" no way leads to Systems Manager, without which no session opens. Add ${missing.join(", ")} to hub.interfaceEndpoints, or choose a tier that reaches the internet.`,
    },
  ];
}

/**
 * What is wrong with who may open SSH to the bastion. Judged by the rules, so that a declared flow is held to it as
 * much as `sshFrom`.
 */
export function openSshProblems({ bastion }: HubSpokeNetworkArgs, rules: SecurityGroupRule[]): Problem[] {
  if (bastion === undefined) return [];
  const acknowledged = bastion.sshFromAnywhere;
  if (acknowledged !== undefined) {
    return acknowledged.reason.trim() === ""
      ? [{ path: "bastion.sshFromAnywhere.reason", reason: "Say why SSH is open to everybody." }]
      : [];
  }
  const wide = rules
    .filter((rule) => rule.securityGroup === `${hubName}.${bastionGroup}` && admitsSsh(rule) && isWide(rule.peer.value))
    .map((rule) => rule.peer.value);
  return [...new Set(wide)].map((cidrBlock) => ({
    path: "bastion.sshFrom",
    reason: `${cidrBlock} opens SSH on the bastion to strangers. Name the blocks that need it, or none and use Session Manager; if it must be, give sshFromAnywhere with a reason.`,
  }));
}

function admitsSsh({ direction, ipProtocol, fromPort = 0, toPort = 65535 }: SecurityGroupRule): boolean {
  return (
    direction === RuleDirection.ingress &&
    (ipProtocol === "-1" || (ipProtocol === "tcp" && fromPort <= 22 && toPort >= 22))
  );
}

/** Wider than anybody's own addresses: two halves of the internet are as open as the whole. */
function isWide(cidrBlock: string): boolean {
  const [, prefix] = cidrBlock.split("/");
  return prefix !== undefined && Number(prefix) < (cidrBlock.includes(":") ? 19 : 8);
}
