import type { Properties } from "../../resource-type";
import { record, records } from "../values";

export const READ_METHODS = ["GET", "HEAD"];
export const WRITE_METHODS = ["DELETE", "PATCH", "POST", "PUT"];

/** The behaviours of patterns, and the default one. */
export const behaviorsOf = ({ defaultCacheBehavior, orderedCacheBehaviors }: Properties): readonly Properties[] => [
  ...records(orderedCacheBehaviors),
  record(defaultCacheBehavior),
];
