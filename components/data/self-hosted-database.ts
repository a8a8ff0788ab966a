import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { newestAmazonLinux } from "../amazon-linux";
import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";
import { othersOwn } from "../others-own";
import { createAlarms, type Watch } from "./alarms";
import type { SelfHostedDatabaseSettingsArgs } from "./data-tier-args";
import { engines } from "./engines";
import { GeneratedSecret } from "./generated-secret";
import { selfHostedProblems } from "./self-hosted-problems";
import { userData } from "./self-hosted-user-data";

export interface SelfHostedDatabaseArgs extends SelfHostedDatabaseSettingsArgs {
  /** Subnet of the instance, not public, with ways to Amazon Linux's packages (S3) and to Secrets Manager. */
  subnetId: pulumi.Input<string>;
  /** Availability zone of the subnet: the volume is in it too. */
  availabilityZone: pulumi.Input<string>;
  /** Security groups of the instance. */
  securityGroupIds: pulumi.Input<string>[];
  /** Id of the private zone in which it has its name. */
  privateZoneId: pulumi.Input<string>;
  /** Its full name there, on which its certificate is made out: clients reach it by no other. */
  hostName: pulumi.Input<string>;
  /**
   * Name of the secret with user name and password.
   *
   * @default the component's name
   */
  secretName?: string;
  /**
   * Days for which the secret can be brought back once it is deleted, 7 to 30, or 0.
   *
   * @default 30
   */
  secretRecoveryWindowInDays?: number;
  /**
   * ARN of the KMS key for the volumes; made elsewhere, for snapshots need it longer.
   *
   * @default aws/ebs
   */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * ARNs of what alarms tell, such as a topic of SNS.
   *
   * @default none: alarms are seen in CloudWatch
   */
  alarmActions?: pulumi.Input<string>[];
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * PostgreSQL or MySQL on an instance of our own, where RDS is not wanted: one machine, no standby, no backups but those
 * that you make of its volume. TLS forced, with a certificate that it makes itself and keeps with the data.
 *
 * The data is on a volume of its own, which outlives the instance: another type or version replaces the machine and
 * keeps the data, with some minutes of downtime. A major version has to be migrated by hand. A last snapshot is taken
 * when the volume is deleted. The password is fetched at the first start by the instance's own role, which may read no
 * other secret; it does not change afterwards.
 *
 * PostgreSQL comes from Amazon Linux's packages, which are in S3: a gateway endpoint suffices. MySQL comes from
 * repo.mysql.com: it needs NAT.
 *
 * **Cost** (us-east-1): t4g.small 0.0168 USD × 730 h = 12.26 USD, 20 GB gp3 × 0.08 USD = 1.60 USD a month, the root
 * volume 0.64 USD, the secret 0.40 USD, an alarm 0.10 USD.
 */
export class SelfHostedDatabase extends pulumi.ComponentResource {
  /** ARN of the instance. */
  public readonly arn: pulumi.Output<string>;
  /** Host name that clients connect to. */
  public readonly address: pulumi.Output<string>;
  /** ARN of the secret with user name and password. */
  public readonly secretArn: pulumi.Output<string>;

  public constructor(name: string, args: SelfHostedDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:SelfHostedDatabase", name, args, opts);
    refuse(this, name, selfHostedProblems(args));
    const context: Context = { parent: this, name, args };
    const secret = createSecret(context);
    const volume = createVolume(context);
    const instance = createInstance(context, secret.secretArn, volume);
    createRecord(context, instance);
    createAlarms(this, { name, namespace: "AWS/EC2", dimensions: { InstanceId: instance.id } }, [statusCheck], {
      actions: args.alarmActions,
      tags: args.tags,
    });

    this.arn = instance.arn;
    this.address = pulumi.output(args.hostName);
    this.secretArn = secret.secretArn;
    this.registerOutputs({ arn: this.arn, address: this.address, secretArn: this.secretArn });
  }
}

interface Context {
  parent: SelfHostedDatabase;
  name: string;
  args: SelfHostedDatabaseArgs;
}

const username = "app";
const portOf = ({ engine, port }: SelfHostedDatabaseSettingsArgs): number => port ?? engines[engine].port;

const statusCheck: Watch = {
  name: "status",
  description: "The machine fails its status checks",
  metricName: "StatusCheckFailed",
  statistic: "Maximum",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0,
  minutes: 5,
};

function createSecret({ parent, name, args }: Context): GeneratedSecret {
  const password = new random.RandomPassword(name, { length: 32, special: false }, { parent }).result;
  const { engine, databaseName: dbname, hostName: host, secretName, secretRecoveryWindowInDays, tags } = args;
  return new GeneratedSecret(
    name,
    {
      secretName,
      description: `Credentials of the database ${name}`,
      value: pulumi.jsonStringify({ engine, host, port: portOf(args), dbname, username, password }),
      recoveryWindowInDays: secretRecoveryWindowInDays,
      tags,
    },
    { parent },
  );
}

function createVolume({ parent, name, args }: Context): aws.ebs.Volume {
  const { availabilityZone, volumeSize: size, kmsKeyArn: kmsKeyId, tags } = args;
  return new aws.ebs.Volume(
    name,
    { availabilityZone, size, type: "gp3", encrypted: true, kmsKeyId, finalSnapshot: true, tags: nameTag(name, tags) },
    { parent },
  );
}

function createInstance(context: Context, secretArn: pulumi.Output<string>, volume: aws.ebs.Volume): aws.ec2.Instance {
  const { parent, name, args } = context;
  const tags = nameTag(name, args.tags);
  const instance = new aws.ec2.Instance(
    name,
    {
      ami: newestAmazonLinux(parent, pulumi.output(args.instanceType)),
      instanceType: args.instanceType,
      subnetId: args.subnetId,
      associatePublicIpAddress: false,
      vpcSecurityGroupIds: args.securityGroupIds,
      iamInstanceProfile: createInstanceProfile(context, secretArn).name,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true, kmsKeyId: args.kmsKeyArn, volumeType: "gp3", tags },
      userData: createUserData(context, secretArn, volume),
      userDataReplaceOnChange: true,
      tags,
    },
    // The volume can be attached to one machine at a time.
    { parent, deleteBeforeReplace: true, ignoreChanges: othersOwn("aws:ec2/instance:Instance") },
  );
  new aws.ec2.VolumeAttachment(
    name,
    { deviceName: "/dev/sdf", instanceId: instance.id, volumeId: volume.id, stopInstanceBeforeDetaching: true },
    { parent },
  );
  return instance;
}

function createUserData(
  { parent, args }: Context,
  secretArn: pulumi.Output<string>,
  volume: aws.ebs.Volume,
): pulumi.Output<string> {
  const { engine, engineVersion, databaseName, hostName } = args;
  const { region } = aws.getRegionOutput({}, { parent });
  return pulumi.all([secretArn, volume.id, region, hostName]).apply(([arn, volumeId, regionName, host]) =>
    userData({
      engine,
      engineVersion,
      databaseName,
      username,
      port: portOf(args),
      hostName: host,
      volumeId,
      secretArn: arn,
      region: regionName,
    }),
  );
}

/** Sessions by Session Manager, and one secret. */
function createInstanceProfile({ parent, name, args }: Context, secretArn: pulumi.Output<string>) {
  const tags = nameTag(name, args.tags);
  const role = new aws.iam.Role(
    name,
    {
      description: `The database ${name}`,
      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
      tags,
    },
    { parent },
  );
  new aws.iam.RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn }],
      }),
    },
    { parent },
  );
  new aws.iam.RolePolicyAttachment(
    name,
    { role: role.name, policyArn: aws.iam.ManagedPolicy.AmazonSSMManagedInstanceCore },
    { parent },
  );
  return new aws.iam.InstanceProfile(name, { role: role.name, tags }, { parent });
}

function createRecord({ parent, name, args }: Context, { privateIp }: aws.ec2.Instance): void {
  new aws.route53.Record(
    name,
    { zoneId: args.privateZoneId, name: args.hostName, type: "A", ttl: 60, records: [privateIp] },
    { parent },
  );
}
