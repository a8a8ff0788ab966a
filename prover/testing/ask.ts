import { isUnknown, type Network, type Value } from "@throughline/graph/model";
import {
  allPorts,
  type Addresses,
  ephemeralPorts,
  exactly,
  type Family,
  PacketSet,
  parseAddresses,
  protocolNumbers,
  publicAddresses,
} from "@throughline/graph/packets";
import { type Answer, prover, type Question, undecided } from "../ask";
import { type End, endsOf, internetEnd } from "../ends";

export interface AskOptions {
  /** IANA number. @default TCP */
  readonly protocol?: number;
  /** @default ipv4 */
  readonly family?: Family;
}

/** Asks about TCP between two things of a test's network by their ids; an address and `internet` are outside. */
export function ask(network: Network, from: string, to: string, port: number, options: AskOptions = {}): Answer {
  const question = questionAbout(network, from, to, port, options);
  return isUnknown(question) ? undecided(question) : prover(network)(question);
}

export function questionAbout(
  network: Network,
  from: string,
  to: string,
  port: number,
  { protocol = protocolNumbers.tcp, family = "ipv4" }: AskOptions = {},
): Value<Question> {
  const [source, destination] = [endOf(network, from, family), endOf(network, to, family)];
  if (isUnknown(source)) return source;
  if (isUnknown(destination)) return destination;
  const hasPorts = protocol === protocolNumbers.tcp || protocol === protocolNumbers.udp;
  const packets = PacketSet.of({
    family,
    source: source.addresses,
    destination: source.kind === "internet" ? seenFromOutside(destination) : destination.addresses,
    protocol: exactly(protocol),
    sourcePort: hasPorts ? ephemeralPorts : allPorts,
    destinationPort: hasPorts ? exactly(port) : allPorts,
  });
  return { from: source, to: destination, packets };
}

function endOf(network: Network, id: string, family: Family): Value<End> {
  const found = network.interfaces.get(id);
  const ends = found === undefined ? [] : endsOf(network, found);
  const addresses = parseAddresses(id)?.intervals;
  return (
    ends.find((end) => isUnknown(end) || end.family === family) ??
    (addresses === undefined ? internetEnd(network, family) : { kind: "internet", family, addresses })
  );
}

/** The public address, or any of them; IPv6 has one kind only. */
function seenFromOutside(end: End): Addresses["intervals"] {
  if (end.kind === "internet" || end.family === "ipv6") return end.addresses;
  const { publicAddress } = end.placement;
  return publicAddress === undefined || isUnknown(publicAddress) ? publicAddresses.ipv4 : publicAddress.intervals;
}
