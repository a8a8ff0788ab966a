import type {
  TransitGateway,
  TransitGatewayRoute,
  TransitGatewayRouteTable,
  TransitGatewayRouteTableAssociation,
  TransitGatewayRouteTablePropagation,
  TransitGatewayVpcAttachment,
} from "@aws-sdk/client-ec2";
import { arn, type Place } from "../place";
import { type Properties, sorted, tagged } from "./common";

export function transitGatewayProperties(place: Place, gateway: TransitGateway): Properties {
  const options = gateway.Options ?? {};
  return {
    arn: gateway.TransitGatewayArn,
    region: place.region,
    ownerId: gateway.OwnerId,
    description: gateway.Description ?? "",
    amazonSideAsn: options.AmazonSideAsn,
    autoAcceptSharedAttachments: options.AutoAcceptSharedAttachments,
    associationDefaultRouteTableId: options.AssociationDefaultRouteTableId,
    propagationDefaultRouteTableId: options.PropagationDefaultRouteTableId,
    defaultRouteTableAssociation: options.DefaultRouteTableAssociation,
    defaultRouteTablePropagation: options.DefaultRouteTablePropagation,
    dnsSupport: options.DnsSupport,
    multicastSupport: options.MulticastSupport,
    securityGroupReferencingSupport: options.SecurityGroupReferencingSupport,
    vpnEcmpSupport: options.VpnEcmpSupport,
    ...tagged(gateway.Tags),
  };
}

export function attachmentProperties(place: Place, attachment: TransitGatewayVpcAttachment): Properties {
  const options = attachment.Options ?? {};
  return {
    arn: arn(place, "ec2", `transit-gateway-attachment/${attachment.TransitGatewayAttachmentId ?? ""}`),
    region: place.region,
    transitGatewayId: attachment.TransitGatewayId,
    vpcId: attachment.VpcId,
    vpcOwnerId: attachment.VpcOwnerId,
    subnetIds: sorted(attachment.SubnetIds),
    applianceModeSupport: options.ApplianceModeSupport,
    dnsSupport: options.DnsSupport,
    ipv6Support: options.Ipv6Support,
    securityGroupReferencingSupport: options.SecurityGroupReferencingSupport,
    ...tagged(attachment.Tags),
  };
}

export function transitRouteTableProperties(place: Place, table: TransitGatewayRouteTable): Properties {
  return {
    arn: arn(place, "ec2", `transit-gateway-route-table/${table.TransitGatewayRouteTableId ?? ""}`),
    region: place.region,
    transitGatewayId: table.TransitGatewayId,
    defaultAssociationRouteTable: table.DefaultAssociationRouteTable ?? false,
    defaultPropagationRouteTable: table.DefaultPropagationRouteTable ?? false,
    ...tagged(table.Tags),
  };
}

/** Of an association, or of a propagation: they say the same. */
export function memberProperties(
  place: Place,
  transitGatewayRouteTableId: string,
  member: TransitGatewayRouteTableAssociation | TransitGatewayRouteTablePropagation,
): Properties {
  return {
    region: place.region,
    transitGatewayRouteTableId,
    transitGatewayAttachmentId: member.TransitGatewayAttachmentId,
    resourceId: member.ResourceId,
    resourceType: member.ResourceType,
  };
}

export function transitRouteProperties(
  place: Place,
  transitGatewayRouteTableId: string,
  route: TransitGatewayRoute,
): Properties {
  return {
    region: place.region,
    transitGatewayRouteTableId,
    destinationCidrBlock: route.DestinationCidrBlock,
    blackhole: route.State === "blackhole",
    transitGatewayAttachmentId: route.TransitGatewayAttachments?.[0]?.TransitGatewayAttachmentId ?? "",
  };
}
