import { isUnknown, type VpcEndpoint } from "@throughline/graph/model";
import { exactly, icmpMessages, PacketSet, protocolNumbers } from "@throughline/graph/packets";
import { endpointPolicy } from "./endpoint-policy";
import { block, type Ended, type Flow, pass, undecide } from "./flow";
import { asModelled } from "./unmodelled";
import { type Standing, stop, type Walk } from "./walk";

/** https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html: TCP, and ICMP's echo. */
const taken = PacketSet.union(
  (["ipv4", "ipv6"] as const).flatMap((family) => [
    PacketSet.of({ family, protocol: exactly(protocolNumbers.tcp) }),
    family === "ipv4"
      ? PacketSet.of({ family, protocol: exactly(protocolNumbers.icmp), destinationPort: icmpMessages(8, 0) })
      : PacketSet.of({ family, protocol: exactly(protocolNumbers.icmpv6), destinationPort: icmpMessages(128, 0) }),
  ]),
);

/**
 * By a gateway endpoint, which takes packets of its own VPC to its service: one of the internet's addresses.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
export function toGatewayEndpoint(walk: Walk, flow: Flow, id: string, at: Standing): Ended[] {
  const endpoint = walk.network.vpcEndpoints.get(id);
  if (endpoint === undefined) {
    return [stop(flow, { unknown: `VPC endpoint ${id} is in no source` })];
  }
  const { evidence, kind, service } = endpoint;
  if (isUnknown(kind)) {
    return [stop(flow, kind)];
  }
  if (kind !== "gateway" || walk.to.kind !== "internet") {
    return [stop(flow, { unknown: `what is behind VPC endpoint ${id} is not modelled`, evidence })];
  }
  const text = `to ${isUnknown(service) ? "the service" : service}`;
  const passed = endpointPolicy(
    pass(asModelled(walk, flow, id), { kind: "VPC endpoint", evidence: [evidence], text }),
    endpoint,
  );
  return ofOwnVpc(walk, passed, endpoint, at)
    .flatMap((each) => ofItsProtocols(each, endpoint))
    .map((each) => ({ flow: each, arrived: true, byEndpoint: true }));
}

function ofOwnVpc({ network }: Walk, flow: Flow, { evidence, id }: VpcEndpoint, { vpcId }: Standing): Flow[] {
  const addresses = network.vpcs.get(vpcId)?.addresses ?? { unknown: `VPC ${vpcId} is in no source` };
  if (isUnknown(addresses)) {
    return [undecide(flow, addresses)];
  }
  const own = PacketSet.union(addresses.map(({ family, intervals }) => PacketSet.of({ family, source: intervals })));
  return split(flow, own, {
    code: "endpoint-outside-vpc",
    evidence: [evidence],
    text: `${id} serves ${vpcId} only, and the packets come from elsewhere`,
  });
}

function ofItsProtocols(flow: Flow, { evidence, id }: VpcEndpoint): Flow[] {
  return split(flow, taken, {
    code: "endpoint-protocol",
    evidence: [evidence],
    text: `${id} takes TCP and ICMP echo only`,
  });
}

/** What is in the set passes, the rest is stopped. */
function split(flow: Flow, passing: PacketSet, blocker: Parameters<typeof block>[1]): Flow[] {
  const good = flow.packets.intersect(passing);
  const bad = flow.packets.subtract(passing);
  return [{ ...flow, packets: good }, block({ ...flow, packets: bad }, blocker)].filter(
    ({ packets }) => !packets.isEmpty,
  );
}
