import { modelledTypes } from "../../../aws/modelled-types";
import type { Resource, ResourceGraph } from "../../../read";
import type { TransitGateway } from "../../transit";
import type { Evidence, Value } from "../../value";
import { isUnknown } from "../../value";
import { anchored, settled } from "../anchors";
import { evidenceOf, flag, idOf, property, requiredText } from "../properties";

export function transitGateways(graph: ResourceGraph): TransitGateway[] {
  return graph.ofType(...modelledTypes.transitGateway).map((gateway) => ({
    evidence: evidenceOf(gateway),
    id: idOf(gateway),
    securityGroupReferencing: flag(property(gateway, "securityGroupReferencingSupport")) ?? false,
  }));
}

/** What attachments get from their gateway without anybody asking for it. */
export interface GatewayDefaults {
  readonly gateway: Resource;
  /** Undefined where the gateway has no such table. */
  readonly associationTableId: Value<string | undefined>;
  readonly propagationTableId: Value<string | undefined>;
}

/** By gateway: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html */
export function gatewayDefaults(graph: ResourceGraph): ReadonlyMap<string, GatewayDefaults> {
  const ofGateway = (thing: "transitDefaultAssociation" | "transitDefaultPropagation") =>
    anchored(graph.ofType(...modelledTypes[thing]), (each) => requiredText(each, "transitGatewayId"));
  const [associations, propagations] = [ofGateway("transitDefaultAssociation"), ofGateway("transitDefaultPropagation")];
  return new Map(
    graph.ofType(...modelledTypes.transitGateway).map((gateway) => {
      const id = idOf(gateway);
      const table = (enabled: string, made: string): Value<string | undefined> => {
        const on = flag(property(gateway, enabled)) ?? true;
        if (isUnknown(on)) return on;
        return on ? requiredText(gateway, made) : undefined;
      };
      const tableOf = (each: Resource): Value<string> => requiredText(each, "transitGatewayRouteTableId");
      return [
        id,
        {
          gateway,
          associationTableId:
            settled(associations, id, tableOf) ??
            table("defaultRouteTableAssociation", "associationDefaultRouteTableId"),
          propagationTableId:
            settled(propagations, id, tableOf) ??
            table("defaultRouteTablePropagation", "propagationDefaultRouteTableId"),
        },
      ];
    }),
  );
}

/** Tables that AWS makes along with a gateway: by id what says so. */
export function tablesOfGateways(
  defaults: ReadonlyMap<string, GatewayDefaults>,
): ReadonlyMap<string, { readonly evidence: Evidence; readonly transitGatewayId: string }> {
  return new Map(
    [...defaults].flatMap(([transitGatewayId, { gateway }]) =>
      ["associationDefaultRouteTableId", "propagationDefaultRouteTableId"].flatMap((name) => {
        const id = property(gateway, name);
        return typeof id === "string" ? [[id, { evidence: evidenceOf(gateway, name), transitGatewayId }] as const] : [];
      }),
    ),
  );
}
