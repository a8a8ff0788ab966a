import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { refuse } from "../network/problems";
import type { Tags } from "../network/tags";
import type { DatabaseArgs } from "./data-tier-args";
import { type DatabaseContext, portOf, protection, userOf } from "./database-context";
import { createParameterGroup, createPrimary, createReplicas } from "./database-instances";
import { databaseProblems, rotationFunctionName } from "./database-problems";
import { watchDatabase } from "./database-watches";
import { GeneratedSecret } from "./generated-secret";
import { PasswordRotation, type RotationPlaceArgs } from "./password-rotation";

export interface RelationalDatabaseArgs extends DatabaseArgs {
  /**
   * Identifier on RDS; that of a replica is `<identifier>-replica-<number>`.
   *
   * @default the component's name
   */
  identifier?: string;
  /** Subnets in two availability zones or more, none of them public. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Security groups of the database and its replicas. */
  securityGroupIds: pulumi.Input<string>[];
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
   * Where the function runs that rotates the password; needed with `rotationDays`.
   *
   * @default none
   */
  rotation?: RotationPlaceArgs;
  /**
   * Id of a private zone in which the database gets a name, and its replicas `<name>-reader` together. TLS certificates
   * are for the names of RDS: a client that checks the host name uses those.
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
   * ARN of the KMS key for storage and Performance Insights; made elsewhere, for final snapshots need it longer.
   *
   * @default aws/rds
   */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * Days after which CloudWatch deletes the logs.
   *
   * @default 30
   */
  logRetentionInDays?: number;
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
 * A PostgreSQL or MySQL database on Amazon RDS: private, encrypted, TLS forced, its credentials generated into Secrets
 * Manager, logs and alarms in CloudWatch, with read replicas.
 *
 * The secret is JSON with `engine`, `host`, `port`, `dbname`, `username` and `password`, as AWS's functions for
 * rotation want it. Once it is rotated, the password in Pulumi's state is an old one.
 *
 * Changes are made at once, not in the maintenance window. A bigger class, more storage, another replica or a new
 * version are updates in place; another engine, user or database name are another database.
 *
 * With deletion protection, deleting takes two steps: switch it off and update, then destroy. To keep a final snapshot
 * then, set `skipFinalSnapshot: false` in the first step.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/rds/postgresql/pricing/): db.t4g.micro 0.016 USD × 730 h = 11.68 USD, and
 * 20 GB gp3 × 0.115 USD = 2.30 USD a month, both twice with Multi-AZ; a replica costs as much as a database without it.
 * Backups up to the size of the storage are free. The secret 0.40 USD, each alarm 0.10 USD, logs 0.50 USD per GB.
 */
export class RelationalDatabase extends pulumi.ComponentResource {
  /** ARN of the instance. */
  public readonly arn: pulumi.Output<string>;
  /** Host name that clients connect to, on which its certificate is made out. */
  public readonly address: pulumi.Output<string>;
  /** Host name of the first replica, on which its certificate is made out; absent without replicas. */
  public readonly readerAddress?: pulumi.Output<string>;
  /** Port. */
  public readonly port: pulumi.Output<number>;
  /** ARN of the secret with user name and password. */
  public readonly secretArn: pulumi.Output<string>;

  public constructor(name: string, args: RelationalDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:RelationalDatabase", name, args, opts);
    const identifier = args.identifier ?? name;
    refuse(this, name, databaseProblems(identifier, args));

    const context: DatabaseContext = { parent: this, name, identifier, args };
    const password = createPassword(context);
    const parameterGroup = createParameterGroup(context);
    const primary = createPrimary(context, parameterGroup, password);
    const replicas = createReplicas(context, parameterGroup, primary);
    const secret = createSecret(context, primary, password);
    createRotation(context, secret);
    createRecords(context, primary, replicas);
    watchDatabase(context);

    this.arn = primary.arn;
    this.address = primary.address;
    this.readerAddress = replicas[0]?.address;
    this.port = primary.port;
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

/**
 * What the secret says beside the password. If any of it changes, so does the password, in the database too: the text
 * would otherwise be written over a rotated one, with the first password in it.
 */
const saidInSecret = (args: DatabaseArgs) => ({
  engine: args.engine,
  port: portOf(args),
  dbname: args.databaseName,
  username: userOf(args),
});

function createPassword({ parent, name, args }: DatabaseContext): pulumi.Output<string> {
  const keepers = Object.fromEntries(Object.entries(saidInSecret(args)).map(([key, value]) => [key, String(value)]));
  return new random.RandomPassword(name, { length: 32, special: false, keepers }, { parent, ...protection(args) })
    .result;
}

function createSecret(
  { parent, name, args }: DatabaseContext,
  primary: aws.rds.Instance,
  password: pulumi.Output<string>,
): GeneratedSecret {
  const { secretName, secretRecoveryWindowInDays: recoveryWindowInDays, tags } = args;
  return new GeneratedSecret(
    name,
    {
      secretName,
      description: `Credentials of the database ${name}`,
      value: pulumi.jsonStringify({ ...saidInSecret(args), host: primary.address, password }),
      recoveryWindowInDays,
      tags,
    },
    { parent, ...protection(args) },
  );
}

function createRotation({ parent, name, identifier, args }: DatabaseContext, { secretArn }: GeneratedSecret): void {
  const { engine, rotationDays: days, rotation: place, tags } = args;
  if (days === undefined || place === undefined) return;
  const functionName = rotationFunctionName(identifier);
  new PasswordRotation(`${name}-rotation`, { engine, secretArn, days, functionName, place, tags }, { parent });
}

function createRecords(
  { parent, name, args }: DatabaseContext,
  primary: aws.rds.Instance,
  replicas: aws.rds.Instance[],
): void {
  const { privateZoneId: zoneId, recordName = name } = args;
  if (zoneId === undefined) return;
  const record = { zoneId, type: "CNAME", ttl: 60 };
  new aws.route53.Record(name, { ...record, name: recordName, records: [primary.address] }, { parent });
  replicas.forEach(({ address }, index) => {
    const replica = `replica-${index + 1}`;
    new aws.route53.Record(
      `${name}-${replica}`,
      {
        ...record,
        name: `${recordName}-reader`,
        records: [address],
        setIdentifier: replica,
        weightedRoutingPolicies: [{ weight: 1 }],
      },
      { parent },
    );
  });
}
