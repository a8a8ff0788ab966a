import { closest, distance } from "fastest-levenshtein";
import { type Problem, canonicalCidr, contains, parseCidr } from "../network/addresses";
import type { RulePeer } from "./compiled";
import { isIpv6PrefixList } from "./prefix-lists";
import type { FlowTier, FlowTopology, FlowVpc } from "./topology";

/** A tier under its full name. */
export interface NamedTier extends FlowTier {
  /** `vpc.tier` */
  fullName: string;
  vpc: FlowVpc;
}

/** One end of a flow. */
export interface Endpoint {
  /** The VPC that it is in, if it is in one of the topology. */
  vpc?: FlowVpc;
  /** The groups on which rules for it are made. */
  securityGroups: string[];
  /** The tiers that it is in. */
  tiers: NamedTier[];
  /** What rules in the same VPC, or everywhere if it is in none, name instead of its addresses. */
  reference?: RulePeer;
  /** Its addresses. None for a group that is made elsewhere: somewhere in the VPC of the other end. */
  cidrBlocks: string[];
}

const internet: Endpoint = { securityGroups: [], tiers: [], cidrBlocks: ["0.0.0.0/0"] };

/** Whether an end is the whole internet. */
export function isInternet(end: Endpoint): boolean {
  return end.reference === undefined && (end.cidrBlocks.includes("0.0.0.0/0") || end.cidrBlocks.includes("::/0"));
}

/** Everything that a flow can name in a topology: VPCs, tiers, groups. */
export function namedEndpoints(topology: FlowTopology): Map<string, Endpoint> {
  return new Map(topology.vpcs.flatMap((vpc) => endpointsOf(vpc)));
}

function endpointsOf(vpc: FlowVpc): [string, Endpoint][] {
  const fullName = (name: string) => `${vpc.name}.${name}`;
  const groups = vpc.groups ?? [];
  const tiers = vpc.tiers.map((tier) => ({ ...tier, fullName: fullName(tier.name), vpc }));
  const grouped = [...vpc.tiers.filter((tier) => tier.securityGroup), ...groups].map(({ name }) => fullName(name));

  const whole: Endpoint = { vpc, securityGroups: grouped, tiers, cidrBlocks: vpc.cidrBlocks };
  const own = (name: string, inTiers: NamedTier[], hasGroup: boolean): [string, Endpoint] => [
    fullName(name),
    {
      vpc,
      securityGroups: hasGroup ? [fullName(name)] : [],
      tiers: inTiers,
      reference: hasGroup ? { kind: "securityGroup", value: fullName(name) } : undefined,
      cidrBlocks: inTiers.flatMap((tier) => tier.cidrBlocks),
    },
  ];
  return [
    [vpc.name, whole],
    ...tiers.map((tier) => own(tier.name, [tier], tier.securityGroup)),
    ...groups.map((group) =>
      own(
        group.name,
        tiers.filter((tier) => group.tiers.includes(tier.name)),
        true,
      ),
    ),
  ];
}

/** Finds the end that a flow names. */
export function readEndpoint(
  text: string,
  path: string,
  named: Map<string, Endpoint>,
  problems: Problem[],
  warnings: Problem[],
): Endpoint | undefined {
  const known = named.get(text);
  if (known) return known;
  if (text === "internet") return internet;
  if (/^com\.amazonaws\.[a-z0-9.-]+$/.test(text) || /^pl-[0-9a-f]{8,17}$/.test(text)) return prefixList(text);
  if (/^sg-[0-9a-f]{8,17}$/.test(text)) {
    return { securityGroups: [], tiers: [], reference: { kind: "securityGroupId", value: text }, cidrBlocks: [] };
  }
  const cidr = canonicalCidr(text);
  if (cidr) return cidrEndpoint(text, cidr.cidrBlock, path, named, problems, warnings);
  problems.push({ path, reason: unknownEndpoint(text, [...named.keys(), "internet"]) });
  return undefined;
}

/** Network ACLs take no prefix lists, so there it stands for every address. */
function prefixList(value: string): Endpoint {
  const cidrBlocks = [isIpv6PrefixList(value) ? "::/0" : "0.0.0.0/0"];
  return { securityGroups: [], tiers: [], reference: { kind: "prefixList", value }, cidrBlocks };
}

function cidrEndpoint(
  text: string,
  canonical: string,
  path: string,
  named: Map<string, Endpoint>,
  problems: Problem[],
  warnings: Problem[],
): Endpoint | undefined {
  if (text !== canonical) {
    problems.push({ path, reason: `${text} is written ${canonical} (no bits beyond the prefix, shortest form).` });
    return undefined;
  }
  const inside = narrowest(canonical, named);
  if (inside !== undefined) {
    warnings.push({
      path,
      reason: `${text} is in ${inside}. Name ${inside} itself, and its own rules are made too; for a CIDR block they are not.`,
    });
  }
  return { vpc: named.get(inside ?? "")?.vpc, securityGroups: [], tiers: [], cidrBlocks: [canonical] };
}

/** The tier, else the VPC, that contains a block. */
function narrowest(cidrBlock: string, named: Map<string, Endpoint>): string | undefined {
  const block = parseCidr(cidrBlock);
  if (!block) return undefined;
  const around = [...named].filter(([, end]) =>
    end.cidrBlocks.some((text) => {
      const other = parseCidr(text);
      return other !== undefined && contains(other, block);
    }),
  );
  return (around.find(([name]) => name.includes(".")) ?? around[0])?.[0];
}

function unknownEndpoint(text: string, names: string[]): string {
  if (canonicalCidr(`${text}/32`)?.version === 4) return `${text} is an address. Write it as a block: ${text}/32.`;
  if (canonicalCidr(`${text}/128`)) return `${text} is an address. Write it as a block: ${text}/128.`;
  const near = closest(text, names);
  const hint = distance(text, near) <= Math.max(2, text.length / 3) ? ` Did you mean ${near}?` : "";
  return (
    `"${text}" is no end of a flow.${hint} There are ${names.join(", ")}; ` +
    "besides those a CIDR block, a prefix list (pl-…, com.amazonaws.…) or a security group (sg-…)."
  );
}
