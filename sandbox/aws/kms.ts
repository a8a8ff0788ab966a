import { none } from "../resource-type";
import type { CreateContext, ResourceType, Rule } from "../resource-type";
import { arn, named, nameFor, partition, standard } from "./standard";
import { text } from "./values";

export const KEY = "aws:kms/key:Key";
const QUOTAS = "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html";

/** A UUID, or `mrk-` and 32 hex digits for a key of several regions. */
function keyId(multiRegion: unknown, context: CreateContext): string {
  const hex = context.hex(32);
  return (
    context.self?.id ??
    (multiRegion === true ? `mrk-${hex}` : hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"))
  );
}

const defaultPolicy = (context: CreateContext): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition(context.region)}:iam::${context.account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });

const rotationPeriod: Rule = ({ enableKeyRotation, rotationPeriodInDays }) =>
  rotationPeriodInDays !== undefined && enableKeyRotation !== true
    ? { code: "ValidationException", message: "rotationPeriodInDays needs enableKeyRotation." }
    : undefined;

const rotationNeedsSymmetricKey: Rule = ({ enableKeyRotation, customerMasterKeySpec }) =>
  enableKeyRotation === true && customerMasterKeySpec !== "SYMMETRIC_DEFAULT"
    ? { code: "UnsupportedOperationException", message: "Only symmetric encryption keys rotate by themselves." }
    : undefined;

export const key: ResourceType = {
  type: KEY,
  documentation: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html",
  required: [],
  defaults: {
    bypassPolicyLockoutSafetyCheck: false,
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    enableKeyRotation: false,
    isEnabled: true,
    keyUsage: "ENCRYPT_DECRYPT",
  },
  id: ({ multiRegion }, context) => keyId(multiRegion, context),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "kms", `key/${keyId(inputs.multiRegion, context)}`),
    keyId: keyId(inputs.multiRegion, context),
    description: inputs.description ?? "",
    multiRegion: inputs.multiRegion ?? false,
    policy: inputs.policy ?? defaultPolicy(context),
    rotationPeriodInDays: inputs.rotationPeriodInDays ?? (inputs.enableKeyRotation === true ? 365 : 0),
  }),
  references: none("its policy may name principals; KMS checks them as IAM does, later"),
  unique: none("keys have no names: aliases do"),
  replaceOn: ["region", "customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
  formats: [
    {
      property: "deletionWindowInDays",
      pattern: /^([7-9]|[12]\d|30)$/,
      code: "ValidationException",
      allowed: "7 to 30 days",
    },
    {
      property: "rotationPeriodInDays",
      pattern: /^(9\d|[1-9]\d\d|1\d{3}|2[0-4]\d\d|25[0-5]\d|2560)$/,
      code: "ValidationException",
      allowed: "90 to 2560 days",
    },
    { property: "description", pattern: /^.{0,8192}$/s, code: "ValidationException", allowed: "up to 8192 characters" },
  ],
  refusals: [rotationPeriod, rotationNeedsSymmetricKey],
  quotas: [
    {
      name: "KMS keys per Region",
      limit: 100_000,
      code: "LimitExceededException",
      documentation: `${QUOTAS} (L-C2F1777E)`,
    },
  ],
};

export const alias: ResourceType = {
  type: "aws:kms/alias:Alias",
  documentation: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  required: ["targetKeyId"],
  defaults: {},
  id: (inputs, context) => aliasName(inputs, context),
  computed: (inputs, context) => ({
    region: context.region,
    ...named(inputs, context),
    name: aliasName(inputs, context),
    arn: arn(context, "kms", aliasName(inputs, context)),
    targetKeyArn: arn(context, "kms", `key/${(text(inputs.targetKeyId) ?? "").replace(/^.*:key\//, "")}`),
  }),
  references: [{ path: "targetKeyId", to: [KEY], missing: "NotFoundException", except: /^arn:/ }],
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name),
      code: "AlreadyExistsException",
      message: ({ name }) => `An alias with the name ${String(name)} already exists`,
    },
  ],
  replaceOn: ["region", "name", "namePrefix"],
  formats: [
    {
      property: "name",
      pattern: /^alias\/(?!aws\/)[\w/-]{1,250}$/,
      code: "ValidationException",
      allowed: "alias/ and letters, digits, /, _ and -; alias/aws/ belongs to AWS",
    },
  ],
  refusals: none("its target is a reference"),
  quotas: [
    {
      name: "Aliases per key",
      limit: 50,
      per: ({ targetKeyId }) => String(targetKeyId),
      code: "LimitExceededException",
      documentation: QUOTAS,
    },
  ],
};

const aliasName = (inputs: Parameters<typeof nameFor>[0], context: CreateContext): string =>
  text(inputs.name) ??
  `alias/${nameFor({ namePrefix: (text(inputs.namePrefix) ?? "").replace(/^alias\//, "") }, context)}`.replace(
    /^(alias\/)+/,
    "alias/",
  );

export const kmsTypes: readonly ResourceType[] = [key, alias];
