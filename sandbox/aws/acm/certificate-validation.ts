import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { domain } from "../route53/zone";
import { records, texts } from "../values";
import { CERTIFICATE, unpublished } from "./names";

const byDns: Rule = ({ certificateArn }, { get }) => {
  const found = get(CERTIFICATE, certificateArn)?.outputs;
  return found !== undefined && found.type !== "AMAZON_ISSUED"
    ? {
        code: "UnsupportedCertificate",
        message: `Certificate ${String(certificateArn)} has type ${String(found.type)}, only AMAZON_ISSUED is supported`,
      }
    : undefined;
};

/** What the provider compares before it waits. */
const allRecords: Rule = ({ certificateArn, validationRecordFqdns }, { get }) => {
  const known = texts(validationRecordFqdns).map(domain);
  const missing = records(get(CERTIFICATE, certificateArn)?.outputs.domainValidationOptions)
    .map(({ resourceRecordName }) => String(resourceRecordName))
    .filter((name) => !known.includes(domain(name)));
  return validationRecordFqdns !== undefined && missing.length > 0
    ? { code: "MissingValidationRecord", message: `missing ${missing[0] ?? ""} DNS validation record` }
    : undefined;
};

const issued: Rule = ({ certificateArn }, context) => {
  const certificate = context.get(CERTIFICATE, certificateArn);
  const missing = certificate === undefined ? [] : unpublished(certificate, context);
  return missing.length > 0
    ? {
        code: "Timeout",
        message:
          `timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s): ` +
          `nobody finds ${missing.join(", ")}. The record is missing, or its zone is not delegated.`,
        retried: true,
      }
    : undefined;
};

export const certificateValidation: ResourceType = {
  type: "aws:acm/certificateValidation:CertificateValidation",
  documentation: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
  required: ["certificateArn"],
  defaults: {},
  overwrites: true,
  id: ({ certificateArn }) => String(certificateArn),
  computed: (_inputs, { region }) => ({ region }),
  references: [{ path: "certificateArn", to: [CERTIFICATE], by: "arn", missing: "ResourceNotFoundException" }],
  unique: none("waiting twice is waiting"),
  replaceOn: ["region", "certificateArn", "validationRecordFqdns"],
  formats: none("its inputs are references and names of records"),
  refusals: [byDns, allRecords, issued],
  quotas: none("it is no resource of AWS: the provider waits"),
};
