import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "../network/tags";

export interface LoadBalancerOriginArgs {
  /** ARN of the internal load balancer. */
  loadBalancerArn: pulumi.Input<string>;
  /** Its VPC, which has an internet gateway: CloudFront asks for one, and sends nothing through it. */
  vpcId: pulumi.Input<string>;
  /** The group of the load balancer, which is opened to CloudFront. */
  securityGroupId: pulumi.Input<string>;
  /** TCP port at which it receives. */
  port: number;
  /** Whether CloudFront speaks HTTPS to it. */
  https: boolean;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/** What CloudFront calls the group of its interfaces, of which each VPC has one. */
const vpcOriginsGroup = "CloudFront-VPCOrigins-Service-SG";

/**
 * The way from CloudFront into a VPC: an internal load balancer as a VPC origin, and the one rule that lets CloudFront's
 * own interfaces in. The load balancer has no address on the internet that somebody could walk around CloudFront to.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 *
 * **Cost**: none (https://aws.amazon.com/cloudfront/pricing/).
 */
export class LoadBalancerOrigin extends pulumi.ComponentResource {
  /** Id of the VPC origin, known once the load balancer lets it in. */
  public readonly vpcOriginId: pulumi.Output<string>;

  public constructor(name: string, args: LoadBalancerOriginArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:LoadBalancerOrigin", name, args, opts);
    const vpcOrigin = new aws.cloudfront.VpcOrigin(
      name,
      {
        vpcOriginEndpointConfig: {
          name,
          arn: args.loadBalancerArn,
          httpPort: args.https ? 80 : args.port,
          httpsPort: args.https ? args.port : 443,
          originProtocolPolicy: args.https ? "https-only" : "http-only",
          originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
        },
        tags: nameTag(name, args.tags),
      },
      { parent: this },
    );
    const rule = new aws.vpc.SecurityGroupIngressRule(
      name,
      {
        securityGroupId: args.securityGroupId,
        referencedSecurityGroupId: groupOfCloudFront(this, vpcOrigin, args.vpcId),
        ipProtocol: "tcp",
        fromPort: args.port,
        toPort: args.port,
        description: "CloudFront to the load balancer",
        tags: nameTag(name, args.tags),
      },
      { parent: this },
    );

    this.vpcOriginId = pulumi.all([vpcOrigin.id, rule.id]).apply(([id]) => id);
    this.registerOutputs({ vpcOriginId: this.vpcOriginId });
  }
}

/** The group comes into being with the first VPC origin of the VPC. */
function groupOfCloudFront(
  parent: pulumi.Resource,
  vpcOrigin: aws.cloudfront.VpcOrigin,
  vpcId: pulumi.Input<string>,
): pulumi.Output<string> {
  const afterwards = pulumi.all([vpcId, vpcOrigin.id]).apply(([id]) => id);
  return aws.ec2.getSecurityGroupOutput({ name: vpcOriginsGroup, vpcId: afterwards }, { parent }).id;
}
