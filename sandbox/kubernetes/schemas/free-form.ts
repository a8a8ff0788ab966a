import type { PropertyPath } from "../../resource-type";

/**
 * What the packages leave out although the published schemas have it: fields that are called like a schema's own
 * `description`, and the values inside a custom resource's own schema.
 */
export const freeForm = (path: PropertyPath): boolean =>
  path.at(-1) === "description" || path.includes("openAPIV3Schema");
