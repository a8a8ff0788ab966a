import type { CompiledFlows, NetworkAclEntry, SecurityGroupRule } from "../compiled";

/** Something with an address that sends and answers. */
export interface Host {
  address: string;
  /** Its security groups; none outside. */
  groups: string[];
  /** Its tier, as `vpc.tier`, if it is in one. */
  tier?: string;
}

export interface Packet {
  from: Host;
  to: Host;
  protocol: "tcp" | "udp" | "icmp";
  /** Destination port; without meaning for ICMP. */
  port: number;
}

/** What is in the way besides rules: which tiers have network ACLs, and whose NAT gateways a tier uses. */
export interface Surroundings {
  tiersWithAcl: string[];
  natTierOf: Record<string, string>;
}

/** A port from which clients open connections. */
const clientPort = 50_000;

/**
 * Whether a request gets there and its reply back: one packet at a time, rule by rule, in code that shares nothing
 * with the compiler.
 */
export function isAdmitted(packet: Packet, compiled: CompiledFlows, surroundings: Surroundings): boolean {
  const { from, to, protocol, port } = packet;
  const passesGroups =
    passesGroup(from, "egress", to, packet, compiled.securityGroupRules) &&
    passesGroup(to, "ingress", from, packet, compiled.securityGroupRules);
  const passesAcl = (tier: string | undefined, egress: boolean, other: string, toPort: number) =>
    tier === undefined ||
    !surroundings.tiersWithAcl.includes(tier) ||
    compiled.networkAclEntries.some((entry) => allows(entry, tier, egress, other, protocol, toPort));

  const nat = to.tier === undefined && from.tier !== undefined ? surroundings.natTierOf[from.tier] : undefined;
  return (
    passesGroups &&
    passesAcl(from.tier, true, to.address, port) &&
    passesAcl(nat, false, from.address, port) &&
    passesAcl(nat, true, to.address, port) &&
    passesAcl(to.tier, false, from.address, port) &&
    passesAcl(to.tier, true, from.address, clientPort) &&
    passesAcl(nat, false, to.address, clientPort) &&
    passesAcl(nat, true, from.address, clientPort) &&
    passesAcl(from.tier, false, to.address, clientPort)
  );
}

function passesGroup(
  host: Host,
  direction: string,
  other: Host,
  { protocol, port }: Packet,
  rules: SecurityGroupRule[],
): boolean {
  if (host.groups.length === 0) return true;
  return rules.some((rule) => {
    if (!host.groups.includes(rule.securityGroup) || rule.direction !== direction) return false;
    const { kind, value } = rule.peer;
    const isPeer = kind === "securityGroup" ? other.groups.includes(value) : isIn(other.address, value);
    return isPeer && speaks(rule.ipProtocol, rule.fromPort, rule.toPort, protocol, port);
  });
}

function allows(
  entry: NetworkAclEntry,
  tier: string,
  egress: boolean,
  other: string,
  protocol: string,
  port: number,
): boolean {
  return (
    entry.tier === tier &&
    entry.egress === egress &&
    isIn(other, entry.cidrBlock ?? "") &&
    speaks(entry.protocol, entry.fromPort, entry.toPort, protocol, port)
  );
}

function speaks(ruled: string, from = 0, to = 0, protocol: string, port: number): boolean {
  if (ruled === "-1") return true;
  return ruled === protocol && (protocol === "icmp" || (from <= port && port <= to));
}

/** Whether an IPv4 address is in a block: their first bits are equal. */
export function isIn(address: string, cidrBlock: string): boolean {
  const [network = "", prefix = "0"] = cidrBlock.split("/");
  return network !== "" && bits(address).startsWith(bits(network).slice(0, Number(prefix)));
}

function bits(address: string): string {
  return address
    .split(".")
    .map((octet) => Number(octet).toString(2).padStart(8, "0"))
    .join("");
}
