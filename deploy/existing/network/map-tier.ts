import type { RouteTable, Subnet } from "@aws-sdk/client-ec2";
import type { TierIds, WantedTier } from "@throughline/stacks/existing";
import { networkAclProperties } from "../properties/rules";
import { routeTableProperties, subnetProperties } from "../properties/vpc";
import { type Context, type FoundVpc, fullName } from "./context";
import { wrongDefaultRoute } from "./default-route";
import { mapGroup } from "./map-security-groups";

/** The subnets of a tier by their addresses, and what holds for them. */
export function mapTier(context: Context, vpc: FoundVpc, tier: WantedTier): TierIds {
  const subnets = tier.subnets.flatMap((wanted) => findSubnet(context, vpc, tier, wanted) ?? []);
  const routeTables = subnets.map((subnet) => mapRouteTable(context, vpc, tier, subnet));
  return {
    subnetIds: subnets.map(({ subnet, name }) => addSubnet(context, name, subnet)),
    routeTableIds: [...new Set(routeTables.filter((id) => id !== undefined))],
    securityGroupId: mapGroup(context, vpc, { name: tier.name, required: tier.securityGroup }),
    networkAclId: mapNetworkAcl(context, vpc, tier, subnets),
  };
}

interface FoundSubnet {
  /** `apps.nodes-1` */
  readonly name: string;
  readonly subnet: Subnet;
}

function findSubnet(
  { inventory, search }: Context,
  vpc: FoundVpc,
  tier: WantedTier,
  { availabilityZone, cidrBlock, index }: WantedTier["subnets"][number],
): FoundSubnet | undefined {
  const name = fullName(vpc.wanted, tier);
  const inVpc = inventory.subnets.filter(({ VpcId }) => VpcId === vpc.vpcId);
  const subnet = inVpc.find(({ CidrBlock }) => CidrBlock === cidrBlock);
  if (subnet === undefined) {
    const claimed = vpc.wanted.tiers.flatMap(({ subnets }) => subnets.map((other) => other.cidrBlock));
    const others = inVpc
      .filter((other) => other.AvailabilityZone === availabilityZone && !claimed.includes(other.CidrBlock ?? ""))
      .map(({ CidrBlock = "", SubnetId = "" }) => `${CidrBlock} (${SubnetId})`)
      .sort();
    const there =
      others.length === 0
        ? "No other subnet is there either"
        : `There is ${others.join(", ")}: give the tier the blocks that it has, by subnetCidrBlocks`;
    search.problem(`tier ${name}: no subnet ${cidrBlock} in ${availabilityZone} of ${vpc.vpcId}. ${there}`);
    return undefined;
  }
  if (subnet.AvailabilityZone !== availabilityZone) {
    search.problem(
      `tier ${name}: ${cidrBlock} (${subnet.SubnetId ?? ""}) is in ${subnet.AvailabilityZone ?? "no zone"}, and the settings have it in ${availabilityZone}. Give the tier its blocks in the order of the zones, by subnetCidrBlocks`,
    );
    return undefined;
  }
  return { name: `${name}-${index}`, subnet };
}

function addSubnet({ found, place }: Context, name: string, subnet: Subnet): string {
  return found.add("aws:ec2/subnet:Subnet", name, subnet.SubnetId ?? "", subnetProperties(place, subnet));
}

/** The route table that a subnet has of its own, or its VPC's main one. */
function mapRouteTable(
  { inventory, search, found, place }: Context,
  vpc: FoundVpc,
  tier: WantedTier,
  { name, subnet: { SubnetId = "" } }: FoundSubnet,
): string | undefined {
  const own = inventory.routeTables.find(({ Associations = [] }) =>
    Associations.some((association) => association.SubnetId === SubnetId),
  );
  const table = own ?? mainRouteTable(inventory.routeTables, vpc.vpcId);
  const id = table?.RouteTableId;
  if (table === undefined || id === undefined) {
    search.problem(`tier ${fullName(vpc.wanted, tier)}: ${SubnetId} has no route table, and ${vpc.vpcId} no main one`);
    return undefined;
  }
  const wrong = wrongDefaultRoute(tier.type, table);
  if (wrong !== undefined) {
    search.problem(`tier ${fullName(vpc.wanted, tier)}: ${wrong}`);
  }
  found.add("aws:ec2/routeTable:RouteTable", name, id, routeTableProperties(place, table));
  if (own !== undefined) {
    // What the provider reads an association by.
    found.add("aws:ec2/routeTableAssociation:RouteTableAssociation", name, `${SubnetId}/${id}`, {
      region: place.region,
      subnetId: SubnetId,
      routeTableId: id,
    });
  }
  return id;
}

export function mainRouteTable(tables: readonly RouteTable[], vpcId: string): RouteTable | undefined {
  return tables.find(
    ({ VpcId, Associations = [] }) => VpcId === vpcId && Associations.some((association) => association.Main === true),
  );
}

/** The network ACL of a tier's subnets; undefined where it is the VPC's default one. */
function mapNetworkAcl(
  { inventory, search, found, place }: Context,
  vpc: FoundVpc,
  tier: WantedTier,
  subnets: readonly FoundSubnet[],
): string | undefined {
  const name = fullName(vpc.wanted, tier);
  const ids = subnets.map(({ subnet }) => subnet.SubnetId);
  const inForce = inventory.networkAcls.filter(({ Associations = [] }) =>
    Associations.some(({ SubnetId }) => ids.includes(SubnetId)),
  );
  const [acl, ...others] = inForce;
  if (acl === undefined) {
    return undefined;
  }
  if (others.length > 0) {
    const list = inForce.map(({ NetworkAclId = "" }) => NetworkAclId).sort();
    search.problem(`tier ${name}: its subnets have several network ACLs, ${list.join(", ")}. A tier has one`);
    return undefined;
  }
  if (tier.networkAcl && acl.IsDefault === true) {
    search.problem(
      `tier ${name}: its network ACL is the default one of ${vpc.vpcId}, and the settings say networkAcl: tiered`,
    );
  }
  const properties = networkAclProperties(place, acl);
  if (acl.IsDefault === true) {
    // The provider reads a default one as no other type.
    found.add("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", vpc.wanted.name, acl.NetworkAclId ?? "", properties);
    return undefined;
  }
  return found.add("aws:ec2/networkAcl:NetworkAcl", name, acl.NetworkAclId ?? "", properties);
}
