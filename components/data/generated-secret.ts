import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";
import { recoveryWindowProblems } from "./secret-problems";

export interface GeneratedSecretArgs {
  /**
   * Name in Secrets Manager.
   *
   * @default the component's name
   */
  secretName?: string;
  /** What the secret is for. */
  description: string;
  /**
   * Its value.
   *
   * @default generated: 32 letters and digits
   */
  value?: pulumi.Input<string>;
  /**
   * Days for which the secret can be brought back once it is deleted, 7 to 30; its name is taken for as long. 0 deletes
   * at once.
   *
   * @default 30
   */
  recoveryWindowInDays?: number;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * A secret in Secrets Manager with a value that is given, or generated once and kept. It is a secret in Pulumi's state
 * as well.
 *
 * The version that a rotation, or somebody, puts over it stays: the program changes the value only when its own value
 * changes.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/secrets-manager/pricing/): 0.40 USD a month, and 0.05 USD per 10,000 calls.
 */
export class GeneratedSecret extends pulumi.ComponentResource {
  /** ARN of the secret, by which it is read and by which roles are allowed to. */
  public readonly secretArn: pulumi.Output<string>;
  /** The value that the program put there first. */
  public readonly value: pulumi.Output<string>;

  public constructor(name: string, args: GeneratedSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:GeneratedSecret", name, args, opts);
    refuse(this, name, recoveryWindowProblems(args.recoveryWindowInDays, "recoveryWindowInDays"));
    const { secretName = name, description, recoveryWindowInDays, tags } = args;
    const secret = new aws.secretsmanager.Secret(
      name,
      { name: secretName, description, recoveryWindowInDays: recoveryWindowInDays ?? 30, tags: nameTag(name, tags) },
      { parent: this },
    );
    this.value = pulumi.secret(
      args.value ?? new random.RandomPassword(name, { length: 32, special: false }, { parent: this }).result,
    );
    const version = new aws.secretsmanager.SecretVersion(
      name,
      { secretId: secret.id, secretString: this.value },
      { parent: this },
    );

    // Whoever has the ARN can read the value.
    this.secretArn = version.secretArn;
    this.registerOutputs({ secretArn: this.secretArn });
  }
}
