/** The settings of a bucket, each a resource of its own. */
import { none } from "../../resource-type";
import type { Properties, ResourceType, Rule } from "../../resource-type";
import { isPublic, policyText, resourcePolicyFits, statements } from "../iam/policy-documents";
import { list, number, record, records, text } from "../values";
import {
  BUCKET_ENCRYPTION,
  BUCKET_OWNERSHIP_CONTROLS,
  BUCKET_PUBLIC_ACCESS_BLOCK,
  BUCKET_VERSIONING,
  bucketArn,
  bucketByName,
  bucketSetting,
  settingOf,
} from "./names";

const API = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Put";
const replaceOn = [...bucketSetting.replaceOn, "expectedBucketOwner"];
const invalid = (message: string) => ({ code: "InvalidArgument", message });

export const bucketVersioning: ResourceType = {
  ...bucketSetting,
  type: BUCKET_VERSIONING,
  documentation: `${API}BucketVersioning.html`,
  required: ["bucket", "versioningConfiguration"],
  replaceOn,
  formats: [
    {
      property: "versioningConfiguration.status",
      pattern: /^(Enabled|Suspended|Disabled)$/,
      code: "MalformedXML",
      allowed: "Enabled, Suspended or Disabled",
    },
  ],
  refusals: [
    // What has been versioned once can only be suspended.
    ({ versioningConfiguration }, { self }) => {
      const before = text(record(self?.inputs.versioningConfiguration).status) ?? "Disabled";
      return record(versioningConfiguration).status === "Disabled" && before !== "Disabled"
        ? {
            code: "IllegalVersioningConfigurationException",
            message: `versioning_configuration.status cannot be updated from '${before}' to 'Disabled'`,
          }
        : undefined;
    },
  ],
};

const keyNeedsKms: Rule = ({ rules }) => {
  const wrong = records(rules)
    .map(({ applyServerSideEncryptionByDefault }) => record(applyServerSideEncryptionByDefault))
    .find(({ sseAlgorithm, kmsMasterKeyId }) => sseAlgorithm === "AES256" && text(kmsMasterKeyId) !== undefined);
  return wrong && invalid("a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms");
};

export const bucketEncryption: ResourceType = {
  ...bucketSetting,
  type: BUCKET_ENCRYPTION,
  documentation: `${API}BucketEncryption.html`,
  required: ["bucket", "rules"],
  replaceOn,
  formats: [
    {
      property: "rules[].applyServerSideEncryptionByDefault.sseAlgorithm",
      pattern: /^(AES256|aws:kms|aws:kms:dsse)$/,
      code: "MalformedXML",
      allowed: "AES256, aws:kms or aws:kms:dsse",
    },
  ],
  refusals: [keyNeedsKms],
};

export const bucketPublicAccessBlock: ResourceType = {
  ...bucketSetting,
  type: BUCKET_PUBLIC_ACCESS_BLOCK,
  documentation: `${API}PublicAccessBlock.html`,
  required: ["bucket"],
  defaults: {
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
  },
  formats: none("it has four switches"),
  refusals: none("its inputs do not depend on each other"),
};

const ofThisBucket: Rule = ({ policy, bucket }, context) => {
  const arn = bucketArn(String(bucket), context);
  const named = statements(policy).flatMap(({ Resource }) => [...list(Resource), Resource].map(text));
  const foreign = named.find((name) => name !== undefined && name !== arn && !name.startsWith(`${arn}/`));
  return foreign === undefined
    ? undefined
    : { code: "MalformedPolicy", message: `Policy has invalid resource (${foreign})` };
};

/** Every bucket is born with all four switches on. */
const publicPolicy: Rule = ({ policy, bucket }, context) => {
  const { blockPublicPolicy = true } = settingOf(context, BUCKET_PUBLIC_ACCESS_BLOCK, bucket) ?? {};
  return blockPublicPolicy === true && isPublic(policy)
    ? {
        code: "AccessDenied",
        message: `because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access (${String(bucket)})`,
        // The switch may be under way.
        retried: true,
      }
    : undefined;
};

export const bucketPolicy: ResourceType = {
  ...bucketSetting,
  type: "aws:s3/bucketPolicy:BucketPolicy",
  documentation: `${API}BucketPolicy.html`,
  required: ["bucket", "policy"],
  computed: ({ policy }, { region }) => ({ region, policy: policyText(policy) }),
  formats: none("a policy is more than a form"),
  refusals: [({ policy }) => resourcePolicyFits(policy, "MalformedPolicy"), ofThisBucket, publicPolicy],
};

export const bucketOwnershipControls: ResourceType = {
  ...bucketSetting,
  type: BUCKET_OWNERSHIP_CONTROLS,
  documentation: `${API}BucketOwnershipControls.html`,
  required: ["bucket", "rule"],
  formats: [
    {
      property: "rule.objectOwnership",
      pattern: /^(BucketOwnerEnforced|BucketOwnerPreferred|ObjectWriter)$/,
      code: "MalformedXML",
      allowed: "BucketOwnerEnforced, BucketOwnerPreferred or ObjectWriter",
    },
  ],
  refusals: none("its only input is a choice"),
};

const ACTIONS = [
  "abortIncompleteMultipartUpload",
  "expiration",
  "noncurrentVersionExpiration",
  "noncurrentVersionTransitions",
  "transitions",
] as const;

const lifecycleRules: Rule = ({ rules }) => {
  const all = records(rules);
  const ids = all.map(({ id }) => id);
  if (all.length > 1000) {
    return { code: "MalformedXML", message: "A lifecycle configuration has at most 1000 rules" };
  }
  if (new Set(ids).size < ids.length) {
    return invalid("Rule ID must be unique. Found same ID for more than one rule");
  }
  return all.map(lifecycleRule).find((refusal) => refusal !== undefined);
};

function lifecycleRule(rule: Properties) {
  if (ACTIONS.every((action) => rule[action] === undefined)) {
    return { code: "InvalidRequest", message: "At least one action needs to be specified in a rule" };
  }
  const { noncurrentDays } = record(rule.noncurrentVersionExpiration);
  return noncurrentDays !== undefined && !((number(noncurrentDays) ?? 0) > 0)
    ? invalid("'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer")
    : undefined;
}

export const bucketLifecycleConfiguration: ResourceType = {
  ...bucketSetting,
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  documentation: `${API}BucketLifecycleConfiguration.html`,
  required: ["bucket"],
  computed: (inputs, { region }) => ({
    region,
    expectedBucketOwner: inputs.expectedBucketOwner ?? "",
    transitionDefaultMinimumObjectSize: inputs.transitionDefaultMinimumObjectSize ?? "all_storage_classes_128K",
  }),
  replaceOn,
  formats: [
    {
      property: "rules[].status",
      pattern: /^(Enabled|Disabled)$/,
      code: "MalformedXML",
      allowed: "Enabled or Disabled",
    },
    {
      property: "rules[].id",
      pattern: /^.{1,255}$/,
      code: "InvalidArgument",
      allowed: "1 to 255 characters",
    },
  ],
  refusals: [lifecycleRules],
};

export const bucketLogging: ResourceType = {
  ...bucketSetting,
  type: "aws:s3/bucketLogging:BucketLogging",
  documentation: `${API}BucketLogging.html`,
  required: ["bucket", "targetBucket", "targetPrefix"],
  references: [bucketByName(), bucketByName("targetBucket", "InvalidTargetBucketForLogging")],
  replaceOn,
  formats: none("a prefix is any text"),
  refusals: [
    ({ targetGrants, targetBucket }, context) => {
      const { rule } = settingOf(context, BUCKET_OWNERSHIP_CONTROLS, targetBucket) ?? {};
      const ownership = text(record(rule).objectOwnership) ?? "BucketOwnerEnforced";
      return list(targetGrants).length > 0 && ownership === "BucketOwnerEnforced"
        ? {
            code: "InvalidBucketAclWithObjectOwnership",
            message: "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
          }
        : undefined;
    },
  ],
};

export const bucketSettings: readonly ResourceType[] = [
  bucketVersioning,
  bucketEncryption,
  bucketPublicAccessBlock,
  bucketPolicy,
  bucketOwnershipControls,
  bucketLifecycleConfiguration,
  bucketLogging,
];
