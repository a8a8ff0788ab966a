import { RuleDirection, type SecurityGroupRule } from "../flows";
import { type Problem, TierType, validateSeparateCidrBlocks } from "./addresses";
import { bastionGroup } from "./built-in-flows";
import { gatewayServiceProblems, interfaceServiceProblems } from "./endpoint-services";
import { flowLogProblems } from "./flow-log-settings";
import { type HubSpokeNetworkArgs, NetworkAclMode } from "./hub-spoke-network-args";
import { defaultNatGateways, natGatewayProblems, NatGatewayStrategy } from "./nat-gateways";
import type { PlannedVpc } from "./network-plan";
import { notOneOf } from "./one-of";
import { spokeTierProblems } from "./spoke-tiers";
import { hubName, reachable } from "./transit-routes";

/** Everything that is wrong with a network beyond its addresses and flows. */
export function networkProblems(args: HubSpokeNetworkArgs, vpcs: PlannedVpc[], rules: SecurityGroupRule[]): Problem[] {
  return [
    ...validateSeparateCidrBlocks(
      vpcs.map(({ name, path, args: { cidrBlock } }) => ({ name, path: `${path}.cidrBlock`, cidrBlock })),
    ),
    ...spokeNameProblems(args),
    ...sameNameProblems(vpcs),
    ...vpcs.flatMap((vpc) => [
      ...attachmentTierProblems(vpc, vpcs.length > 1),
      ...networkAclProblems(vpc),
      ...groupProblems(vpc),
      ...endpointProblems(vpc),
    ]),
    ...natGatewayProblems(natGateways(args), args.hub.tiers).map((problem) => under("hub", problem)),
    ...(args.spokes ?? []).flatMap((spoke, index) =>
      spokeTierProblems(spoke.tiers).map((problem) => under(`spokes[${index}]`, problem)),
    ),
    ...transitGatewayProblems(args),
    ...flowReachProblems(args, vpcs),
    ...bastionProblems(args),
    ...openSshProblems(args, rules),
    ...flowLogProblems(args.flowLogs ?? {}, "flowLogs."),
    ...privateZoneProblems(args),
  ];
}

function under(path: string, problem: Problem): Problem {
  return { ...problem, path: `${path}.${problem.path}` };
}

function natGateways({ hub }: HubSpokeNetworkArgs): NatGatewayStrategy {
  return hub.natGateways ?? defaultNatGateways(hub.tiers);
}

const plainName = /^[a-z][a-z0-9-]*$/;

function spokeNameProblems({ spokes = [] }: HubSpokeNetworkArgs): Problem[] {
  return spokes.flatMap((spoke, index) => {
    const problems: Problem[] = [];
    const path = `spokes[${index}]`;
    for (const key of ["name", "routingDomain"] as const) {
      const value = spoke[key];
      if (value === undefined || (plainName.test(value) && value !== hubName && value !== "internet")) continue;
      problems.push({
        path: `${path}.${key}`,
        reason: `"${value}" cannot be taken: lower-case letters, digits and hyphens, a letter first, not "${hubName}" and not "internet".`,
      });
    }
    if (spokes.findIndex((other) => other.name === spoke.name) < index) {
      problems.push({ path: `${path}.name`, reason: `Two spokes are named "${spoke.name}". Names are unique.` });
    }
    return problems;
  });
}

/** Subnets are called `<vpc>-<tier>-<zone>`: two tiers of which that means the same cannot both exist. */
function sameNameProblems(vpcs: PlannedVpc[]): Problem[] {
  const tiers = vpcs.flatMap((vpc) =>
    vpc.args.tiers.map((tier, index) => ({
      vpc,
      path: `${vpc.path}.tiers[${index}].name`,
      name: `${vpc.name}-${tier.name}`,
    })),
  );
  return tiers.flatMap(({ vpc, path, name }, index) => {
    const other = tiers.slice(0, index).find((tier) => tier.name === name && tier.vpc.name !== vpc.name);
    return other
      ? { path, reason: `Its subnets would be called "${name}-1" like those of ${other.path}. Choose another name.` }
      : [];
  });
}

/** https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html */
function attachmentTierProblems({ path, args: { tiers } }: PlannedVpc, transit: boolean): Problem[] {
  const attachments = tiers.filter((tier) => tier.type === TierType.Attachment);
  if (attachments.length > 1) {
    const names = attachments.map((tier) => `"${tier.name}"`).join(", ");
    return [
      { path: `${path}.tiers`, reason: `${names} are all of type "attachment". A VPC has one: remove the others.` },
    ];
  }
  if (attachments.length === 1 || !transit) return [];
  return [
    {
      path: `${path}.tiers`,
      reason: "The transit gateway needs subnets of its own here. Append { name: attachment, type: attachment }.",
    },
  ];
}

function networkAclProblems({ path, args: { tiers } }: PlannedVpc): Problem[] {
  return tiers.flatMap((tier, index) => {
    const tierPath = `${path}.tiers[${index}].networkAcl`;
    if (tier.type !== TierType.Attachment || tier.networkAcl !== NetworkAclMode.tiered) {
      return notOneOf(tier.networkAcl, NetworkAclMode, tierPath);
    }
    return {
      path: tierPath,
      reason: '"tiered" would filter all traffic to and from the transit gateway. Give it to the tiers behind it.',
    };
  });
}

function groupProblems({ name: vpcName, path, args, groups }: PlannedVpc): Problem[] {
  const tiers = args.tiers.map((tier) => tier.name);
  const names = [...tiers, ...groups.map((group) => group.name)];
  const given = (args.groups ?? []).flatMap((group, index) => {
    const problems: Problem[] = [];
    const groupPath = `${path}.groups[${index}]`;
    if (!plainName.test(group.name)) {
      problems.push({
        path: `${groupPath}.name`,
        reason: `"${group.name}" cannot be taken: lower-case letters, digits and hyphens, a letter first.`,
      });
    }
    if (names.filter((name) => name === group.name).length > 1) {
      problems.push({
        path: `${groupPath}.name`,
        reason: `"${vpcName}.${group.name}" is taken by a tier, another group, the bastion or interface endpoints. Choose another name.`,
      });
    }
    for (const tier of group.tiers.filter((tier) => !tiers.includes(tier))) {
      problems.push({
        path: `${groupPath}.tiers`,
        reason: `There is no tier "${tier}" in ${vpcName}. There are ${tiers.join(", ")}.`,
      });
    }
    return problems;
  });
  const added = groups.slice(args.groups?.length ?? 0).flatMap((group) =>
    tiers.includes(group.name)
      ? {
          path: `${path}.tiers[${tiers.indexOf(group.name)}].name`,
          reason: `"${vpcName}.${group.name}" is the security group of the ${group.name}. Choose another name for the tier.`,
        }
      : [],
  );
  return [...given, ...added];
}

function endpointProblems({ path, args, endpointTier }: PlannedVpc): Problem[] {
  const services = args.interfaceEndpoints ?? [];
  const problems = [
    ...gatewayServiceProblems(args.gatewayEndpoints ?? [], `${path}.gatewayEndpoints`),
    ...interfaceServiceProblems(services, `${path}.interfaceEndpoints`),
  ];
  if (services.length > 0 && endpointTier === undefined) {
    problems.push({
      path: `${path}.interfaceEndpoints`,
      reason: "Interface endpoints stand in a private or isolated tier, and there is none. Add one.",
    });
  }
  return problems;
}

function transitGatewayProblems({ spokes = [], transitGateway }: HubSpokeNetworkArgs): Problem[] {
  if (transitGateway === undefined) return [];
  if (spokes.length === 0) {
    return [
      { path: "transitGateway", reason: "There is no transit gateway without spokes. Add a spoke, or remove this." },
    ];
  }
  const asn = transitGateway.amazonSideAsn;
  if (asn === undefined || (asn >= 64512 && asn <= 65534) || (asn >= 4200000000 && asn <= 4294967294)) return [];
  return [
    {
      path: "transitGateway.amazonSideAsn",
      reason: `${asn} is not private: 64512 to 65534, or 4200000000 to 4294967294.`,
    },
  ];
}

/** Flows between VPCs that no route connects: rules for them would be made, and nothing would come of it. */
function flowReachProblems({ flows = [] }: HubSpokeNetworkArgs, vpcs: PlannedVpc[]): Problem[] {
  const vpcOf = (end: string) => vpcs.find((vpc) => vpc.name === end.split(".")[0]);
  return flows.flatMap((flow, index) => {
    const [from, to] = [vpcOf(flow.from), vpcOf(flow.to)];
    if (!from || !to || from === to || reachable(from.routingDomain, vpcs).includes(to)) {
      return [];
    }
    return {
      path: `flows[${index}]`,
      reason: `${from.name} and ${to.name} do not reach each other: their routing domains are "${from.routingDomain}" and "${to.routingDomain}". Give both spokes the same routingDomain, or remove the flow.`,
    };
  });
}

function bastionProblems({ bastion, hub, ...args }: HubSpokeNetworkArgs): Problem[] {
  if (bastion === undefined) return [];
  const tier = hub.tiers.find(({ name }) => name === bastion.tier);
  if (tier === undefined || tier.type === TierType.Attachment) {
    const names = hub.tiers.filter(({ type }) => type !== TierType.Attachment).map(({ name }) => name);
    return [
      {
        path: "bastion.tier",
        reason: `"${bastion.tier}" is no tier of the hub for it. There are ${names.join(", ")}.`,
      },
    ];
  }
  const leaves =
    tier.type === TierType.Public ||
    (tier.type === TierType.Private && natGateways({ hub, ...args }) !== NatGatewayStrategy.none);
  const missing = sessionServices.filter((service) => !hub.interfaceEndpoints?.includes(service));
  if (leaves || missing.length === 0) return [];
  return [
    {
      path: "bastion.tier",
      reason: `From "${tier.name}" no way leads to Systems Manager, without which no session opens. Add ${missing.join(", ")} to hub.interfaceEndpoints, or choose a tier that reaches the internet.`,
    },
  ];
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html */
const sessionServices = ["ssm", "ssmmessages"];

/** Judged by the rules, so that a declared flow is held to it as much as `sshFrom`. */
function openSshProblems({ bastion }: HubSpokeNetworkArgs, rules: SecurityGroupRule[]): Problem[] {
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
    direction === RuleDirection.Ingress &&
    (ipProtocol === "-1" || (ipProtocol === "tcp" && fromPort <= 22 && toPort >= 22))
  );
}

/** Wider than anybody's own addresses: two halves of the internet are as open as the whole. */
function isWide(cidrBlock: string): boolean {
  const [, prefix] = cidrBlock.split("/");
  return prefix !== undefined && Number(prefix) < (cidrBlock.includes(":") ? 19 : 8);
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
const domainName = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

function privateZoneProblems({ privateZone }: HubSpokeNetworkArgs): Problem[] {
  if (privateZone === undefined || domainName.test(privateZone.name)) return [];
  return [
    {
      path: "privateZone.name",
      reason: `"${privateZone.name}" is not a domain name: lower-case labels of letters, digits and hyphens, without a final dot, such as dev.internal.`,
    },
  ];
}
