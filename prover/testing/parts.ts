import type { Evidence, NetworkAclEntry, Peer, Placement, RouteTarget, Value } from "@throughline/graph/model";
import {
  type Addresses,
  allPorts,
  allProtocols,
  exactly,
  type Intervals,
  parseAddresses,
  protocolNumbers,
  range,
} from "@throughline/graph/packets";

export function placement(
  subnetId: string,
  addresses: readonly Addresses[],
  publicAddress: string | undefined,
): Placement {
  return { subnetId, addresses, publicAddress: publicAddress === undefined ? undefined : block(publicAddress) };
}

export function evidence(id: string): Evidence {
  return { urn: `urn:test::${id}`, id };
}

export function blocks(...cidrs: readonly (string | undefined)[]): Addresses[] {
  return cidrs.flatMap((cidr) => (cidr === undefined ? [] : [block(cidr)]));
}

export function block(cidr: string): Addresses {
  const addresses = parseAddresses(cidr);
  if (addresses === undefined) throw new Error(`"${cidr}" is no CIDR block`);
  return addresses;
}

export function routeTarget(text: string): RouteTarget {
  const [kind, id = ""] = text.split(" ");
  return { kind, id, type: kind } as unknown as RouteTarget;
}

export function networkAcl(id: string, vpcId: string, ingress: readonly string[], egress: readonly string[]) {
  const entries = (direction: string, texts: readonly string[]): NetworkAclEntry[] =>
    texts.map((text, index) => {
      const [action, protocol = "", ...others] = text.split(" ");
      const cidr = others.at(-1) ?? "";
      return {
        evidence: { ...evidence(id), part: `${direction} ${(index + 1) * 100}` },
        number: (index + 1) * 100,
        action: action as "allow" | "deny",
        addresses: block(cidr),
        ...traffic(protocol, others.length > 1 ? others[0] : undefined),
      };
    });
  return { evidence: evidence(id), id, vpcId, ingress: entries("ingress", ingress), egress: entries("egress", egress) };
}

export function peerOf(text: string): Peer {
  const addresses = parseAddresses(text);
  return addresses === undefined
    ? { kind: "securityGroup", securityGroupId: text }
    : { kind: "addresses", addresses: [addresses] };
}

export function traffic(
  protocol: string,
  ports: string | undefined,
): { protocols: Value<Intervals>; ports: Value<Intervals> } {
  const [from, to = from] = ports?.split("-").map(Number) ?? [];
  return {
    protocols: protocol === "all" ? allProtocols : exactly(protocolNumbers[protocol as keyof typeof protocolNumbers]),
    ports: from === undefined || to === undefined ? allPorts : range(from, to),
  };
}
