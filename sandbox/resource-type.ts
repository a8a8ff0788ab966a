/**
 * One row of the sandbox's table: everything it knows about one resource type. Rows live in one file per service
 * (`aws/ec2.ts`, `aws/iam.ts`, …); the engine room (`server/`, `world/`) knows no type by name.
 *
 * A field that does not apply is written as `none("why")`, so that a reader can tell "does not apply" from "forgotten".
 */
export interface ResourceType {
  /** Pulumi type token, for example `aws:ec2/subnet:Subnet`. */
  readonly type: string;
  /** Page that the row was written from. */
  readonly documentation: string;
  /** Inputs without which the provider's check fails. */
  readonly required: readonly string[];
  /** Values that the provider fills in when an input is absent. */
  readonly defaults: Properties;
  /** Input that receives a generated physical name (`<logical name>-<7 hex digits>`) when absent. */
  readonly autoname?: { readonly property: string; readonly maximumLength: number };
  /** Makes the physical id. Must be deterministic: use `context.hex` for the random-looking part. */
  readonly id: (inputs: Properties, context: CreateContext) => string;
  /** Outputs that the cloud decides, on top of the inputs. Called on create and on update (`old` is then set). */
  readonly computed: (inputs: Properties, context: CreateContext, old?: Properties) => Properties;
  /** Outputs for which the row invents a plausible value without a source: reported as `assumed`. */
  readonly assumed?: readonly string[];
  readonly references: readonly Reference[] | None;
  readonly unique: readonly Uniqueness[] | None;
  /** Inputs whose change replaces the resource. */
  readonly replaceOn: readonly string[] | None;
  /** Whether a replacement deletes the old resource first (its fixed name or slot cannot exist twice). */
  readonly deleteBeforeReplace?: boolean;
  readonly formats: readonly Format[] | None;
  /** What the service refuses beyond references, uniqueness, formats and quotas. */
  readonly refusals: readonly Rule[] | None;
  readonly quotas: readonly Quota[] | None;
  /** Refusals on delete beyond "still referenced", which follows from `references` of the other rows. */
  readonly inUse?: readonly Rule[];
}

export type Properties = Readonly<Record<string, unknown>>;

export interface None {
  readonly none: string;
}

export const none = (reason: string): None => ({ none: reason });

/** An input that names another resource. */
export interface Reference {
  /** Path of the input; `[]` steps into a list: `subnetIds[]`, `vpcs[].vpcId`. */
  readonly path: string;
  /** Types that the value may name. */
  readonly to: readonly string[];
  /** Output of the other resource that the value equals. @default "id" */
  readonly by?: string;
  /** AWS error code when nothing has that value, for example `InvalidSubnetID.NotFound`. */
  readonly missing: string;
  /** AWS error code when the referred resource is deleted first; absent: the service lets it go. */
  readonly inUse?: string;
}

export interface Uniqueness {
  /** Where the key may exist once only. `global` is one name space for all accounts (S3 buckets). */
  readonly scope: "account-region" | "account" | "global";
  /** The key, or undefined when this resource claims none. */
  readonly key: (inputs: Properties) => string | undefined;
  readonly code: string;
  readonly message: (inputs: Properties) => string;
}

export interface Format {
  readonly property: string;
  readonly pattern: RegExp;
  readonly code: string;
  /** What is allowed, in words: "a CIDR block with a netmask from /16 to /28". */
  readonly allowed: string;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Returns the refusal, or undefined when the service would accept. */
export type Rule = (inputs: Properties, context: RuleContext) => Refusal | undefined;

export interface Quota {
  readonly name: string;
  readonly limit: number;
  /** Counted per value of this key: `inputs.vpcId`, or the region when absent. */
  readonly per?: (inputs: Properties) => string;
  readonly code: string;
  /** Service Quotas code or page of the limit. */
  readonly documentation: string;
}

/** A resource that exists in the sandbox's world. */
export interface WorldResource {
  readonly type: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly inputs: Properties;
  /** Inputs and computed outputs together: what `Read` answers. */
  readonly outputs: Properties;
}

/** What a rule can look at: the rest of the world in the same account, never another account's. */
export interface RuleContext {
  readonly account: string;
  readonly region: string;
  /** The resource that is updated or deleted; undefined on create. */
  readonly self?: WorldResource;
  /** All resources of a type in the region of the request (`region: "*"` for every region). */
  readonly all: (type: string, region?: string) => readonly WorldResource[];
  /** The resource of that type with that id, or undefined. */
  readonly get: (type: string, id: unknown) => WorldResource | undefined;
}

export interface CreateContext extends RuleContext {
  /** URN of the resource in the program that asked. */
  readonly urn: string;
  /** `length` hex digits, deterministic for account, region, URN and generation. */
  readonly hex: (length: number) => string;
}

/** A data source (`aws:ec2/getAmi:getAmi`): answers an invoke from its arguments and the world. */
export interface DataSource {
  readonly token: string;
  readonly documentation: string;
  readonly answer: (args: Properties, context: RuleContext) => Properties | Refusal;
  readonly assumed?: boolean;
}
