import type { ResourceType, Rule } from "../../resource-type";
import { KEY } from "../kms";
import { arn, standard } from "../standard";
import { given, number, text } from "../values";

export const PARAMETER = "aws:ssm/parameter:Parameter";
const QUOTAS = "https://docs.aws.amazon.com/general/latest/gr/ssm.html";

const oneValue: Rule = (inputs) => {
  const count = given(inputs, ["value", "insecureValue", "valueWo"]).length;
  return count === 1
    ? undefined
    : {
        code: "ValidationException",
        message: `Exactly one of value, insecureValue and valueWo is needed, not ${count}.`,
      };
};

/** 4 KB in the standard tier, 8 KB in the advanced one. */
const valueFits: Rule = ({ value, insecureValue, tier }) => {
  const size = Buffer.byteLength(text(value) ?? text(insecureValue) ?? "");
  const limit = tier === "Advanced" || tier === "Intelligent-Tiering" ? 8192 : 4096;
  return size > limit
    ? {
        code: "ValidationException",
        message: `Standard tier parameters support a maximum parameter value of 4096 characters, advanced ones 8192 (it has ${size}).`,
      }
    : undefined;
};

const pattern: Rule = ({ allowedPattern, value, insecureValue }) => {
  const content = text(value) ?? text(insecureValue) ?? "";
  return text(allowedPattern) && !new RegExp(String(allowedPattern)).test(content)
    ? {
        code: "ParameterPatternMismatchException",
        message: `Parameter value, cannot be validated against allowedPattern: ${String(allowedPattern)}`,
      }
    : undefined;
};

export const parameter: ResourceType = {
  type: PARAMETER,
  documentation: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
  required: ["type"],
  defaults: {},
  autoname: { property: "name", maximumLength: 2048 },
  id: ({ name }) => String(name),
  computed: (inputs, context, old) => {
    const name = String(inputs.name);
    return {
      ...standard(inputs, context),
      arn: inputs.arn ?? arn(context, "ssm", `parameter${name.startsWith("/") ? "" : "/"}${name}`),
      dataType: inputs.dataType ?? "text",
      hasValueWo: inputs.valueWo !== undefined,
      insecureValue: inputs.type === "SecureString" ? "" : (inputs.insecureValue ?? inputs.value ?? ""),
      keyId: inputs.keyId ?? (inputs.type === "SecureString" ? "alias/aws/ssm" : ""),
      tier: inputs.tier ?? "Standard",
      value: inputs.value ?? inputs.insecureValue ?? "",
      version: (number(old?.version) ?? 0) + 1,
    };
  },
  secretOutputs: ["value", "valueWo"],
  references: [{ path: "keyId", to: [KEY], missing: "InvalidKeyId", except: /^(alias\/|arn:)/ }],
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name),
      code: "ParameterAlreadyExists",
      message: () =>
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    },
  ],
  replaceOn: ["region", "name", "dataType"],
  formats: [
    {
      property: "type",
      pattern: /^(String|StringList|SecureString)$/,
      code: "ValidationException",
      allowed: "String, StringList or SecureString",
    },
    {
      property: "name",
      pattern: /^(?!\/?(aws|ssm))[\w.\-/]{1,2048}$/i,
      code: "ValidationException",
      allowed: "letters, digits and _.-/; it cannot begin with aws or ssm",
    },
    {
      property: "tier",
      pattern: /^(Standard|Advanced|Intelligent-Tiering)$/,
      code: "ValidationException",
      allowed: "Standard, Advanced or Intelligent-Tiering",
    },
  ],
  refusals: [
    ({ name }) =>
      String(name).includes("/") && !String(name).startsWith("/")
        ? { code: "ValidationException", message: "Parameter name must be a fully qualified name: it begins with /." }
        : undefined,
    oneValue,
    valueFits,
    pattern,
  ],
  quotas: [
    {
      name: "Parameters per account and Region",
      limit: 10_000,
      code: "ParameterLimitExceeded",
      documentation: `${QUOTAS} (L-88E8E51C)`,
    },
  ],
};
