import type { OpType, StepEventMetadata } from "@pulumi/pulumi/automation";

/** A resource that an operation changes, or would change. */
export interface Change {
  readonly operation: ChangeOperation;
  readonly urn: string;
  readonly type: string;
  /** Paths of the properties that change, when the provider tells. */
  readonly properties?: readonly string[];
  /** Those of them that force the replacement. */
  readonly forces?: readonly string[];
}

export type ChangeOperation = "create" | "update" | "replace" | "delete" | "import";

/** The engine's steps that are changes to a person. A replacement is three steps, of which one speaks for all. */
const changeOf: Readonly<Partial<Record<OpType, ChangeOperation>>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
  import: "import",
  "import-replacement": "replace",
};

/** The step as a change; undefined for steps that change nothing, or that are a part of another. */
export function readChange({ op, urn, type, keys, diffs, detailedDiff }: StepEventMetadata): Change | undefined {
  const operation = changeOf[op];
  if (operation === undefined) {
    return undefined;
  }
  const detailed = Object.entries(detailedDiff ?? {});
  const properties = detailed.length > 0 ? detailed.map(([path]) => path) : (diffs ?? []);
  const forcing = detailed.filter(([, { diffKind }]) => diffKind.endsWith("-replace")).map(([path]) => path);
  const forces = operation !== "replace" ? [] : forcing.length > 0 ? forcing : (keys ?? []);
  return {
    operation,
    urn,
    type,
    ...(properties.length > 0 && { properties: [...properties].sort() }),
    ...(forces.length > 0 && { forces: [...forces].sort() }),
  };
}
