import { modelledTypes } from "../../../aws/modelled-types";
import type { Resource, ResourceGraph } from "../../../read";
import type { PeeringAttachment } from "../../transit";
import { isUnknown, type Value } from "../../value";
import { anchored } from "../anchors";
import { doubtOf, evidenceOf, idOf, nameOf, property, requiredText, text } from "../properties";
import { type Associations, defaultTable } from "./associations";
import { tablesOfGateways } from "./gateways";

/** Both gateways name the attachment by one id; its requester and its accepter may be in different sources. */
export function peeringAttachments(graph: ResourceGraph, associations: Associations): PeeringAttachment[] {
  const accepted = (accepter: Resource): Value<string> => requiredText(accepter, "transitGatewayAttachmentId");
  const accepters = anchored(graph.ofType(...modelledTypes.transitPeeringAccepter), accepted);
  const gatewayOf = gatewaysOfTables(graph, associations);
  const requested = graph.ofType(...modelledTypes.transitPeering);
  const known = new Set(requested.map(idOf));

  const peering = (resource: Resource, id: string, active: Value<boolean>): PeeringAttachment => {
    const transitGatewayId = requiredText(resource, "transitGatewayId");
    const peerTransitGatewayId = requiredText(resource, "peerTransitGatewayId");
    return {
      kind: "peering",
      evidence: evidenceOf(resource),
      id,
      transitGatewayId,
      peerTransitGatewayId,
      routeTableId: tableOf(id, transitGatewayId, gatewayOf, associations),
      peerRouteTableId: tableOf(id, peerTransitGatewayId, gatewayOf, associations),
      active,
    };
  };
  return [
    ...requested.map((resource) => {
      const id = idOf(resource);
      const [accepter] = accepters.of(id);
      const acceptedByIt = accepter === undefined ? undefined : (doubtOf(accepter) ?? true);
      return peering(resource, id, doubtOf(resource) ?? acceptedByIt ?? stateOf(resource, associations));
    }),
    ...graph.ofType(...modelledTypes.transitPeeringAccepter).flatMap((accepter) => {
      const id = accepted(accepter);
      return isUnknown(id) || known.has(id) ? [] : [peering(accepter, id, doubtOf(accepter) ?? true)];
    }),
  ];
}

function gatewaysOfTables(graph: ResourceGraph, { defaults }: Associations): ReadonlyMap<string, Value<string>> {
  return new Map<string, Value<string>>([
    ...[...tablesOfGateways(defaults)].map(([id, { transitGatewayId }]) => [id, transitGatewayId] as const),
    ...graph
      .ofType(...modelledTypes.transitRouteTable)
      .map((table) => [idOf(table), requiredText(table, "transitGatewayId")] as const),
  ]);
}

/** The associated table that is the gateway's, or else its default one. */
function tableOf(
  id: string,
  gatewayId: Value<string>,
  gatewayOf: ReadonlyMap<string, Value<string>>,
  { explicit, defaults }: Associations,
): Value<string | undefined> {
  if (isUnknown(gatewayId)) return gatewayId;
  const tables = explicit.of(id).map((association) => ({
    id: doubtOf(association) ?? requiredText(association, "transitGatewayRouteTableId"),
  }));
  const own = tables.find((table) => !isUnknown(table.id) && gatewayOf.get(table.id) === gatewayId);
  if (own !== undefined) return own.id;
  const perhaps = tables.find((table) => isUnknown(table.id) || typeof gatewayOf.get(table.id) !== "string");
  if (perhaps !== undefined) {
    return isUnknown(perhaps.id)
      ? perhaps.id
      : { unknown: `transit gateway route table ${perhaps.id} is in no source` };
  }
  return explicit.adrift[0]?.unknown ?? defaultTable(gatewayId, "associationTableId", defaults);
}

/** Whether the peer has accepted, where no source has its acceptance. */
function stateOf(resource: Resource, { defaults }: Associations): Value<boolean> {
  const state = text(property(resource, "state"));
  if (isUnknown(state)) return state;
  const peer = requiredText(resource, "peerTransitGatewayId");
  const elsewhere = isUnknown(peer) || !defaults.has(peer);
  return state !== "available" && elsewhere
    ? { unknown: `no source says whether ${nameOf(resource)} was accepted`, evidence: evidenceOf(resource) }
    : state === "available";
}
