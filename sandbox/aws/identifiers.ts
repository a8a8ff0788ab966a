import { createHash } from "node:crypto";

/** A UUID that is the same for the same seed. */
export const derivedUuid = (seed: string): string =>
  createHash("sha256")
    .update(seed)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
