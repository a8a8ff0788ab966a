/**
 * One row of the sandbox's table: everything it knows about one resource type. Rows live in one folder or file per
 * service (`aws/ec2/`, `aws/kms.ts`, …); the engine room (`server/`, `world/`) knows no type by name.
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
  /**
   * Input that receives a generated physical name (`<logical name>-<7 hex digits>`) when absent. As with the real
   * provider, a replacement under a name that was given by hand and stays the same deletes the old resource first.
   */
  readonly autoname?: { readonly property: string; readonly maximumLength: number };
  /** Makes the physical id. Must be deterministic: use `context.hex` for the random-looking part. */
  readonly id: (inputs: Properties, context: CreateContext) => string;
  /** Outputs that the cloud decides, on top of the inputs. Called on create and on update (`old` is then set). */
  readonly computed: (inputs: Properties, context: CreateContext, old?: Properties) => Properties;
  /** Outputs for which the row invents a plausible value without a source: reported as `assumed`. */
  readonly assumed?: readonly string[];
  /** Outputs that are secret whatever the inputs are. */
  readonly secretOutputs?: readonly string[];
  /**
   * The resource lives in the program's state alone and in no account (random values, keys): what exists is what the
   * state says. Its outputs are made at creation and kept from then on.
   */
  readonly stateOnly?: boolean;
  /** Outputs, `id` included, of a `stateOnly` resource that `pulumi import` is given by this text. */
  readonly imported?: (text: string) => Properties & { readonly id: string };
  /** The service has no regions (IAM, Route 53, CloudFront): what exists is seen from every region of the account. */
  readonly global?: boolean;
  /** The service has no call to make one, only one to put it: what is there already is overwritten, not refused. */
  readonly overwrites?: boolean;
  readonly references: readonly Reference[] | None;
  readonly unique: readonly Uniqueness[] | None;
  /** Inputs whose change replaces the resource. */
  readonly replaceOn: readonly string[] | None;
  /**
   * Changed inputs that replace only in a certain case (user data with `userDataReplaceOnChange`), on top of
   * `replaceOn`. Given the old and the new inputs; those that did not change are ignored.
   */
  readonly replaceWhen?: (old: Properties, inputs: Properties) => readonly string[];
  /**
   * Changed inputs whose difference the provider overlooks: storage that grew by itself beyond what is stated. Given the
   * old and the new inputs; those that did not change are ignored.
   */
  readonly overlooks?: (old: Properties, inputs: Properties) => readonly string[];
  /** Whether a replacement deletes the old resource first (its fixed name or slot cannot exist twice). */
  readonly deleteBeforeReplace?: boolean;
  readonly formats: readonly Format[] | None;
  /** What the service refuses beyond references, uniqueness, formats and quotas. */
  readonly refusals: readonly Rule[] | None;
  readonly quotas: readonly Quota[] | None;
  /** Refusals on delete beyond "still referenced", which follows from `references` of the other rows. */
  readonly inUse?: readonly Rule[];
  /**
   * What the cloud makes together with this resource: a VPC's main route table, default NACL and default group, the
   * network interface of a NAT gateway. Asked after create and after each update; the world then holds exactly these
   * on behalf of the owner. They can be referred to and looked up, are deleted with the owner, and neither they nor
   * what they refer to stand in the way of the owner's deletion.
   */
  readonly brings?: (outputs: Properties, context: CreateContext) => readonly Companion[];
  /** What stays in the account when this resource is deleted: a final snapshot, a name that can be taken back. */
  readonly leaves?: (self: WorldResource, context: RuleContext) => readonly Companion[];
}

/** A resource that exists because of another one. */
export type Companion = Pick<WorldResource, "type" | "id" | "outputs">;

export type Properties = Readonly<Record<string, unknown>>;

/** Names of properties and positions in lists, from the outside in. */
export type PropertyPath = readonly (string | number)[];

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
  /** Values that name nothing in the account: `local` as a route's target, AWS's own policies and prefix lists. */
  readonly except?: RegExp;
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
  /** Path of the input, written as in {@link Reference.path}. An absent value has no form to violate. */
  readonly property: string;
  readonly pattern: RegExp;
  readonly code: string;
  /** What is allowed, in words: "a CIDR block with a netmask from /16 to /28". */
  readonly allowed: string;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  /**
   * The provider repeats the call while the service answers so (a gateway that is not attached yet, an address that is
   * still mapped). The refusal stands once nothing else is under way that could end it.
   */
  readonly retried?: boolean;
}

/**
 * Returns the refusal, or undefined when the service would accept. Sees values only: secrets are opened, and no rule is
 * asked while an input is unknown. What an input refers to exists.
 */
export type Rule = (inputs: Properties, context: RuleContext) => Refusal | undefined;

export interface Quota {
  readonly name: string;
  readonly limit: number;
  /** Counted per value of this key: `inputs.vpcId`, or the region when absent. */
  readonly per?: (inputs: Properties) => string;
  /**
   * What is in use once this resource has these inputs, where the limit does not count resources of this type one by
   * one (a prefix list weighs more than one rule; inline rules count like separate ones).
   * @default the number of resources of this type with the same `per`, this one included
   */
  readonly used?: (inputs: Properties, context: RuleContext) => number;
  readonly code: string;
  /** Service Quotas code or page of the limit. */
  readonly documentation: string;
}

/** A resource that exists in the sandbox's world. */
export interface WorldResource {
  readonly type: string;
  /** Of the program's resource; empty for what no program made. */
  readonly urn?: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly inputs: Properties;
  /** Inputs and computed outputs together, and `id`: what `Read` answers. */
  readonly outputs: Properties;
  /** Where its inputs and outputs hold secrets: never to be shown. */
  readonly secrets?: readonly PropertyPath[];
  /** Id of the resource that brought this one with it. */
  readonly owner?: string;
}

/** What a rule can look at: the rest of the world in the same account, never another account's. */
export interface RuleContext {
  readonly account: string;
  readonly region: string;
  /** Day of the sandbox's calendar, `2026-11-20`: what is published and supported depends on it. */
  readonly today: string;
  /** The resource that is updated or deleted; undefined on create. */
  readonly self?: WorldResource;
  /** All resources of a type in the region of the request (`region: "*"` for every region). */
  readonly all: (type: string, region?: string) => readonly WorldResource[];
  /**
   * The resources that `all` gives whose output at `path` is `value`, found by an index: the cost does not grow with
   * the world. Path as in {@link Reference.path}.
   */
  readonly where: (type: string, path: string, value: unknown, region?: string) => readonly WorldResource[];
  /** The resource of that type with that id in the region of the request (in any, if its service has none). */
  readonly get: (type: string, id: unknown) => WorldResource | undefined;
}

export interface CreateContext extends RuleContext {
  /** URN of the resource in the program that asked. */
  readonly urn: string;
  /** `length` hex digits, deterministic for account, region, URN and generation. */
  readonly hex: (length: number) => string;
  /** Tags of the provider's `defaultTags`. */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/** A data source (`aws:ec2/getAmi:getAmi`): answers an invoke from its arguments and the world. */
export interface DataSource {
  readonly token: string;
  readonly documentation: string;
  readonly answer: (args: Properties, context: RuleContext) => Properties | Refusal;
  readonly assumed?: boolean;
}
