import { isUnknown, type Network, type NetworkAcl, type NetworkAclEntry, type Subnet } from "@throughline/graph/model";
import { PacketSet } from "@throughline/graph/packets";
import { block, type Flow, pass, undecide } from "./flow";
import { type Matched, matchAddresses } from "./matches";

/** Passes a flow through the network ACL of a subnet: of the entries that match, the one with the lowest number decides. */
export function networkAcl(network: Network, flow: Flow, subnet: Subnet, direction: "ingress" | "egress"): Flow[] {
  const id = subnet.networkAclId;
  if (isUnknown(id)) {
    return [undecide(flow, id)];
  }
  const acl = network.networkAcls.get(id);
  if (acl === undefined) {
    return [undecide(flow, { unknown: `network ACL ${id} is in no source` })];
  }
  return decide(flow, acl, direction);
}

interface Entry {
  readonly entry: NetworkAclEntry;
  readonly matched: Matched;
}

function decide(flow: Flow, acl: NetworkAcl, direction: "ingress" | "egress"): Flow[] {
  const side = direction === "ingress" ? "source" : "destination";
  const entries = acl[direction].map((entry): Entry => {
    const { addresses } = entry;
    return { entry, matched: matchAddresses(entry, side, isUnknown(addresses) ? addresses : [addresses]) };
  });
  const { unordered, ordered } = byNumber(entries);

  const flows: Flow[] = [];
  let rest = flow.packets;
  const take = ({ entry, matched }: Entry): void => {
    const { action } = entry;
    const unknown = matched.unknown ?? (isUnknown(action) ? action : undefined);
    const part = rest.intersect(unknown === undefined ? matched.surely : matched.possibly);
    if (part.isEmpty) return;
    rest = rest.subtract(part);
    if (unknown !== undefined) {
      flows.push(undecide(flow, unknown, part));
    } else if (action === "allow") {
      const hop = { kind: "network ACL", evidence: [entry.evidence], text: `${direction} allowed` };
      flows.push(pass(flow, hop, part));
    } else {
      flows.push(block(flow, { code: code(direction), evidence: [entry.evidence], text: `${direction} denied` }, part));
    }
  };
  for (const { matched, unknown } of unordered) {
    const part = rest.intersect(matched.possibly);
    if (part.isEmpty) continue;
    flows.push(undecide(flow, unknown, part));
    rest = rest.subtract(part);
  }
  ordered.forEach(take);
  if (!rest.isEmpty) {
    const blocker = {
      code: code(direction),
      evidence: [acl.evidence],
      text: `no ${direction} entry of ${acl.id} matches`,
    };
    flows.push(block(flow, blocker, rest));
  }
  return flows.filter(({ packets }) => packets !== PacketSet.none);
}

/** Those whose number is known in their order; the others may come before any. */
function byNumber(entries: readonly Entry[]) {
  const unordered = entries.flatMap(({ entry: { number }, matched }) =>
    isUnknown(number) ? [{ matched, unknown: number }] : [],
  );
  const ordered = entries
    .filter(({ entry }) => !isUnknown(entry.number))
    .sort((a, b) => Number(a.entry.number) - Number(b.entry.number));
  return { unordered, ordered };
}

const code = (direction: "ingress" | "egress") =>
  direction === "ingress" ? ("network-acl-ingress" as const) : ("network-acl-egress" as const);
