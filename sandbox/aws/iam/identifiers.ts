import { createHash } from "node:crypto";

import type { CreateContext } from "../../resource-type";

export const IAM_QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

/** The sandbox has no clock: everything in it was made on one day. */
export const CREATED = "2026-01-01T00:00:00Z";

/** Unique id such as `AROA…`: a prefix by kind and 17 of A-Z and 2-7. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export function uniqueId(prefix: string, context: CreateContext): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bytes = createHash("sha256").update(context.hex(32)).digest().subarray(0, 17);
  return prefix + [...bytes].map((byte) => letters.charAt(byte % letters.length)).join("");
}
