import { z } from "zod";
import { checked, parseJson } from "./json";
import type { Resource, Source } from "./resource";
import { SourceError } from "./source-error";
import { stateSchema, toResources } from "./state";

/** Versions of the state's shape that are read: 4 adds what the engine alone looks at. */
const versions: readonly number[] = [3, 4];

const exportSchema = z.object({
  version: z.number(),
  deployment: z
    .object({
      resources: z.array(stateSchema).optional(),
      pending_operations: z.array(z.object({ type: z.string(), resource: stateSchema })).nullish(),
    })
    .nullable(),
});

/**
 * Reads what `pulumi stack export` writes. What waits for its deletion, or was interrupted, is there with a doubt; what
 * was deleted and not made again is not there.
 *
 * @throws {SourceError} if the text is no export.
 */
export function readExport(name: string, text: string): Source {
  return exportFrom(name, parseJson(name, text));
}

/** @throws {SourceError} if it is no export. */
export function exportFrom(name: string, json: unknown): Source {
  const { version, deployment } = checked(name, exportSchema, json, 'what "pulumi stack export" writes');
  if (!versions.includes(version)) {
    throw new SourceError(name, `an export of version ${version}; those of ${versions.join(" and ")} are read`);
  }
  const states = (deployment?.resources ?? []).filter(({ pendingReplacement }) => pendingReplacement !== true);
  return { name, resources: withInterrupted(toResources(states), deployment?.pending_operations ?? []) };
}

type PendingOperation = NonNullable<NonNullable<z.output<typeof exportSchema>["deployment"]>["pending_operations"]>[0];

/** Nobody knows whether an operation that never ended has happened. */
function withInterrupted(resources: Resource[], operations: readonly PendingOperation[]): Resource[] {
  if (operations.length === 0) return resources;
  const interrupted = new Map(operations.map(({ type, resource }) => [resource.urn, `was interrupted while ${type}`]));
  const known = new Set(resources.map(({ urn }) => urn));
  return [
    ...resources.map((resource) => ({ ...resource, doubt: interrupted.get(resource.urn) ?? resource.doubt })),
    ...toResources(operations.map(({ resource }) => resource))
      .filter(({ urn }) => !known.has(urn))
      .map((resource) => ({ ...resource, doubt: interrupted.get(resource.urn) })),
  ];
}
