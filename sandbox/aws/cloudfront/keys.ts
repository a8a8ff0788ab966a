/** Keys by which signed URLs are checked. */
import { createPublicKey } from "node:crypto";

import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { texts } from "../values";
import { API, etag, invalid, KEY_GROUP, PUBLIC_KEY, quota, QUOTAS, shortId, uniqueName, uuid } from "./types";

/** RSA with 2048 bits, or ECDSA on P-256. */
const usable: Rule = ({ encodedKey }) => {
  const key = parsed(String(encodedKey));
  const { modulusLength, namedCurve } = key?.asymmetricKeyDetails ?? {};
  return modulusLength === 2048 || namedCurve === "prime256v1"
    ? undefined
    : invalid("Your request contains empty/invalid/out of limits RSA Encoded Key");
};

function parsed(pem: string) {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

export const publicKey: ResourceType = {
  type: PUBLIC_KEY,
  global: true,
  documentation: `${API}PublicKey.html`,
  required: ["encodedKey"],
  defaults: { comment: "Managed by Pulumi" },
  autoname: { property: "name", maximumLength: 128 },
  id: (_inputs, context) => shortId("K", context),
  computed: (inputs, context, old) => ({
    etag: etag(inputs),
    callerReference: old?.callerReference ?? context.hex(26),
    namePrefix: inputs.namePrefix ?? "",
  }),
  references: none("key groups name it, not the other way round"),
  unique: uniqueName("PublicKeyAlreadyExists", "public key"),
  replaceOn: ["encodedKey", "name", "namePrefix"],
  formats: [
    {
      property: "encodedKey",
      pattern: /^-----BEGIN PUBLIC KEY-----\s/,
      code: "InvalidArgument",
      allowed: "a public key in PEM",
    },
  ],
  refusals: [usable],
  quotas: quota("Public keys per AWS account", 10, "TooManyPublicKeys"),
};

export const keyGroup: ResourceType = {
  type: KEY_GROUP,
  global: true,
  documentation: `${API}KeyGroup.html`,
  required: ["items"],
  defaults: {},
  autoname: { property: "name", maximumLength: 128 },
  id: uuid,
  computed: (inputs) => ({ etag: etag(inputs) }),
  references: [{ path: "items[]", to: [PUBLIC_KEY], missing: "InvalidArgument", inUse: "PublicKeyInUse" }],
  unique: uniqueName("KeyGroupAlreadyExists", "key group"),
  replaceOn: none("all of it can be changed"),
  formats: none("its keys are references"),
  refusals: [
    ({ items }) => (texts(items).length === 0 ? invalid("The parameter Items of a key group is empty.") : undefined),
  ],
  quotas: [
    { name: "Key groups per AWS account", limit: 10, code: "TooManyKeyGroups", documentation: QUOTAS },
    {
      name: "Public keys in a single key group",
      limit: 5,
      used: ({ items }) => texts(items).length,
      code: "TooManyPublicKeysInKeyGroup",
      documentation: QUOTAS,
    },
  ],
};
