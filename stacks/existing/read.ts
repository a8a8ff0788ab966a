import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ExistingResource } from "./file";
import type { ExistingType } from "./types";

/** The class whose `.get()` reads a resource of the type. */
const classes = {
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": aws.ec2.DefaultNetworkAcl,
  "aws:ec2/eip:Eip": aws.ec2.Eip,
  "aws:ec2/flowLog:FlowLog": aws.ec2.FlowLog,
  "aws:ec2/instance:Instance": aws.ec2.Instance,
  "aws:ec2/internetGateway:InternetGateway": aws.ec2.InternetGateway,
  "aws:ec2/managedPrefixList:ManagedPrefixList": aws.ec2.ManagedPrefixList,
  "aws:ec2/natGateway:NatGateway": aws.ec2.NatGateway,
  "aws:ec2/networkAcl:NetworkAcl": aws.ec2.NetworkAcl,
  "aws:ec2/routeTable:RouteTable": aws.ec2.RouteTable,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": aws.ec2.RouteTableAssociation,
  "aws:ec2/securityGroup:SecurityGroup": aws.ec2.SecurityGroup,
  "aws:ec2/subnet:Subnet": aws.ec2.Subnet,
  "aws:ec2/vpc:Vpc": aws.ec2.Vpc,
  "aws:ec2/vpcEndpoint:VpcEndpoint": aws.ec2.VpcEndpoint,
  "aws:ec2transitgateway/route:Route": aws.ec2transitgateway.Route,
  "aws:ec2transitgateway/routeTable:RouteTable": aws.ec2transitgateway.RouteTable,
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": aws.ec2transitgateway.RouteTableAssociation,
  "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": aws.ec2transitgateway.RouteTablePropagation,
  "aws:ec2transitgateway/transitGateway:TransitGateway": aws.ec2transitgateway.TransitGateway,
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": aws.ec2transitgateway.VpcAttachment,
  "aws:elasticache/replicationGroup:ReplicationGroup": aws.elasticache.ReplicationGroup,
  "aws:iam/instanceProfile:InstanceProfile": aws.iam.InstanceProfile,
  "aws:iam/role:Role": aws.iam.Role,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": aws.iam.RolePolicyAttachment,
  "aws:rds/instance:Instance": aws.rds.Instance,
  "aws:route53/zone:Zone": aws.route53.Zone,
  "aws:secretsmanager/secret:Secret": aws.secretsmanager.Secret,
} satisfies Record<ExistingType, Readable>;

interface Readable {
  get(name: string, id: pulumi.ID, state?: undefined, options?: pulumi.CustomResourceOptions): pulumi.CustomResource;
}

type Classes = typeof classes;

/** A resource that was read, by its type and id. */
export type ReadResource = <Type extends ExistingType>(type: Type, id: string) => InstanceType<Classes[Type]>;

/**
 * Reads resources that exist, so that the state has them as they are today. One that is not there any more ends the
 * program: the engine says which.
 */
export function readResources(
  resources: readonly ExistingResource[],
  options: pulumi.CustomResourceOptions,
): ReadResource {
  const read = new Map(
    resources.map(({ type, name, id }) => {
      const readable: Readable = classes[type];
      return [`${type} ${id}`, readable.get(name, id, undefined, options)];
    }),
  );
  return <Type extends ExistingType>(type: Type, id: string) => {
    const resource = read.get(`${type} ${id}`);
    if (resource === undefined) {
      throw new Error(`${type} ${id} is not among the resources of the file.`);
    }
    return resource as InstanceType<Classes[Type]>;
  };
}
