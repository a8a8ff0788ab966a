import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { derivedUuid } from "../identifiers";
import { given, number, text } from "../values";
import { SECRET } from "./secret";

export const SECRET_VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const LIMITS = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html";
const MOST_BYTES = 65_536;

const oneValue: Rule = (inputs) =>
  given(inputs, ["secretString", "secretBinary", "secretStringWo"]).length === 1
    ? undefined
    : {
        code: "InvalidParameterException",
        message: "You must provide either SecretString or SecretBinary.",
      };

const fits: Rule = ({ secretString, secretBinary }) =>
  Buffer.byteLength(text(secretString) ?? text(secretBinary) ?? "") > MOST_BYTES
    ? { code: "ValidationException", message: `A secret's value has at most ${MOST_BYTES} bytes.` }
    : undefined;

export const secretVersion: ResourceType = {
  type: SECRET_VERSION,
  documentation: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html",
  required: ["secretId"],
  defaults: {},
  id: ({ secretId }, context) => `${String(secretId)}|${derivedUuid(context.hex(64))}`,
  computed: (inputs, context, old) => ({
    region: context.region,
    arn: inputs.secretId,
    secretArn: inputs.secretId,
    versionId: text(old?.versionId) ?? derivedUuid(context.hex(64)),
    // A version that was current before has AWSPREVIOUS: no program states that.
    versionStages: inputs.versionStages ?? old?.versionStages ?? ["AWSCURRENT"],
    hasSecretStringWo: number(inputs.secretStringWoVersion) !== undefined,
  }),
  secretOutputs: ["secretString", "secretBinary", "secretStringWo"],
  references: [{ path: "secretId", to: [SECRET], missing: "ResourceNotFoundException" }],
  unique: none("versions have no names"),
  replaceOn: ["region", "secretId", "secretBinary", "secretString", "secretStringWoVersion"],
  formats: none("a value is whatever it is"),
  refusals: [oneValue, fits],
  quotas: [
    {
      name: "Staging labels of a version",
      limit: 20,
      used: ({ versionStages }) => (Array.isArray(versionStages) ? versionStages.length : 1),
      code: "LimitExceededException",
      documentation: `${LIMITS} (L-7B4B7C9F)`,
    },
  ],
};
