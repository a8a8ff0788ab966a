import { isUnknown, type TargetGroup, type Value } from "@throughline/graph/model";
import { ephemeralPorts, exactly, type Family, PacketSet, protocolNumbers } from "@throughline/graph/packets";
import type { Question } from "../ask";
import type { InterfaceEnd } from "../ends";
import type { Candidate } from "./targets";

/** A target's health check as a question of its own; undefined where none is made. */
export function healthCheck(node: InterfaceEnd, group: TargetGroup, target: Candidate): Value<Question | undefined> {
  const { healthCheck: check } = group;
  if (check === undefined || isUnknown(check)) return check;
  const { end: to } = target;
  const from = nodeOfFamily(node, to.family);
  if (isUnknown(from)) return from;
  const packets = PacketSet.of({
    family: to.family,
    source: from.addresses,
    destination: to.addresses,
    protocol: exactly(protocolNumbers.tcp),
    sourcePort: ephemeralPorts,
    destinationPort: exactly(check.port ?? target.port),
  });
  return { from, to, packets };
}

/** A load balancer with addresses of both families reaches each target by that of the target. */
export function nodeOfFamily(node: InterfaceEnd, family: Family): Value<InterfaceEnd> {
  if (node.family === family) return node;
  const { addresses } = node.placement;
  if (isUnknown(addresses)) return addresses;
  const own = addresses.find((each) => each.family === family);
  return own === undefined
    ? { unknown: `${node.interface.id} has no address of ${family} in ${node.subnetId}` }
    : { ...node, family, addresses: own.intervals };
}
