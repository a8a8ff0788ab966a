import type {
  Network,
  RouteTable,
  RouteTarget,
  TransitGatewayRoute,
  TransitGatewayRouteTable,
} from "@throughline/graph/model";
import type { Addresses, Packet } from "@throughline/graph/packets";
import { inBlock, known, named, sizeOf } from "./known";

/** The target of the most specific route, found by looking at every one. */
export function lookUp(network: Network, table: RouteTable, packet: Packet): RouteTarget | undefined {
  let best: { block: Addresses; target: RouteTarget } | undefined;
  for (const route of table.routes) {
    const destination = known(route.destination);
    const blocks =
      destination.kind === "addresses"
        ? [destination.addresses]
        : known(named(network.prefixLists, destination.prefixListId).entries);
    for (const block of blocks) {
      if (!inBlock(block, packet.family, packet.destination)) continue;
      if (best === undefined || sizeOf(block) < sizeOf(best.block)) best = { block, target: known(route.target) };
    }
  }
  return best?.target;
}

/** The most specific route of a transit gateway's table; of equal ones the static. */
export function lookUpTransit(table: TransitGatewayRouteTable, packet: Packet): TransitGatewayRoute | undefined {
  let best: { route: TransitGatewayRoute; size: bigint } | undefined;
  for (const route of table.routes) {
    const block = known(route.destination);
    if (!inBlock(block, packet.family, packet.destination)) continue;
    const size = sizeOf(block);
    const wins =
      best === undefined || size < best.size || (size === best.size && best.route.propagated && !route.propagated);
    if (wins) best = { route, size };
  }
  return best?.route;
}
