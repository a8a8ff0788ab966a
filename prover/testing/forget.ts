import type { Network } from "@throughline/graph/model";

/** Fields whose value a source may leave open, by the map of the network that they are in. */
const fields: Partial<Record<keyof Network, readonly string[]>> = {
  vpcs: ["addresses"],
  subnets: ["vpcId", "availabilityZone", "addresses", "routeTableId", "networkAclId"],
  routeTables: ["routes.destination", "routes.target"],
  networkAcls: [
    "ingress.number",
    "ingress.action",
    "ingress.addresses",
    "ingress.ports",
    "egress.action",
    "egress.protocols",
  ],
  securityGroups: ["ingress.peer", "ingress.ports", "ingress.protocols", "egress.peer", "egress.ports"],
  internetGateways: ["vpcId"],
  natGateways: ["connectivity", "subnetId", "privateAddress", "publicAddress"],
  vpcPeerings: ["active", "accepterVpcId"],
  transitGateways: ["securityGroupReferencing"],
  transitGatewayAttachments: ["routeTableId", "vpcId", "subnetIds", "applianceMode", "transitGatewayId"],
  transitGatewayRouteTables: ["routes.destination", "routes.attachmentId"],
  interfaces: ["securityGroupIds", "sourceDestinationCheck", "placements.publicAddress"],
};

/** One value of a network: the map, the thing, the field, and of lists the item. */
export type Place = readonly [map: keyof Network, id: string, field: string, item?: number];

/** All values of a network that could be unknown. */
export function places(network: Network): Place[] {
  return Object.entries(fields).flatMap(([map, names]) => {
    const things = network[map as keyof Network] as ReadonlyMap<string, object>;
    return [...things].flatMap(([id, thing]) =>
      names.flatMap((name): Place[] => {
        const [field = "", inner] = name.split(".");
        const list = inner === undefined ? undefined : (thing as Record<string, readonly object[]>)[field];
        return list === undefined
          ? [[map as keyof Network, id, name]]
          : list.map((_, index): Place => [map as keyof Network, id, name, index]);
      }),
    );
  });
}

/** The network without the values of these places. */
export function forget(network: Network, forgotten: readonly Place[]): Network {
  const changed: Record<string, unknown> = { ...network };
  for (const [map, id, name, item] of forgotten) {
    const things = new Map(changed[map] as ReadonlyMap<string, Record<string, unknown>>);
    const thing = { ...things.get(id) };
    const unknown = { unknown: `${name} of ${id}` };
    const [field = "", inner = ""] = name.split(".");
    thing[field] =
      item === undefined
        ? unknown
        : (thing[field] as readonly object[]).map((each, index) =>
            index === item ? { ...each, [inner]: unknown } : each,
          );
    things.set(id, thing);
    changed[map] = things;
  }
  return changed as unknown as Network;
}
