import type { Network } from "@throughline/graph/model";

/** Fields whose value a source may leave open, by the map of the network that they are in; those of list items after a dot. */
const fields: Partial<Record<keyof Network, readonly string[]>> = {
  vpcs: ["addresses", "region"],
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
  prefixLists: ["entries"],
  internetGateways: ["vpcId"],
  natGateways: ["connectivity", "subnetId", "privateAddress", "publicAddress"],
  vpcPeerings: ["active", "requesterVpcId", "accepterVpcId"],
  vpcEndpoints: ["kind", "service", "policy"],
  transitGateways: ["securityGroupReferencing"],
  transitGatewayAttachments: [
    "routeTableId",
    "vpcId",
    "subnetIds",
    "applianceMode",
    "transitGatewayId",
    "securityGroupReferencing",
  ],
  transitGatewayRouteTables: ["routes.destination", "routes.attachmentId"],
  interfaces: [
    "securityGroupIds",
    "sourceDestinationCheck",
    "placements.subnetId",
    "placements.addresses",
    "placements.publicAddress",
  ],
  loadBalancers: [
    "kind",
    "internal",
    "crossZone",
    "listeners.protocol",
    "listeners.port",
    "listeners.rules.priority",
    "listeners.rules.conditions",
    "listeners.rules.action",
  ],
  targetGroups: [
    "targetType",
    "protocol",
    "port",
    "vpcId",
    "preserveClientAddress",
    "healthCheck",
    "targets.id",
    "targets.port",
    "targets.availabilityZone",
  ],
};

/** One value of a network: the map, the thing, and the way to the value through fields and items of lists. */
export type Place = readonly [map: keyof Network, id: string, ...way: readonly (string | number)[]];

type Thing = Readonly<Record<string, unknown>>;

/** All values of a network that could be unknown. */
export function places(network: Network): Place[] {
  return Object.entries(fields).flatMap(([map, names]) => {
    const things = network[map as keyof Network] as unknown as ReadonlyMap<string, Thing>;
    return [...things].flatMap(([id, thing]) =>
      names.flatMap((name) => waysTo(thing, name.split(".")).map((way): Place => [map as keyof Network, id, ...way])),
    );
  });
}

function waysTo(thing: Thing, [field = "", ...inner]: readonly string[]): (string | number)[][] {
  if (inner.length === 0) return [[field]];
  return (thing[field] as readonly Thing[]).flatMap((item, index) =>
    waysTo(item, inner).map((way) => [field, index, ...way]),
  );
}

/** The network without the values of these places. */
export function forget(network: Network, forgotten: readonly Place[]): Network {
  const changed: Record<string, unknown> = { ...network };
  for (const [map, id, ...way] of forgotten) {
    const things = new Map(changed[map] as ReadonlyMap<string, unknown>);
    things.set(id, without(things.get(id), way, { unknown: `${way.join(".")} of ${id}` }));
    changed[map] = things;
  }
  return changed as unknown as Network;
}

/** What is inside something that is already forgotten stays forgotten. */
function without(value: unknown, [step, ...further]: readonly (string | number)[], unknown: object): unknown {
  if (step === undefined) return unknown;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === step ? without(item, further, unknown) : item));
  }
  return { ...(value as Thing), [step]: without((value as Thing)[step], further, unknown) };
}
