/** Zones that sign their answers. */
import { createHash } from "node:crypto";

import { none } from "../../resource-type";
import type { Properties, Refusal, ResourceType, Rule } from "../../resource-type";
import { KEY } from "../kms";
import { list, text } from "../values";
import { statements } from "../iam/policy-documents";
import { isPublic } from "./delegation";
import { domain, RECORD, ZONE } from "./zone";

export const KEY_SIGNING_KEY = "aws:route53/keySigningKey:KeySigningKey";
export const ZONE_SIGNING = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec";

const API = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_";
const zoneReference = (inUse?: string) => ({
  path: "hostedZoneId",
  to: [ZONE],
  missing: "NoSuchHostedZone",
  ...(inUse !== undefined && { inUse }),
});

const publicOnly: Rule = ({ hostedZoneId }, { get }) => {
  const zone = get(ZONE, hostedZoneId);
  return zone && !isPublic(zone)
    ? { code: "InvalidArgument", message: `The hosted zone ${zone.id} is private: it cannot be signed.` }
    : undefined;
};

const invalidKey = (message: string): Refusal => ({ code: "InvalidKMSArn", message });

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html */
const usableKey: Rule = ({ keyManagementServiceArn }, { where }) => {
  const key = where(KEY, "arn", keyManagementServiceArn, "*")[0];
  if (key === undefined) {
    return undefined;
  }
  const { customerMasterKeySpec, keyUsage, policy } = key.outputs;
  if (key.region !== "us-east-1") {
    return invalidKey(`The key ${key.id} must be in us-east-1.`);
  }
  if (customerMasterKeySpec !== "ECC_NIST_P256" || keyUsage !== "SIGN_VERIFY") {
    return invalidKey(`The key ${key.id} must be an ECC_NIST_P256 key for SIGN_VERIFY.`);
  }
  return statements(policy).some(({ Principal }) => servicesOf(Principal).includes("dnssec-route53.amazonaws.com"))
    ? undefined
    : invalidKey(`The policy of the key ${key.id} must let dnssec-route53.amazonaws.com use it.`);
};

const servicesOf = (principal: unknown): readonly unknown[] => {
  const { Service } = (typeof principal === "object" && principal !== null ? principal : {}) as Properties;
  return [...list(Service), Service];
};

const digest = (...parts: unknown[]): string => createHash("sha256").update(parts.join("|")).digest("hex");

export const keySigningKey: ResourceType = {
  type: KEY_SIGNING_KEY,
  global: true,
  documentation: `${API}CreateKeySigningKey.html`,
  required: ["hostedZoneId", "keyManagementServiceArn"],
  defaults: { status: "ACTIVE" },
  autoname: { property: "name", maximumLength: 128 },
  id: ({ hostedZoneId, name }) => `${String(hostedZoneId)},${String(name)}`,
  computed: ({ hostedZoneId, keyManagementServiceArn }) => {
    const keyTag = Number.parseInt(digest(hostedZoneId, keyManagementServiceArn, "tag").slice(0, 4), 16);
    const publicKey = Buffer.from(digest(keyManagementServiceArn, "key").repeat(2), "hex").toString("base64");
    const digestValue = digest(hostedZoneId, publicKey).toUpperCase();
    return {
      digestAlgorithmMnemonic: "SHA-256",
      digestAlgorithmType: 2,
      digestValue,
      dnskeyRecord: `257 3 13 ${publicKey}`,
      dsRecord: `${keyTag} 13 2 ${digestValue}`,
      flag: 257,
      keyTag,
      publicKey,
      signingAlgorithmMnemonic: "ECDSAP256SHA256",
      signingAlgorithmType: 13,
    };
  },
  assumed: ["publicKey"],
  references: [
    zoneReference("HostedZoneNotEmpty"),
    { path: "keyManagementServiceArn", to: [KEY], by: "arn", missing: "InvalidKMSArn" },
  ],
  unique: [
    {
      scope: "account",
      key: ({ hostedZoneId, name }) => text(name) && `${String(hostedZoneId)}/${String(name)}`,
      code: "KeySigningKeyAlreadyExists",
      message: ({ name }) => `The key-signing key ${String(name)} already exists.`,
    },
  ],
  replaceOn: ["hostedZoneId", "keyManagementServiceArn", "name"],
  formats: [
    {
      property: "name",
      pattern: /^\w{3,128}$/,
      code: "InvalidKeySigningKeyName",
      allowed: "3 to 128 letters, digits and underscores",
    },
    { property: "status", pattern: /^(ACTIVE|INACTIVE)$/, code: "InvalidInput", allowed: "ACTIVE or INACTIVE" },
  ],
  refusals: [publicOnly, usableKey],
  quotas: [
    {
      name: "Key signing keys per hosted zone",
      limit: 2,
      per: ({ hostedZoneId }) => String(hostedZoneId),
      code: "TooManyKeySigningKeys",
      documentation: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html",
    },
  ],
  inUse: [
    ({ hostedZoneId }, { where }) =>
      where(ZONE_SIGNING, "hostedZoneId", hostedZoneId).some(({ outputs }) => outputs.signingStatus === "SIGNING")
        ? {
            code: "KeySigningKeyInUse",
            message: `The hosted zone ${String(hostedZoneId)} signs with the key-signing key.`,
            retried: true,
          }
        : undefined,
  ],
};

const needsActiveKey: Rule = ({ hostedZoneId, signingStatus }, { where }) =>
  signingStatus === "SIGNING" &&
  !where(KEY_SIGNING_KEY, "hostedZoneId", hostedZoneId).some(({ outputs }) => outputs.status === "ACTIVE")
    ? {
        code: "KeySigningKeyWithActiveStatusNotFound",
        message: `The hosted zone ${String(hostedZoneId)} has no active key-signing key.`,
        retried: true,
      }
    : undefined;

/** Resolvers that know the DS record find no name of a zone that does not sign. */
const dsRecordFirst: Rule = ({ hostedZoneId }, { get, where }) => {
  const name = domain(get(ZONE, hostedZoneId)?.outputs.name);
  return where(RECORD, "fqdn", name).some(({ outputs }) => outputs.type === "DS")
    ? {
        code: "KeySigningKeyInParentDSRecord",
        message: `The parent of ${name} has a DS record for it. Remove it first, and wait for its TTL.`,
        retried: true,
      }
    : undefined;
};

export const zoneSigning: ResourceType = {
  type: ZONE_SIGNING,
  global: true,
  documentation: `${API}EnableHostedZoneDNSSEC.html`,
  required: ["hostedZoneId"],
  defaults: { signingStatus: "SIGNING" },
  overwrites: true,
  id: ({ hostedZoneId }) => String(hostedZoneId),
  computed: () => ({}),
  references: [zoneReference("HostedZoneNotEmpty")],
  unique: none("signing what signs already changes nothing"),
  replaceOn: ["hostedZoneId"],
  formats: [
    {
      property: "signingStatus",
      pattern: /^(SIGNING|NOT_SIGNING)$/,
      code: "InvalidInput",
      allowed: "SIGNING or NOT_SIGNING",
    },
  ],
  refusals: [publicOnly, needsActiveKey],
  quotas: none("a zone has one of it"),
  inUse: [dsRecordFirst],
};
