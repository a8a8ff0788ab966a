import { modelledTypes } from "../../aws/modelled-types";
import type { Addresses } from "../../packets";
import type { Resource, ResourceGraph } from "../../read";
import { isUnknown, type Unknown, type Value } from "../value";
import type { Subnet } from "../vpc";
import { type Anchored, anchored, settled } from "./anchors";
import { addTo } from "./multimap";
import {
  addressesOf,
  all,
  computed,
  evidenceOf,
  flag,
  idOf,
  property,
  requiredText,
  text,
  textsOf,
} from "./properties";
import { ipv6Of } from "./vpcs";

/** What each VPC has without anybody asking for it. */
interface VpcDefaults {
  readonly routeTableId: Value<string>;
  readonly networkAclId: Value<string>;
}

export function subnets(graph: ResourceGraph): Subnet[] {
  const defaults = vpcDefaults(graph);
  const tables = anchored(graph.ofType(...modelledTypes.routeTableAssociation), subnetOf);
  const acls = anchored(graph.ofType(...modelledTypes.networkAclAssociation), subnetOf);
  const listing = aclsBySubnet(graph);
  return graph.ofType(...modelledTypes.subnet).map((subnet) => {
    const id = idOf(subnet);
    const vpcId = requiredText(subnet, "vpcId");
    const own = isUnknown(vpcId) ? undefined : defaults.get(vpcId);
    const none = isUnknown(vpcId)
      ? vpcId
      : { unknown: `the VPC of subnet ${id} is in no source`, evidence: evidenceOf(subnet) };
    return {
      evidence: evidenceOf(subnet),
      id,
      vpcId,
      availabilityZone: requiredText(subnet, "availabilityZone"),
      addresses: all(blocksOf(subnet)),
      routeTableId: settled(tables, id, (each) => requiredText(each, "routeTableId")) ?? own?.routeTableId ?? none,
      networkAclId: networkAclOf(id, acls, listing) ?? own?.networkAclId ?? none,
    };
  });
}

/** The blocks of a subnet: one of each family that it has. */
export function blocksOf(subnet: Resource): Value<Addresses>[] {
  const ipv6Only = flag(property(subnet, "ipv6Native")) ?? false;
  return [
    ...(ipv6Only === true ? [] : [addressesOf(subnet, "cidrBlock", requiredText(subnet, "cidrBlock"))]),
    ...ipv6Of(subnet),
  ];
}

/** Undefined of an association that is of a gateway, not of a subnet. */
function subnetOf(association: Resource): Value<string | undefined> {
  const subnetId = text(property(association, "subnetId"));
  if (subnetId === undefined && property(association, "gatewayId") !== undefined) return undefined;
  return subnetId ?? requiredText(association, "subnetId");
}

function vpcDefaults(graph: ResourceGraph): ReadonlyMap<string, VpcDefaults> {
  const mainTables = anchored(graph.ofType(...modelledTypes.mainRouteTableAssociation), (association) =>
    requiredText(association, "vpcId"),
  );
  const adopted = anchored(graph.ofType("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"), (acl) =>
    text(computed(acl, "vpcId")),
  );
  return new Map(
    graph.ofType(...modelledTypes.vpc).map((vpc) => {
      const id = idOf(vpc);
      const [acl] = adopted.of(id);
      return [
        id,
        {
          routeTableId:
            settled(mainTables, id, (association) => requiredText(association, "routeTableId")) ?? mainTableOf(vpc),
          networkAclId: acl === undefined ? requiredText(vpc, "defaultNetworkAclId") : idOf(acl),
        },
      ];
    }),
  );
}

function mainTableOf(vpc: Resource): Value<string> {
  return text(property(vpc, "mainRouteTableId")) ?? requiredText(vpc, "defaultRouteTableId");
}

interface Listing {
  readonly bySubnet: ReadonlyMap<string, readonly string[]>;
  /** Why it is not known which subnets some ACL lists. */
  readonly unknown: Unknown | undefined;
}

/** By subnet the network ACLs that list it. A default one lists the subnets of which nobody says another. */
function aclsBySubnet(graph: ResourceGraph): Listing {
  const bySubnet = new Map<string, string[]>();
  let unknown: Unknown | undefined;
  for (const acl of graph.ofType("aws:ec2/networkAcl:NetworkAcl")) {
    const subnetIds = textsOf(acl, property(acl, "subnetIds"), "subnetIds");
    if (isUnknown(subnetIds)) {
      unknown ??= subnetIds;
      continue;
    }
    for (const id of subnetIds) addTo(bySubnet, id, idOf(acl));
  }
  return { bySubnet, unknown };
}

/** By an association of its own, or by the ACL that lists the subnet: what an ACL last read of others is no claim. */
function networkAclOf(id: string, associations: Anchored, { bySubnet, unknown }: Listing): Value<string> | undefined {
  const own = settled(associations, id, (each) => requiredText(each, "networkAclId"));
  if (own !== undefined && !isUnknown(own)) return own;
  const [first, ...others] = bySubnet.get(id) ?? [];
  if (others.length > 0) return { unknown: `several network ACLs list subnet ${id}: ${[first, ...others].join(", ")}` };
  return first ?? own ?? unknown;
}
