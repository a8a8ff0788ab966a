import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { derivedUuid } from "../identifiers";
import { arn, kept, standard } from "../standard";
import { given, record, text } from "../values";
import { CERTIFICATE, namesOf, validationOption } from "./names";

const QUOTAS = "https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html";

const requestedOrImported: Rule = (inputs) => {
  const requested = text(inputs.domainName) !== undefined;
  const imported = given(inputs, ["certificateBody", "privateKey", "privateKeyWo"]).length > 0;
  return requested === imported
    ? { code: "ValidationException", message: "Either domainName or certificateBody and privateKey must be set." }
    : undefined;
};

/** The first name is the certificate's common name. */
const commonName: Rule = ({ domainName }) =>
  (text(domainName) ?? "").length > 64
    ? { code: "InvalidDomainValidationOptionsException", message: "The first domain name has at most 64 characters." }
    : undefined;

const needsMethod: Rule = ({ domainName, validationMethod, certificateAuthorityArn }) =>
  text(domainName) !== undefined && text(validationMethod) === undefined && text(certificateAuthorityArn) === undefined
    ? { code: "ValidationException", message: "validationMethod must be set for a certificate that is requested." }
    : undefined;

/** Of the provider's day on; ACM's certificates live for 13 months. */
const after = (today: string, months: number): string => {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().replace(".000", "");
};

export const certificate: ResourceType = {
  type: CERTIFICATE,
  documentation: "https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html",
  required: [],
  defaults: {},
  id: (_inputs, context) => arn(context, "acm", `certificate/${derivedUuid(context.hex(64))}`),
  computed: (inputs, context, old) => {
    const imported = text(inputs.domainName) === undefined;
    const names = namesOf(inputs);
    return {
      ...standard(inputs, context),
      arn: kept(old, "arn", () => arn(context, "acm", `certificate/${derivedUuid(context.hex(64))}`)),
      domainName: inputs.domainName ?? "",
      subjectAlternativeNames: names,
      domainValidationOptions:
        inputs.validationMethod === "DNS" ? names.map((name) => validationOption(name, context.account)) : [],
      keyAlgorithm: inputs.keyAlgorithm ?? "RSA_2048",
      options: {
        certificateTransparencyLoggingPreference: "ENABLED",
        export: "DISABLED",
        ...record(inputs.options),
      },
      // Who waits for it is `CertificateValidation`: this one says what it was when it was requested.
      status: imported ? "ISSUED" : (old?.status ?? "PENDING_VALIDATION"),
      type: imported ? "IMPORTED" : text(inputs.certificateAuthorityArn) ? "PRIVATE" : "AMAZON_ISSUED",
      validationMethod: inputs.validationMethod ?? "NONE",
      validationEmails: [],
      notBefore: imported ? (old?.notBefore ?? after(context.today, 0)) : "",
      notAfter: imported ? (old?.notAfter ?? after(context.today, 13)) : "",
      pendingRenewal: false,
      renewalEligibility: "INELIGIBLE",
      renewalSummaries: [],
    };
  },
  assumed: ["domainValidationOptions"],
  references: [
    {
      path: "certificateAuthorityArn",
      to: ["aws:acmpca/certificateAuthority:CertificateAuthority"],
      by: "arn",
      missing: "InvalidArnException",
      inUse: "InvalidStateException",
    },
  ],
  unique: none("a name may have any number of certificates"),
  replaceOn: [
    "region",
    "certificateAuthorityArn",
    "domainName",
    "keyAlgorithm",
    "subjectAlternativeNames",
    "validationMethod",
    "validationOptions",
  ],
  formats: [
    {
      property: "domainName",
      pattern: /^(\*\.)?([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/,
      code: "ValidationException",
      allowed: "a domain name in lower case; *. may stand before it",
    },
    {
      property: "subjectAlternativeNames[]",
      pattern: /^(\*\.)?([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/,
      code: "ValidationException",
      allowed: "a domain name in lower case; *. may stand before it",
    },
    {
      property: "validationMethod",
      pattern: /^(DNS|EMAIL|NONE)$/,
      code: "ValidationException",
      allowed: "DNS, EMAIL or NONE",
    },
    {
      property: "keyAlgorithm",
      pattern: /^(RSA_(1024|2048|3072|4096)|EC_(prime256v1|secp384r1|secp521r1))$/,
      code: "ValidationException",
      allowed: "RSA_2048, RSA_3072, RSA_4096, EC_prime256v1, EC_secp384r1 or EC_secp521r1",
    },
  ],
  refusals: [requestedOrImported, commonName, needsMethod],
  quotas: [
    {
      name: "ACM certificates",
      limit: 2500,
      code: "LimitExceededException",
      documentation: `${QUOTAS} (L-F141DD1D)`,
    },
    {
      name: "Domain names per ACM certificate",
      limit: 10,
      used: (inputs) => namesOf(inputs).length,
      code: "LimitExceededException",
      documentation: `${QUOTAS} (L-FB94F0B0)`,
    },
  ],
};
