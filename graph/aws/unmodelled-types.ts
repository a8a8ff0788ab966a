/**
 * Types that decide about packets, and that the model does not know: by type the properties that name what they act
 * on. Inside maps and lists a property is named by its path: `loadBalancerOptions.subnetIds`.
 */
export const unmodelledTypes: Readonly<Record<string, readonly string[]>> = {
  "aws:networkfirewall/firewall:Firewall": ["vpcId", "transitGatewayId"],
  "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation": ["vpcId"],
  "aws:networkfirewall/firewallTransitGatewayAttachmentAccepter:FirewallTransitGatewayAttachmentAccepter": [
    "transitGatewayAttachmentId",
  ],

  "aws:ec2/vpnGateway:VpnGateway": ["vpcId"],
  "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment": ["vpcId"],
  "aws:ec2/vpnConcentrator:VpnConcentrator": ["transitGatewayId"],
  "aws:ec2/vpnConnectionRoute:VpnConnectionRoute": ["vpnConnectionId"],
  "aws:ec2clientvpn/endpoint:Endpoint": ["vpcId"],
  "aws:ec2clientvpn/networkAssociation:NetworkAssociation": ["subnetId"],
  "aws:ec2clientvpn/route:Route": ["targetVpcSubnetId"],
  "aws:ec2clientvpn/authorizationRule:AuthorizationRule": ["clientVpnEndpointId"],
  "aws:directconnect/gateway:Gateway": ["id"],
  "aws:directconnect/privateVirtualInterface:PrivateVirtualInterface": ["dxGatewayId", "vpnGatewayId"],
  "aws:directconnect/transitVirtualInterface:TransitVirtualInterface": ["dxGatewayId"],

  "aws:networkmanager/coreNetwork:CoreNetwork": ["arn"],
  "aws:networkmanager/coreNetworkPolicyAttachment:CoreNetworkPolicyAttachment": ["coreNetworkId"],
  "aws:networkmanager/vpcAttachment:VpcAttachment": ["vpcArn", "subnetArns"],
  "aws:networkmanager/transitGatewayPeering:TransitGatewayPeering": ["transitGatewayArn"],
  "aws:networkmanager/transitGatewayRouteTableAttachment:TransitGatewayRouteTableAttachment": [
    "transitGatewayRouteTableArn",
  ],
  "aws:networkmanager/siteToSiteVpnAttachment:SiteToSiteVpnAttachment": ["vpnConnectionArn"],
  "aws:networkmanager/connectAttachment:ConnectAttachment": ["coreNetworkId"],
  "aws:networkmanager/dxGatewayAttachment:DxGatewayAttachment": ["coreNetworkId"],
  "aws:networkmanager/prefixListAssociation:PrefixListAssociation": ["coreNetworkId"],

  "aws:verifiedaccess/endpoint:Endpoint": ["securityGroupIds"],
  "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation": ["vpcIdentifier"],
  "aws:vpclattice/resourceGateway:ResourceGateway": ["vpcId"],
  "aws:globalaccelerator/endpointGroup:EndpointGroup": ["endpointConfigurations.endpointId"],
  "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup": ["endpointConfigurations.endpointId"],

  "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": [],
  "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion": ["vpcId", "subnetId"],
  "aws:ec2/encryptionControl:EncryptionControl": ["vpcId"],
  "aws:ec2/vpcEncryptionControl:VpcEncryptionControl": ["vpcId"],
  "aws:ec2/carrierGateway:CarrierGateway": ["id"],
  "aws:ec2/localGatewayRoute:LocalGatewayRoute": ["localGatewayRouteTableId"],
  "aws:ec2/localGatewayRouteTable:LocalGatewayRouteTable": ["localGatewayId"],
  "aws:ec2/localGatewayRouteTableVirtualInterfaceGroupAssociation:LocalGatewayRouteTableVirtualInterfaceGroupAssociation":
    ["localGatewayRouteTableId"],
  "aws:ec2/localGatewayRouteTableVpcAssociation:LocalGatewayRouteTableVpcAssociation": ["vpcId"],
  "aws:ec2/secondaryNetwork:SecondaryNetwork": ["id"],
  "aws:ec2/secondarySubnet:SecondarySubnet": ["id"],
  "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation": ["natGatewayId"],
  "aws:ec2/vpcEndpointService:VpcEndpointService": ["networkLoadBalancerArns", "gatewayLoadBalancerArns"],
  "aws:vpc/routeServerVpcAssociation:RouteServerVpcAssociation": ["vpcId"],
  "aws:vpc/routeServerPeer:RouteServerPeer": ["routeServerEndpointId"],

  "aws:ec2transitgateway/connectPeer:ConnectPeer": ["transitGatewayAttachmentId"],
  "aws:ec2transitgateway/policyTable:PolicyTable": ["transitGatewayId"],
  "aws:ec2transitgateway/policyTableAssociation:PolicyTableAssociation": ["transitGatewayAttachmentId"],
  "aws:ec2transitgateway/policyTableEntry:PolicyTableEntry": ["targetRouteTableId"],

  "aws:elb/loadBalancer:LoadBalancer": ["instances", "subnets"],
  "aws:elb/attachment:Attachment": ["instance"],
};
