import type { Route, RouteTable } from "@aws-sdk/client-ec2";
import type { WantedTier } from "@throughline/stacks/existing";

type Way = "internet gateway" | "transit gateway" | "other" | "none";

/** Ways out of the VPC that a tier of each type can have. */
const allowed: Readonly<Record<WantedTier["type"], readonly Way[]>> = {
  public: ["internet gateway"],
  // A NAT gateway, a transit gateway, or a firewall between.
  private: ["transit gateway", "other"],
  isolated: ["none", "transit gateway"],
  attachment: ["none", "internet gateway", "transit gateway", "other"],
};

/** Why a route table cannot be that of a tier of this type; undefined if it can. */
export function wrongDefaultRoute(type: WantedTier["type"], table: RouteTable): string | undefined {
  const route = table.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === "0.0.0.0/0");
  if (allowed[type].includes(wayOf(route))) {
    return undefined;
  }
  const id = table.RouteTableId ?? "";
  const leads = route === undefined ? "has no default route" : `has a default route to ${targetOf(route)}`;
  return `it is ${type} in the settings, and its route table ${id} ${leads}. Correct the tier's type`;
}

function wayOf(route: Route | undefined): Way {
  if (route === undefined || route.State === "blackhole") {
    return "none";
  }
  if (route.GatewayId?.startsWith("igw-") === true) {
    return "internet gateway";
  }
  return route.TransitGatewayId === undefined ? "other" : "transit gateway";
}

function targetOf(route: Route): string {
  const target =
    route.NatGatewayId ??
    route.TransitGatewayId ??
    route.GatewayId ??
    route.NetworkInterfaceId ??
    route.VpcPeeringConnectionId ??
    "another target";
  return route.State === "blackhole" ? `${target}, which is gone` : target;
}
