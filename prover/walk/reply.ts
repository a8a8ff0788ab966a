import type { PacketSet } from "@throughline/graph/packets";
import { asSent, begin, type Ended, type Flow, rewrite, type Translation } from "./flow";
import { networkAcl } from "./network-acls";
import { enterDestination, inSubnet, walk, type Walk } from "./walk";

/** What became of replies: the legs of their way, from one interface that changes addresses to the next. */
export interface Replied {
  readonly legs: readonly Flow[];
  readonly arrived: boolean;
  /** The packets, as they arrived, whose replies these are. */
  readonly answers: PacketSet;
}

/**
 * The way of the replies to packets that arrived: back through everything that changed an address, last change first.
 *
 * @param back the way from the destination to the source.
 */
export function replyTo(back: Walk, { flow: request, byEndpoint = false }: Ended): Replied[] {
  const stations = [...request.translations].reverse();
  const replies = request.packets.replies();
  const answering = { ...back, request: request.hops };
  return leg(answering, replies, stations, [], byEndpoint ? outOfEndpoint : wayTo(stations[0])).map(
    ({ legs, arrived }) => ({
      legs,
      arrived,
      answers: firstLegAsSent(legs).requests().intersect(request.packets),
    }),
  );
}

function firstLegAsSent([first]: readonly Flow[]): PacketSet {
  if (first === undefined) throw new Error("a reply has at least one leg");
  return asSent(first);
}

type Legs = Omit<Replied, "answers">;

function leg(
  back: Walk,
  packets: PacketSet,
  [station, ...further]: readonly Translation[],
  before: readonly Flow[],
  go: typeof walk,
): Legs[] {
  const to = station?.end ?? back.to;
  return go({ ...back, to }, packets).flatMap(({ flow, arrived }): Legs[] => {
    const legs = [...before, flow];
    if (!arrived || station === undefined) {
      return [{ legs, arrived }];
    }
    return rewrite(flow, station.back).flatMap((changed) =>
      leg({ ...back, from: station.end }, changed.packets, further, legs, wayTo(further[0])),
    );
  });
}

function wayTo(station: Translation | undefined): typeof walk {
  return station?.straight === true ? straight : walk;
}

/** Past the filters of both subnets, by no route. */
function straight(back: Walk, packets: PacketSet): Ended[] {
  const { from, to } = back;
  const flow = begin(packets);
  if (from.kind === "internet" || to.kind === "internet") return [];
  if (from.subnetId === to.subnetId) return [{ flow, arrived: true }];
  return inSubnet(back, flow, from.subnetId, (each, subnet) =>
    networkAcl(back.network, each, subnet, "egress").flatMap((passed) => enterDestination(back, passed, to)),
  );
}

/** Straight into the subnet of whoever asked. */
function outOfEndpoint(back: Walk, packets: PacketSet): Ended[] {
  const { to } = back;
  return to.kind === "interface" ? enterDestination(back, begin(packets), to) : [];
}
