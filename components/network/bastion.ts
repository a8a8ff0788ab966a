import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { newestAmazonLinux } from "../amazon-linux";
import { othersOwn } from "../others-own";
import { nameTag, type Tags } from "./tags";

/** What kind of machine a bastion is. */
export interface BastionSettingsArgs {
  /**
   * Instance type.
   *
   * @default t4g.nano
   */
  instanceType?: pulumi.Input<string>;
  /**
   * Image. When given, a change replaces the instance.
   *
   * @default the newest Amazon Linux 2023 when the bastion is made; later images are ignored
   */
  amiId?: pulumi.Input<string>;
  /**
   * Name of an EC2 key pair, for SSH. Session Manager needs none.
   *
   * @default none
   */
  keyName?: pulumi.Input<string>;
}

export interface BastionArgs extends BastionSettingsArgs {
  /** Subnet of the instance. It needs a way to Systems Manager: NAT, a public subnet, or interface endpoints. */
  subnetId: pulumi.Input<string>;
  /** Whether the subnet is public: the instance then gets a public address. */
  public: boolean;
  /** Security groups of the instance. */
  securityGroupIds: pulumi.Input<string>[];
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * An instance to reach private addresses through, by Session Manager (`aws ssm start-session`): no open port, no key,
 * every session under an IAM identity. Instance metadata by IMDSv2 only, root volume encrypted.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/ec2/pricing/on-demand/): t4g.nano 0.0042 USD × 730 h = 3.07 USD, and
 * 8 GB gp3 × 0.08 USD = 0.64 USD a month; in a public subnet 3.65 USD for the address.
 */
export class Bastion extends pulumi.ComponentResource {
  /** Id of the instance: the target of `aws ssm start-session`. */
  public readonly instanceId: pulumi.Output<string>;
  /** Private address of the instance. */
  public readonly privateIp: pulumi.Output<string>;

  public constructor(name: string, args: BastionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:Bastion", name, args, opts);
    const instanceProfile = createInstanceProfile(this, name, args.tags);
    const instance = createInstance(this, name, args, instanceProfile);

    this.instanceId = instance.id;
    this.privateIp = instance.privateIp;
    this.registerOutputs({ instanceId: this.instanceId, privateIp: this.privateIp });
  }
}

function createInstance(
  parent: pulumi.Resource,
  name: string,
  args: BastionArgs,
  instanceProfile: aws.iam.InstanceProfile,
): aws.ec2.Instance {
  const tags = nameTag(name, args.tags);
  const instanceType = pulumi.output(args.instanceType ?? "t4g.nano");
  return new aws.ec2.Instance(
    name,
    {
      ami: args.amiId ?? newestAmazonLinux(parent, instanceType),
      instanceType,
      subnetId: args.subnetId,
      associatePublicIpAddress: args.public,
      vpcSecurityGroupIds: args.securityGroupIds,
      iamInstanceProfile: instanceProfile.name,
      keyName: args.keyName,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true, volumeType: "gp3", tags },
      tags,
    },
    { parent, ignoreChanges: args.amiId === undefined ? othersOwn("aws:ec2/instance:Instance") : [] },
  );
}

function createInstanceProfile(parent: pulumi.Resource, name: string, tags?: Tags): aws.iam.InstanceProfile {
  const role = new aws.iam.Role(
    name,
    {
      description: `Sessions to ${name}`,
      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
      tags: nameTag(name, tags),
    },
    { parent },
  );
  new aws.iam.RolePolicyAttachment(
    name,
    { role: role.name, policyArn: aws.iam.ManagedPolicy.AmazonSSMManagedInstanceCore },
    { parent },
  );
  return new aws.iam.InstanceProfile(name, { role: role.name, tags: nameTag(name, tags) }, { parent });
}
