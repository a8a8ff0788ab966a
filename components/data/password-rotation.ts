import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "../network/tags";
import type { DatabaseEngine } from "./data-tier-args";
import { engines } from "./engines";

/** Where a function that rotates passwords runs. */
export interface RotationPlaceArgs {
  /** Its subnets, private. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Its security groups. They admit it to the database, and to Secrets Manager by an interface endpoint or NAT. */
  securityGroupIds: pulumi.Input<string>[];
}

export interface PasswordRotationArgs {
  /** What the database speaks. */
  engine: DatabaseEngine;
  /** ARN of the secret: JSON with `engine`, `host`, `port`, `dbname`, `username` and `password`. */
  secretArn: pulumi.Input<string>;
  /** Days between rotations, 1 to 1000. The first one is at once. */
  days: pulumi.Input<number>;
  /** Name of the function. */
  functionName: string;
  /** Where the function runs. */
  place: RotationPlaceArgs;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_available-rotation-templates.html */
const publishers: Record<string, { applications: string; semanticVersion: string }> = {
  aws: { applications: "us-east-1:297356227824:applications", semanticVersion: "1.1.618" },
  "aws-cn": { applications: "cn-north-1:193023089310:applications", semanticVersion: "1.1.237" },
  "aws-us-gov": { applications: "us-gov-west-1:023102451235:applications", semanticVersion: "1.1.319" },
};

/** All punctuation that means something in a URL, a shell or a connection string. */
const excludedCharacters = " !\"#$%&'()*+,/:;<=>?@[\\]^`{|}";

/**
 * Rotation of a database's password by Secrets Manager, with the function that AWS publishes and maintains for it.
 *
 * RDS can manage the master password by itself, without a function, but then refuses read replicas; and a database that
 * gets its first replica later should not get another secret with it. So there is one way for all:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations
 *
 * Clients that read the password once have to be told: External Secrets sees the new one at its next refresh, pods at
 * their next start. The password before it is refused from then on.
 *
 * **Cost**: a call of a Lambda function for each rotation, next to nothing.
 */
export class PasswordRotation extends pulumi.ComponentResource {
  /** ARN of the function. */
  public readonly functionArn: pulumi.Output<string>;

  public constructor(name: string, args: PasswordRotationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:PasswordRotation", name, args, opts);
    const { engine, functionName, place, tags } = args;
    const { partition, dnsSuffix } = aws.getPartitionOutput({}, { parent: this });
    const { region } = aws.getRegionOutput({}, { parent: this });
    const publisher = partition.apply((id) => publisherIn(id));
    const application = engines[engine].rotationApplication;
    const rotator = new aws.serverlessrepository.CloudFormationStack(
      name,
      {
        applicationId: pulumi.interpolate`arn:${partition}:serverlessrepo:${publisher.applications}/${application}`,
        semanticVersion: publisher.semanticVersion,
        capabilities: ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"],
        parameters: {
          endpoint: pulumi.interpolate`https://secretsmanager.${region}.${dnsSuffix}`,
          functionName,
          excludeCharacters: excludedCharacters,
          vpcSubnetIds: pulumi.output(place.subnetIds).apply((ids) => ids.join(",")),
          vpcSecurityGroupIds: pulumi.all(place.securityGroupIds).apply((ids) => ids.join(",")),
        },
        tags: nameTag(functionName, tags),
      },
      { parent: this },
    );
    this.functionArn = rotator.outputs.apply((outputs) => outputs.RotationLambdaARN ?? "");
    new aws.secretsmanager.SecretRotation(
      name,
      {
        secretId: args.secretArn,
        rotationLambdaArn: this.functionArn,
        rotationRules: { automaticallyAfterDays: args.days },
      },
      { parent: this },
    );

    this.registerOutputs({ functionArn: this.functionArn });
  }
}

/** AWS's own account there. A partition that is not known here is told by the engine: it has no such application. */
function publisherIn(partition: string): { applications: string; semanticVersion: string } {
  return publishers[partition] ?? { applications: "", semanticVersion: "" };
}
