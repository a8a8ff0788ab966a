/** The typed model of what all sources say together. */
export type * from "./filters";
export type * from "./interfaces";
export type * from "./load-balancing";
export type * from "./network";
export type * from "./transit";
export { isUnknown } from "./value";
export type { Evidence, Unknown, Value } from "./value";
export type * from "./vpc";
export { buildNetwork } from "./build";
