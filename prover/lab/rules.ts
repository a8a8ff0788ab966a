import type { Network, NetworkAclEntry, SecurityGroupRule, Traffic } from "@throughline/graph/model";
import { type Intervals, protocolNumbers } from "@throughline/graph/packets";
import { known, named } from "../concrete/known";
import { addressBook, addressOf, blocksOf } from "./addresses";

/** What groups may be seen through is written on each packet as it passes, as a code point that nothing else uses. */
export const paths = { vpc: 0, peering: 1, transitGateway: 2, opaque: 3 } as const;

export function chain(name: string, rules: readonly string[]): string {
  return [`  chain ${name} {`, ...rules.map((rule) => `    ${rule}`), "  }"].join("\n");
}

export function aclChain(id: string, direction: "ingress" | "egress"): string {
  return `${id.replaceAll("-", "_")}_${direction}`;
}

/** Stateless rules of a network ACL for a chain that is jumped to. */
export function aclRules(entries: readonly NetworkAclEntry[], side: "saddr" | "daddr"): string[] {
  const ordered = [...entries].sort((a, b) => known(a.number) - known(b.number));
  return [
    ...ordered.flatMap((entry) => {
      const verdict = entry.action === "allow" ? "return" : "drop";
      return blocksOf([known(entry.addresses)]).map((block) => `${match(entry)}${address(side, block)}${verdict}`);
    }),
    "drop",
  ];
}

/** Stateful rules of an interface's groups, as nftables' own connections keep them. */
export function groupRules(network: Network, id: string): string {
  const ids = known(named(network.interfaces, id).securityGroupIds);
  const rules = (direction: "ingress" | "egress", side: "saddr" | "daddr"): string[] =>
    ids.length === 0
      ? ["accept"]
      : ids
          .flatMap((group) => named(network.securityGroups, group)[direction])
          .flatMap((rule) => peers(network, id, rule, side).map((peer) => `${match(rule)}${peer}accept`));
  return [
    "table ip groups {",
    chain("in", [
      "type filter hook input priority 0; policy drop;",
      "ct state established accept",
      ...rules("ingress", "saddr"),
    ]),
    chain("out", [
      "type filter hook output priority 0; policy drop;",
      "ct state established accept",
      ...rules("egress", "daddr"),
    ]),
    "}",
  ].join("\n");
}

/** What a rule asks of the other end's address; nothing if no packet of IPv4 can be meant. */
function peers(network: Network, self: string, rule: SecurityGroupRule, side: "saddr" | "daddr"): string[] {
  const peer = known(rule.peer);
  if (peer.kind !== "securityGroup") {
    const blocks =
      peer.kind === "addresses" ? peer.addresses : known(named(network.prefixLists, peer.prefixListId).entries);
    return blocksOf(blocks).map((block) => address(side, block));
  }
  const own = addressOf(network, self).vpcId;
  return addressBook(network)
    .filter(({ id }) => {
      const found = network.interfaces.get(id);
      return found !== undefined && known(found.securityGroupIds).includes(peer.securityGroupId);
    })
    .flatMap((member) => {
      const same = member.vpcId === own;
      if (side === "daddr") {
        return same || arePeered(network, own, member.vpcId) ? [address(side, member.address)] : [];
      }
      const seen = [...(same ? [paths.vpc] : []), paths.peering, paths.transitGateway];
      return [`${address(side, member.address)}ip dscp { ${seen.join(", ")} } `];
    });
}

function arePeered({ vpcPeerings }: Network, one: string, other: string): boolean {
  return [...vpcPeerings.values()].some(
    ({ active, requesterVpcId, accepterVpcId }) =>
      active === true && [requesterVpcId, accepterVpcId].every((id) => id === one || id === other),
  );
}

function address(side: "saddr" | "daddr", block: string): string {
  return block === "0.0.0.0/0" ? "" : `ip ${side} ${block} `;
}

/** Protocol and ports; of messages of ICMP, which no exchange of the lab sends, the protocol only. */
function match({ protocols, ports }: Traffic): string {
  const [protocol = 0, next = 0] = known(protocols);
  if (Number(next) - Number(protocol) > 1) return "";
  const hasPorts = protocol === protocolNumbers.tcp || protocol === protocolNumbers.udp;
  return `meta l4proto ${protocol} ${hasPorts ? `th dport { ${portsOf(known(ports))} } ` : ""}`;
}

function portsOf(ports: Intervals): string {
  const parts: string[] = [];
  for (let at = 0; at < ports.length; at += 2) {
    parts.push(`${ports[at]}-${Number(ports[at + 1]) - 1}`);
  }
  return parts.join(", ");
}
