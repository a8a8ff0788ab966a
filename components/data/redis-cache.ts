import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";
import { createAlarms, type Watch } from "./alarms";
import { cacheProblems } from "./cache-problems";
import type { CacheArgs } from "./data-tier-args";
import { GeneratedSecret } from "./generated-secret";

export const redisPort = 6379;

export interface RedisCacheArgs extends CacheArgs {
  /**
   * Id of the replication group.
   *
   * @default the component's name
   */
  replicationGroupId?: string;
  /** Subnets, none of them public; in two availability zones or more if there are replicas. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Security groups of the nodes. */
  securityGroupIds: pulumi.Input<string>[];
  /**
   * Name of the secret with the authentication token.
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
   * Id of a private zone in which the primary gets a name, and the replicas `<name>-reader` together. TLS certificates
   * are for the names of ElastiCache: a client that checks the host name uses those.
   *
   * @default none
   */
  privateZoneId?: pulumi.Input<string>;
  /**
   * Name in the private zone, without that of the zone.
   *
   * @default the component's name
   */
  recordName?: string;
  /**
   * ARN of the KMS key for data at rest; made elsewhere.
   *
   * @default aws/elasticache
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
 * A Redis replication group on Amazon ElastiCache, not sharded: private, encrypted at rest and by TLS, an
 * authentication token generated into Secrets Manager. With a replica or more, another availability zone takes over.
 *
 * The secret is JSON with `engine`, `host`, `port` and `password`, the token. Redis is reached by `rediss://`.
 *
 * Changes are made at once. Another node type, more replicas and a newer version are updates in place.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/elasticache/pricing/): cache.t4g.micro 0.016 USD × 730 h = 11.68 USD a
 * month for each node. Snapshots 0.085 USD per GB, one day's free. The secret 0.40 USD, each alarm 0.10 USD.
 */
export class RedisCache extends pulumi.ComponentResource {
  /** ARN of the replication group. */
  public readonly arn: pulumi.Output<string>;
  /** Host name of the primary, on which its certificate is made out. */
  public readonly address: pulumi.Output<string>;
  /** Host name of all replicas together; absent without any. */
  public readonly readerAddress?: pulumi.Output<string>;
  /** Port. */
  public readonly port: pulumi.Output<number>;
  /** ARN of the secret with the authentication token. */
  public readonly secretArn: pulumi.Output<string>;

  public constructor(name: string, args: RedisCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:RedisCache", name, args, opts);
    const replicationGroupId = args.replicationGroupId ?? name;
    refuse(this, name, cacheProblems(replicationGroupId, args));
    const context: Context = { parent: this, name, replicationGroupId, args };
    const token = new random.RandomPassword(name, { length: 32, special: false }, { parent: this }).result;
    const group = createReplicationGroup(context, token);
    const secret = createSecret(context, group, token);
    const hasReplicas = nodeCount(args) > 1;
    createRecords(context, group, hasReplicas);
    watch(context);

    this.arn = group.arn;
    this.address = group.primaryEndpointAddress;
    this.readerAddress = hasReplicas ? group.readerEndpointAddress : undefined;
    this.port = pulumi.output(redisPort);
    this.secretArn = secret.secretArn;
    this.registerOutputs({
      arn: this.arn,
      address: this.address,
      readerAddress: this.readerAddress,
      port: this.port,
      secretArn: this.secretArn,
    });
  }
}

interface Context {
  parent: RedisCache;
  name: string;
  replicationGroupId: string;
  args: RedisCacheArgs;
}

const nodeCount = ({ replicas = 0 }: CacheArgs): number => replicas + 1;

function createReplicationGroup(
  { parent, name, replicationGroupId, args }: Context,
  authToken: pulumi.Output<string>,
): aws.elasticache.ReplicationGroup {
  const { engineVersion, nodeType, snapshotRetentionLimit = 0, subnetIds, tags } = args;
  const replicated = nodeCount(args) > 1;
  const subnetGroup = new aws.elasticache.SubnetGroup(
    name,
    { subnetIds, description: `Subnets of ${name}`, tags: nameTag(name, tags) },
    { parent },
  );
  const parameterGroup = new aws.elasticache.ParameterGroup(
    name,
    { family: parameterGroupFamily(engineVersion), description: `Parameters of ${name}`, tags: nameTag(name, tags) },
    { parent },
  );
  return new aws.elasticache.ReplicationGroup(
    name,
    {
      replicationGroupId,
      description: `Cache ${name}`,
      engine: "redis",
      engineVersion,
      nodeType,
      port: redisPort,
      numCacheClusters: nodeCount(args),
      automaticFailoverEnabled: replicated,
      multiAzEnabled: replicated,
      subnetGroupName: subnetGroup.name,
      securityGroupIds: args.securityGroupIds,
      parameterGroupName: parameterGroup.name,
      atRestEncryptionEnabled: true,
      kmsKeyId: args.kmsKeyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      authToken,
      authTokenUpdateStrategy: "ROTATE",
      applyImmediately: true,
      autoMinorVersionUpgrade: true,
      maintenanceWindow: "sun:05:00-sun:06:00",
      ...(snapshotRetentionLimit > 0 && { snapshotRetentionLimit, snapshotWindow: "03:00-04:00" }),
      tags: nameTag(name, tags),
    },
    { parent, additionalSecretOutputs: ["authToken"] },
  );
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html */
function parameterGroupFamily(engineVersion: string): string {
  const [major = ""] = engineVersion.split(".");
  return major === "6" ? "redis6.x" : `redis${major}`;
}

function createSecret(
  { parent, name, args }: Context,
  { primaryEndpointAddress }: aws.elasticache.ReplicationGroup,
  password: pulumi.Output<string>,
): GeneratedSecret {
  const { secretName, secretRecoveryWindowInDays: recoveryWindowInDays, tags } = args;
  return new GeneratedSecret(
    name,
    {
      secretName,
      description: `Authentication token of the cache ${name}`,
      value: pulumi.jsonStringify({ engine: "redis", host: primaryEndpointAddress, port: redisPort, password }),
      recoveryWindowInDays,
      tags,
    },
    { parent },
  );
}

function createRecords(
  { parent, name, args }: Context,
  group: aws.elasticache.ReplicationGroup,
  hasReplicas: boolean,
): void {
  const { privateZoneId: zoneId, recordName = name } = args;
  if (zoneId === undefined) return;
  const record = { zoneId, type: "CNAME", ttl: 60 };
  new aws.route53.Record(name, { ...record, name: recordName, records: [group.primaryEndpointAddress] }, { parent });
  if (!hasReplicas) return;
  new aws.route53.Record(
    `${name}-reader`,
    { ...record, name: `${recordName}-reader`, records: [group.readerEndpointAddress] },
    { parent },
  );
}

/** Metrics are by node, and ElastiCache numbers the nodes of a group. */
function watch({ parent, name, replicationGroupId, args }: Context): void {
  const { alarmActions: actions, tags } = args;
  for (let node = 1; node <= nodeCount(args); node += 1) {
    const suffix = String(node).padStart(3, "0");
    const dimensions = { CacheClusterId: `${replicationGroupId}-${suffix}` };
    const subject = { name: `${name}-${suffix}`, namespace: "AWS/ElastiCache" as const, dimensions };
    createAlarms(parent, subject, watches, { actions, tags });
  }
}

const watches: Watch[] = [
  {
    name: "cpu",
    description: "The processor has been busy for a quarter of an hour",
    metricName: "CPUUtilization",
    statistic: "Average",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 80,
    minutes: 15,
  },
  {
    name: "memory",
    description: "More than four fifths of the memory are in use: keys are evicted, or writes refused, when it is full",
    metricName: "DatabaseMemoryUsagePercentage",
    statistic: "Maximum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 80,
    minutes: 5,
  },
  {
    name: "connections",
    description: "More than four fifths of the 65,000 connections that a node takes are in use",
    metricName: "CurrConnections",
    statistic: "Maximum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 52_000,
    minutes: 5,
  },
];
