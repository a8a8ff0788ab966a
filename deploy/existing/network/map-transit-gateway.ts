import type { TransitGateway } from "@aws-sdk/client-ec2";
import type { NetworkIds } from "@throughline/stacks/existing";
import {
  attachmentProperties,
  transitGatewayProperties,
  transitRouteTableProperties,
} from "../properties/transit-gateway";
import { ec2Facts } from "../search";
import type { Context, FoundVpc } from "./context";

/** The transit gateway that connects all VPCs, with their attachments and the route tables of the routing domains. */
export function mapTransitGateway(context: Context, vpcs: readonly FoundVpc[]): NetworkIds["transitGateway"] {
  const { search, found, place } = context;
  const gateway = findGateway(context, vpcs);
  const gatewayId = gateway?.TransitGatewayId;
  if (gateway === undefined || gatewayId === undefined) {
    return undefined;
  }
  const attached = vpcs.flatMap((vpc) => {
    const attachment = attachmentOf(context, vpc, gatewayId);
    if (attachment?.TransitGatewayAttachmentId === undefined) {
      search.problem(`transit gateway: VPC ${vpc.wanted.name} (${vpc.vpcId}) is not attached to ${gatewayId}`);
      return [];
    }
    const { name } = vpc.wanted;
    const id = found.add(
      "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
      name,
      attachment.TransitGatewayAttachmentId,
      attachmentProperties(place, attachment),
    );
    return [{ vpc, id }];
  });
  return {
    transitGatewayId: found.add(
      "aws:ec2transitgateway/transitGateway:TransitGateway",
      "transit-gateway",
      gatewayId,
      transitGatewayProperties(place, gateway),
    ),
    attachmentIds: Object.fromEntries(attached.map(({ vpc, id }) => [vpc.wanted.name, id])),
    routeTableIds: routeTables(context, attached),
  };
}

function findGateway(context: Context, vpcs: readonly FoundVpc[]): TransitGateway | undefined {
  const { inventory, search, told } = context;
  const attachedTo = vpcs.map((vpc) => {
    const ids = inventory.vpcAttachments.filter(({ VpcId }) => VpcId === vpc.vpcId);
    return `${vpc.wanted.name}: ${
      ids
        .map(({ TransitGatewayId = "" }) => TransitGatewayId)
        .sort()
        .join(", ") || "none"
    }`;
  });
  return search.one({
    what: "transit gateway",
    among: inventory.transitGateways,
    facts: ec2Facts((candidate) => candidate.TransitGatewayId),
    key: "network.transitGateway",
    given: told.transitGateway,
    fits: ({ TransitGatewayId = "" }) =>
      vpcs.every((vpc) => attachmentOf(context, vpc, TransitGatewayId) !== undefined),
    fitting: `that all VPCs are attached to (${attachedTo.join("; ")})`,
  });
}

function attachmentOf({ inventory }: Context, { vpcId }: FoundVpc, gatewayId: string) {
  return inventory.vpcAttachments.find(
    ({ VpcId, TransitGatewayId }) => VpcId === vpcId && TransitGatewayId === gatewayId,
  );
}

/** The route table of each routing domain: the one that the attachments of its VPCs are associated with. */
function routeTables(
  { inventory, search, found, place }: Context,
  attached: readonly { readonly vpc: FoundVpc; readonly id: string }[],
): Record<string, string> {
  const byDomain = new Map<string, string>();
  for (const { vpc, id } of attached) {
    const { name, routingDomain } = vpc.wanted;
    const association = inventory.attachments.find(
      ({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId === id,
    )?.Association;
    const table = inventory.transitRouteTables.find(
      ({ TransitGatewayRouteTableId }) => TransitGatewayRouteTableId === association?.TransitGatewayRouteTableId,
    );
    const tableId = table?.TransitGatewayRouteTableId;
    const before = byDomain.get(routingDomain);
    if (table === undefined || tableId === undefined) {
      search.problem(`transit gateway: the attachment ${id} of VPC ${name} is associated with no route table`);
    } else if (before !== undefined && before !== tableId) {
      search.problem(
        `transit gateway: VPCs of the routing domain ${routingDomain} are associated with several route tables, ${before} and ${tableId}. Give VPC ${name} a routing domain of its own`,
      );
    } else {
      byDomain.set(
        routingDomain,
        found.add(
          "aws:ec2transitgateway/routeTable:RouteTable",
          routingDomain,
          tableId,
          transitRouteTableProperties(place, table),
        ),
      );
    }
  }
  return Object.fromEntries(byDomain);
}
