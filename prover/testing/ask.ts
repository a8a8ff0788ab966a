import { isUnknown, type Network, type Value } from "@throughline/graph/model";
import {
  type Addresses,
  ephemeralPorts,
  exactly,
  PacketSet,
  protocolNumbers,
  publicAddresses,
} from "@throughline/graph/packets";
import { type Answer, prover, undecided } from "../ask";
import { type End, endsOf } from "../ends";

/** Asks about TCP between two things of a test's network by their ids; `internet` is outside. */
export function ask(network: Network, from: string, to: string, port: number): Answer {
  const [source, destination] = [endOf(network, from), endOf(network, to)];
  if (isUnknown(source)) return undecided(source);
  if (isUnknown(destination)) return undecided(destination);
  return prover(network)({
    from: source,
    to: destination,
    packets: PacketSet.of({
      family: "ipv4",
      source: source.addresses,
      destination: source.kind === "internet" ? seenFromOutside(destination) : destination.addresses,
      protocol: exactly(protocolNumbers.tcp),
      sourcePort: ephemeralPorts,
      destinationPort: exactly(port),
    }),
  });
}

function endOf(network: Network, id: string): Value<End> {
  const found = network.interfaces.get(id);
  const [end] = found === undefined ? [] : endsOf(network, found);
  return end ?? { kind: "internet", family: "ipv4", addresses: publicAddresses.ipv4 };
}

/** The public address, or any of them. */
function seenFromOutside(end: End): Addresses["intervals"] {
  const address = end.kind === "interface" ? end.placement.publicAddress : undefined;
  return address === undefined || isUnknown(address) ? publicAddresses.ipv4 : address.intervals;
}
