import { parseAddresses } from "../../packets";
import type { Resource, ResourceGraph } from "../../read";
import type {
  PeeringAttachment,
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayRoute,
  TransitGatewayRouteTable,
  VpcAttachment,
} from "../transit";
import { isUnknown, type Value } from "../value";
import type { Vpc } from "../vpc";
import { evidenceOf, flag, idOf, property, requiredText, text, texts } from "./properties";
import { groupBy } from "./route-tables";

const type = (name: string): string => `aws:ec2transitgateway/${name}:${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`;

export function transitGateways(graph: ResourceGraph): TransitGateway[] {
  return graph.ofType(type("transitGateway")).map((gateway) => ({
    evidence: evidenceOf(gateway),
    id: idOf(gateway),
    securityGroupReferencing: flag(property(gateway, "securityGroupReferencingSupport")) ?? false,
  }));
}

export function attachments(graph: ResourceGraph): TransitGatewayAttachment[] {
  const associations = groupBy(graph.ofType(type("routeTableAssociation")), (association) =>
    text(property(association, "transitGatewayAttachmentId")),
  );
  const gateways = new Map(graph.ofType(type("transitGateway")).map((gateway) => [idOf(gateway), gateway]));

  /** The table associated by a resource of its own, or the gateway's default one. */
  const tableOf = (attachment: Resource, gatewayId: Value<string>): Value<string | undefined> => {
    const [association] = associations.get(idOf(attachment)) ?? [];
    if (association !== undefined) return requiredText(association, "transitGatewayRouteTableId");
    const byDefault = flag(property(attachment, "transitGatewayDefaultRouteTableAssociation")) ?? true;
    const gateway = isUnknown(gatewayId) ? undefined : gateways.get(gatewayId);
    if (byDefault === false || gateway === undefined) return undefined;
    return flag(property(gateway, "defaultRouteTableAssociation")) === false
      ? undefined
      : text(property(gateway, "associationDefaultRouteTableId"));
  };

  const ofVpcs = graph.ofType(type("vpcAttachment")).map((attachment): VpcAttachment => {
    const transitGatewayId = requiredText(attachment, "transitGatewayId");
    return {
      kind: "vpc",
      evidence: evidenceOf(attachment),
      id: idOf(attachment),
      transitGatewayId,
      routeTableId: tableOf(attachment, transitGatewayId),
      vpcId: requiredText(attachment, "vpcId"),
      subnetIds: texts(attachment, "subnetIds"),
      applianceMode: flag(property(attachment, "applianceModeSupport")) ?? false,
      securityGroupReferencing: flag(property(attachment, "securityGroupReferencingSupport")) ?? true,
    };
  });

  const accepters = new Set(
    graph
      .ofType(type("peeringAttachmentAccepter"))
      .map((accepter) => text(property(accepter, "transitGatewayAttachmentId"))),
  );
  const peerings = graph.ofType(type("peeringAttachment")).map((attachment): PeeringAttachment => {
    const own = requiredText(attachment, "transitGatewayId");
    const state = text(property(attachment, "state"));
    // Both sides name the attachment by the same id; the table says whose it is.
    const tables = (associations.get(idOf(attachment)) ?? []).map((association) => {
      const id = requiredText(association, "transitGatewayRouteTableId");
      const table = graph.ofType(type("routeTable")).find((each) => idOf(each) === id);
      return { id, gatewayId: table === undefined ? undefined : text(property(table, "transitGatewayId")) };
    });
    return {
      kind: "peering",
      evidence: evidenceOf(attachment),
      id: idOf(attachment),
      transitGatewayId: own,
      peerTransitGatewayId: requiredText(attachment, "peerTransitGatewayId"),
      routeTableId: tables.find(({ gatewayId }) => gatewayId === own)?.id,
      peerRouteTableId: tables.find(({ gatewayId }) => gatewayId !== own)?.id,
      active: accepters.has(attachment.id) || (isUnknown(state) ? state : state === "available"),
    };
  });

  return [...ofVpcs, ...peerings];
}

export function transitRouteTables(
  graph: ResourceGraph,
  vpcAttachments: readonly TransitGatewayAttachment[],
  vpcs: readonly Vpc[],
): TransitGatewayRouteTable[] {
  const routes = groupBy(graph.ofType(type("route")), (route) => text(property(route, "transitGatewayRouteTableId")));
  const propagations = groupBy(graph.ofType(type("routeTablePropagation")), (propagation) =>
    text(property(propagation, "transitGatewayRouteTableId")),
  );
  const attachmentOf = new Map(vpcAttachments.map((attachment) => [attachment.id, attachment]));
  const vpcOf = new Map(vpcs.map((vpc) => [vpc.id, vpc]));

  return graph.ofType(type("routeTable")).map((table) => ({
    evidence: evidenceOf(table),
    id: idOf(table),
    transitGatewayId: requiredText(table, "transitGatewayId"),
    routes: [
      ...(routes.get(idOf(table)) ?? []).map(staticRoute),
      ...(propagations.get(idOf(table)) ?? []).flatMap(propagated),
    ],
  }));

  /** A VPC's attachment announces all blocks of the VPC. */
  function propagated(propagation: Resource): TransitGatewayRoute[] {
    const evidence = evidenceOf(propagation);
    const id = requiredText(propagation, "transitGatewayAttachmentId");
    const attachment = isUnknown(id) ? undefined : attachmentOf.get(id);
    const vpcId = attachment?.kind === "vpc" ? attachment.vpcId : undefined;
    const vpc = vpcId === undefined || isUnknown(vpcId) ? undefined : vpcOf.get(vpcId);
    const addresses = vpc?.addresses ?? {
      unknown: `what ${isUnknown(id) ? "an attachment" : id} announces is in no source`,
      evidence,
    };
    const rest = { evidence, attachmentId: id, propagated: true };
    return isUnknown(addresses)
      ? [{ ...rest, destination: addresses }]
      : addresses.map((block) => ({ ...rest, destination: block }));
  }
}

function staticRoute(route: Resource): TransitGatewayRoute {
  const cidr = requiredText(route, "destinationCidrBlock");
  const addresses = isUnknown(cidr) ? undefined : parseAddresses(cidr);
  const blackhole = flag(property(route, "blackhole")) ?? false;
  return {
    evidence: evidenceOf(route),
    destination: isUnknown(cidr)
      ? cidr
      : (addresses ?? { unknown: `"${cidr}" is no CIDR block`, evidence: evidenceOf(route) }),
    attachmentId: isUnknown(blackhole)
      ? blackhole
      : blackhole
        ? undefined
        : requiredText(route, "transitGatewayAttachmentId"),
    propagated: false,
  };
}
