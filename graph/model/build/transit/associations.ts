import type { Resource } from "../../../read";
import { isUnknown, type Value } from "../../value";
import { type Anchored, settled } from "../anchors";
import { flag, property, requiredText } from "../properties";
import type { GatewayDefaults } from "./gateways";

/** What tells with which table an attachment is associated. */
export interface Associations {
  readonly explicit: Anchored;
  readonly defaults: ReadonlyMap<string, GatewayDefaults>;
}

/** The table associated by a resource of its own, or the gateway's default one. */
export function associatedTable(
  id: string,
  attachment: Resource,
  transitGatewayId: Value<string>,
  { explicit, defaults }: Associations,
): Value<string | undefined> {
  const own = settled(explicit, id, (association) => requiredText(association, "transitGatewayRouteTableId"));
  if (own !== undefined) return own;
  const byDefault = flag(property(attachment, "transitGatewayDefaultRouteTableAssociation")) ?? true;
  if (byDefault !== true) return isUnknown(byDefault) ? byDefault : undefined;
  return defaultTable(transitGatewayId, "associationTableId", defaults);
}

/** What a gateway gives by default; unknown if no source has the gateway. */
export function defaultTable(
  transitGatewayId: Value<string>,
  which: "associationTableId" | "propagationTableId",
  defaults: Associations["defaults"],
): Value<string | undefined> {
  if (isUnknown(transitGatewayId)) return transitGatewayId;
  const gateway = defaults.get(transitGatewayId);
  return gateway === undefined ? { unknown: `transit gateway ${transitGatewayId} is in no source` } : gateway[which];
}
