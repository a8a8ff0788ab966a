import { modelledTypes } from "../../../aws/modelled-types";
import { type Addresses, parseAddresses } from "../../../packets";
import type { Resource, ResourceGraph } from "../../../read";
import type { PrefixList } from "../../filters";
import type { TransitGatewayAttachment, TransitGatewayRoute, TransitGatewayRouteTable } from "../../transit";
import { type Evidence, isUnknown, type Unknown, type Value } from "../../value";
import type { Vpc } from "../../vpc";
import { anchored } from "../anchors";
import { addTo } from "../multimap";
import { doubtOf, evidenceOf, flag, idOf, property, requiredText } from "../properties";
import { defaultTable } from "./associations";
import { type GatewayDefaults, gatewayDefaults, tablesOfGateways } from "./gateways";

/** What the routes of a transit gateway lead to and are made from. */
export interface Surroundings {
  readonly attachments: readonly TransitGatewayAttachment[];
  readonly vpcs: readonly Vpc[];
  readonly prefixLists: readonly PrefixList[];
}

/** Tables with their static routes, references to prefix lists, and what attachments announce to them. */
export function transitRouteTables(graph: ResourceGraph, around: Surroundings): TransitGatewayRouteTable[] {
  const tableOf = (resource: Resource): Value<string> => requiredText(resource, "transitGatewayRouteTableId");
  const routes = anchored(graph.ofType(...modelledTypes.transitRoute), tableOf);
  const references = anchored(graph.ofType(...modelledTypes.transitPrefixListReference), tableOf);
  const propagations = anchored(graph.ofType(...modelledTypes.transitPropagation), tableOf);
  const everywhere = [...routes.adrift, ...references.adrift, ...propagations.adrift].map(({ resource, unknown }) =>
    doubtful(evidenceOf(resource), unknown),
  );
  const announce = announcer(around);
  const lists = new Map(around.prefixLists.map((list) => [list.id, list]));
  const defaults = gatewayDefaults(graph);
  const byDefault = defaultPropagations(graph, around.attachments, defaults, announce);

  const tables = new Map<string, { readonly evidence: Evidence; readonly transitGatewayId: Value<string> }>([
    ...tablesOfGateways(defaults),
    ...graph
      .ofType(...modelledTypes.transitRouteTable)
      .map(
        (table) =>
          [
            idOf(table),
            { evidence: evidenceOf(table), transitGatewayId: requiredText(table, "transitGatewayId") },
          ] as const,
      ),
  ]);
  return [...tables].map(([id, { evidence, transitGatewayId }]) => ({
    evidence,
    id,
    transitGatewayId,
    routes: [
      ...routes.of(id).map((route) => staticRoute(route, destinationOf(route))),
      ...references.of(id).flatMap((reference) => referred(reference, lists)),
      ...propagations.of(id).flatMap((each) => explicitly(each, announce)),
      ...(byDefault.tables.get(id) ?? []),
      ...byDefault.everywhere,
      ...everywhere,
    ],
  }));
}

type Announce = (attachmentId: string, evidence: Evidence) => TransitGatewayRoute[];

/** A VPC's attachment announces all blocks of the VPC; what others announce is in no source. */
function announcer({ attachments, vpcs }: Surroundings): Announce {
  const attachmentOf = new Map(attachments.map((attachment) => [attachment.id, attachment]));
  const vpcOf = new Map(vpcs.map((vpc) => [vpc.id, vpc]));
  return (attachmentId, evidence) => {
    const attachment = attachmentOf.get(attachmentId);
    const vpcId = attachment?.kind === "vpc" ? attachment.vpcId : undefined;
    const vpc = vpcId === undefined || isUnknown(vpcId) ? undefined : vpcOf.get(vpcId);
    const addresses = vpc?.addresses ?? { unknown: `what ${attachmentId} announces is in no source`, evidence };
    const rest = { evidence, attachmentId, propagated: true };
    return isUnknown(addresses)
      ? [{ ...rest, destination: addresses }]
      : addresses.map((block) => ({ ...rest, destination: block }));
  };
}

function explicitly(propagation: Resource, announce: Announce): TransitGatewayRoute[] {
  const evidence = evidenceOf(propagation);
  const id = requiredText(propagation, "transitGatewayAttachmentId");
  if (isUnknown(id)) return [{ ...doubtful(evidence, id), propagated: true }];
  const doubt = doubtOf(propagation);
  return announce(id, evidence).map((route) => (doubt === undefined ? route : { ...route, attachmentId: doubt }));
}

interface DefaultPropagations {
  readonly tables: ReadonlyMap<string, readonly TransitGatewayRoute[]>;
  /** Of attachments of which it is not known to which table they announce. */
  readonly everywhere: readonly TransitGatewayRoute[];
}

/** Attachments announce to the gateway's default table unless they say otherwise; peerings never do. */
function defaultPropagations(
  graph: ResourceGraph,
  attachments: readonly TransitGatewayAttachment[],
  defaults: ReadonlyMap<string, GatewayDefaults>,
  announce: Announce,
): DefaultPropagations {
  const resources = new Map(graph.resources.flatMap((each) => (isAttachment(each) ? [[each.urn, each] as const] : [])));
  const accepters = anchored(graph.ofType(...modelledTypes.transitVpcAttachmentAccepter), (accepter) =>
    requiredText(accepter, "transitGatewayAttachmentId"),
  );
  const tables = new Map<string, TransitGatewayRoute[]>();
  const everywhere: TransitGatewayRoute[] = [];
  for (const { id, kind, evidence, transitGatewayId } of attachments) {
    const resource = accepters.of(id)[0] ?? resources.get(evidence.urn);
    if (kind === "peering" || resource === undefined) continue;
    const wanted = flag(property(resource, "transitGatewayDefaultRouteTablePropagation")) ?? true;
    const table = wanted === true ? defaultTable(transitGatewayId, "propagationTableId", defaults) : wanted;
    if (table === false || table === undefined) continue;
    // A gateway that no source has has no table here either.
    if (!isUnknown(transitGatewayId) && !defaults.has(transitGatewayId)) continue;
    if (isUnknown(table)) everywhere.push({ ...doubtful(evidence, table), propagated: true });
    else addTo(tables, table, ...announce(id, evidence));
  }
  return { tables, everywhere };
}

const attachmentTypes: ReadonlySet<string> = new Set([
  ...modelledTypes.transitVpcAttachment,
  ...modelledTypes.transitVpcAttachmentAccepter,
  ...modelledTypes.transitConnect,
  ...modelledTypes.vpnConnection,
  ...modelledTypes.directConnectAssociation,
]);

function isAttachment({ type }: Resource): boolean {
  return attachmentTypes.has(type);
}

/** A route that may be in the table, and lead anywhere. */
function doubtful(evidence: Evidence, unknown: Unknown): TransitGatewayRoute {
  return { evidence, destination: unknown, attachmentId: unknown, propagated: false };
}

function destinationOf(route: Resource): Value<Addresses> {
  const cidr = requiredText(route, "destinationCidrBlock");
  if (isUnknown(cidr)) return cidr;
  return parseAddresses(cidr) ?? { unknown: `"${cidr}" is no CIDR block`, evidence: evidenceOf(route) };
}

function staticRoute(route: Resource, destination: Value<Addresses>): TransitGatewayRoute {
  const blackhole = flag(property(route, "blackhole")) ?? false;
  const target = blackhole === true ? undefined : requiredText(route, "transitGatewayAttachmentId");
  return {
    evidence: evidenceOf(route),
    destination,
    attachmentId: doubtOf(route) ?? (isUnknown(blackhole) ? blackhole : target),
    propagated: false,
  };
}

/** One route for each entry of the list. */
function referred(reference: Resource, lists: ReadonlyMap<string, PrefixList>): TransitGatewayRoute[] {
  const id = requiredText(reference, "prefixListId");
  if (isUnknown(id)) return [staticRoute(reference, id)];
  const entries = lists.get(id)?.entries ?? { unknown: `prefix list ${id} is in no source` };
  return isUnknown(entries)
    ? [staticRoute(reference, entries)]
    : entries.map((addresses) => staticRoute(reference, addresses));
}
