import { createHash } from "node:crypto";

import { none } from "../../resource-type";
import type { CreateContext, Properties, ResourceType, Rule, RuleContext } from "../../resource-type";
import { standard } from "../standard";
import { given, record, records, text } from "../values";
import {
  BUCKET_ENCRYPTION,
  BUCKET_OBJECT,
  BUCKET_OBJECT_V2,
  BUCKET_OWNERSHIP_CONTROLS,
  BUCKET_VERSIONING,
  bucketArn,
  bucketByName,
  settingOf,
} from "./names";

/** An object without a key has its name in the program. */
const keyOf = ({ key }: Properties, { urn, self }: CreateContext): string =>
  (text(key) ?? text(self?.outputs.key) ?? urn.split("::").at(-1) ?? urn).replace(/^\/+/, "");

const etag = ({ content, contentBase64 }: Properties, context: CreateContext): string => {
  const bytes =
    text(content) === undefined ? Buffer.from(text(contentBase64) ?? "", "base64") : Buffer.from(String(content));
  return bytes.length > 0 ? createHash("md5").update(bytes).digest("hex") : context.hex(32);
};

/** How a bucket encrypts what does not say how. */
function encryption(bucket: unknown, context: RuleContext): string {
  const [rule] = records(settingOf(context, BUCKET_ENCRYPTION, bucket)?.rules);
  return text(record(rule?.applyServerSideEncryptionByDefault).sseAlgorithm) ?? "AES256";
}

const isVersioned = (bucket: unknown, context: RuleContext): boolean =>
  record(settingOf(context, BUCKET_VERSIONING, bucket)?.versioningConfiguration).status === "Enabled";

const oneContent: Rule = (inputs) => {
  const contents = given(inputs, ["content", "contentBase64", "source"]);
  return contents.length > 1
    ? { code: "ConflictsWith", message: `"${contents[0] ?? ""}": conflicts with ${contents[1] ?? ""}` }
    : undefined;
};

const noAcls: Rule = ({ acl, bucket }, context) => {
  const { rule } = settingOf(context, BUCKET_OWNERSHIP_CONTROLS, bucket) ?? {};
  const ownership = text(record(rule).objectOwnership) ?? "BucketOwnerEnforced";
  return text(acl) !== undefined && acl !== "bucket-owner-full-control" && ownership === "BucketOwnerEnforced"
    ? { code: "AccessControlListNotSupported", message: "The bucket does not allow ACLs" }
    : undefined;
};

const object: Omit<ResourceType, "type"> = {
  documentation: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html",
  required: ["bucket"],
  defaults: { forceDestroy: false },
  overwrites: true,
  id: (inputs, context) => `${String(inputs.bucket)}/${keyOf(inputs, context)}`,
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: `${bucketArn(String(inputs.bucket), context)}/${keyOf(inputs, context)}`,
    key: keyOf(inputs, context),
    bucketKeyEnabled: inputs.bucketKeyEnabled ?? false,
    contentType: inputs.contentType ?? "application/octet-stream",
    etag: inputs.etag ?? etag(inputs, context),
    serverSideEncryption: inputs.serverSideEncryption ?? encryption(inputs.bucket, context),
    storageClass: inputs.storageClass ?? "STANDARD",
    versionId: isVersioned(inputs.bucket, context) ? context.hex(32) : "",
  }),
  assumed: ["versionId"],
  references: [
    bucketByName(),
    { path: "kmsKeyId", to: ["aws:kms/key:Key"], by: "arn", missing: "KMS.NotFoundException", except: /:alias\// },
  ],
  unique: none("an object is put over the one that has its key"),
  replaceOn: ["bucket", "key", "region"],
  formats: [
    {
      property: "key",
      pattern: /^[\s\S]{1,1024}$/,
      code: "KeyTooLongError",
      allowed: "1 to 1024 characters",
    },
    {
      property: "storageClass",
      pattern:
        /^(STANDARD|REDUCED_REDUNDANCY|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|GLACIER|DEEP_ARCHIVE|GLACIER_IR|EXPRESS_ONEZONE)$/,
      code: "InvalidStorageClass",
      allowed: "a storage class such as STANDARD or INTELLIGENT_TIERING",
    },
  ],
  refusals: [oneContent, noAcls],
  quotas: none("a bucket holds as many as you like"),
};

export const bucketObject: ResourceType = { ...object, type: BUCKET_OBJECT };
export const bucketObjectv2: ResourceType = { ...object, type: BUCKET_OBJECT_V2 };
