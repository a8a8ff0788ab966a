/**
 * Resource types of AWS that the model knows, by what they are in it. Types of one row are forms of one thing: where
 * they have the same id, they are the same.
 */
export const modelledTypes = {
  vpc: ["aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc"],
  vpcBlock: [
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
    "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation",
  ],
  subnet: ["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"],

  routeTable: ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"],
  route: ["aws:ec2/route:Route"],
  routeTableAssociation: ["aws:ec2/routeTableAssociation:RouteTableAssociation"],
  mainRouteTableAssociation: ["aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"],
  routePropagation: [
    "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
    "aws:vpc/routeServerPropagation:RouteServerPropagation",
  ],

  networkAcl: ["aws:ec2/networkAcl:NetworkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"],
  networkAclRule: ["aws:ec2/networkAclRule:NetworkAclRule"],
  networkAclAssociation: ["aws:ec2/networkAclAssociation:NetworkAclAssociation"],

  securityGroup: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
  securityGroupRule: ["aws:ec2/securityGroupRule:SecurityGroupRule"],
  securityGroupIngressRule: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
  securityGroupEgressRule: ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"],
  securityGroupVpcAssociation: ["aws:vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation"],
  prefixList: ["aws:ec2/managedPrefixList:ManagedPrefixList"],
  prefixListEntry: ["aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"],

  internetGateway: ["aws:ec2/internetGateway:InternetGateway"],
  internetGatewayAttachment: ["aws:ec2/internetGatewayAttachment:InternetGatewayAttachment"],
  egressOnlyInternetGateway: ["aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"],
  natGateway: ["aws:ec2/natGateway:NatGateway"],
  elasticAddress: ["aws:ec2/eip:Eip"],
  elasticAddressAssociation: ["aws:ec2/eipAssociation:EipAssociation"],

  vpcPeering: ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection"],
  vpcPeeringAccepter: ["aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter"],
  vpcEndpoint: ["aws:ec2/vpcEndpoint:VpcEndpoint"],
  vpcEndpointPolicy: ["aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"],
  vpcEndpointRouteTable: ["aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"],
  vpcEndpointSecurityGroup: ["aws:ec2/securityGroupAssociation:SecurityGroupAssociation"],
  vpcEndpointSubnet: ["aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"],
  vpcEndpointPrivateDns: ["aws:vpc/endpointPrivateDns:EndpointPrivateDns"],

  transitGateway: ["aws:ec2transitgateway/transitGateway:TransitGateway"],
  transitVpcAttachment: ["aws:ec2transitgateway/vpcAttachment:VpcAttachment"],
  transitVpcAttachmentAccepter: ["aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"],
  transitPeering: ["aws:ec2transitgateway/peeringAttachment:PeeringAttachment"],
  transitPeeringAccepter: ["aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter"],
  transitConnect: ["aws:ec2transitgateway/connect:Connect"],
  vpnConnection: ["aws:ec2/vpnConnection:VpnConnection"],
  directConnectAssociation: ["aws:directconnect/gatewayAssociation:GatewayAssociation"],
  transitRouteTable: ["aws:ec2transitgateway/routeTable:RouteTable"],
  transitRoute: ["aws:ec2transitgateway/route:Route"],
  transitPrefixListReference: ["aws:ec2transitgateway/prefixListReference:PrefixListReference"],
  transitAssociation: ["aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation"],
  transitPropagation: ["aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"],
  transitDefaultAssociation: ["aws:ec2transitgateway/defaultRouteTableAssociation:DefaultRouteTableAssociation"],
  transitDefaultPropagation: ["aws:ec2transitgateway/defaultRouteTablePropagation:DefaultRouteTablePropagation"],

  instance: ["aws:ec2/instance:Instance"],
  networkInterface: ["aws:ec2/networkInterface:NetworkInterface"],
  networkInterfaceAttachment: ["aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment"],
  networkInterfaceSecurityGroup: [
    "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
  ],
  instanceConnectEndpoint: ["aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint"],
  launchTemplate: ["aws:ec2/launchTemplate:LaunchTemplate"],
  launchConfiguration: ["aws:ec2/launchConfiguration:LaunchConfiguration"],
  autoScalingGroup: ["aws:autoscaling/group:Group"],
  autoScalingAttachment: ["aws:autoscaling/attachment:Attachment"],
  trafficSourceAttachment: ["aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment"],

  databaseSubnetGroup: ["aws:rds/subnetGroup:SubnetGroup"],
  database: ["aws:rds/instance:Instance"],
  databaseCluster: ["aws:rds/cluster:Cluster"],
  databaseClusterInstance: ["aws:rds/clusterInstance:ClusterInstance"],
  databaseProxy: ["aws:rds/proxy:Proxy"],
  cacheSubnetGroup: ["aws:elasticache/subnetGroup:SubnetGroup"],
  cacheReplicationGroup: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  cacheCluster: ["aws:elasticache/cluster:Cluster"],
  serverlessCache: ["aws:elasticache/serverlessCache:ServerlessCache"],
  function: ["aws:lambda/function:Function"],
  eksCluster: ["aws:eks/cluster:Cluster"],
  eksNodeGroup: ["aws:eks/nodeGroup:NodeGroup"],
  ecsService: ["aws:ecs/service:Service"],
  fileSystemMountTarget: ["aws:efs/mountTarget:MountTarget"],
  searchDomain: ["aws:opensearch/domain:Domain"],
  kafkaCluster: ["aws:msk/cluster:Cluster"],

  loadBalancer: ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
  listener: ["aws:lb/listener:Listener", "aws:alb/listener:Listener"],
  listenerRule: ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"],
  targetGroup: ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"],
  targetGroupAttachment: [
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    "aws:alb/targetGroupAttachment:TargetGroupAttachment",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ModelledThing = keyof typeof modelledTypes;

const things: ReadonlyMap<string, ModelledThing> = new Map(
  Object.entries(modelledTypes).flatMap(([thing, types]) =>
    types.map((type): [string, ModelledThing] => [type, thing as ModelledThing]),
  ),
);

/** What a resource of this type is in the model; undefined if the model does not know it. */
export function thingOf(type: string): ModelledThing | undefined {
  return things.get(type);
}
