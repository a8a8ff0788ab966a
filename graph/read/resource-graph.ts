import type { Resource, Source } from "./resource";

/** All resources of all sources, each physical thing once. */
export interface ResourceGraph {
  readonly resources: readonly Resource[];
  readonly ofType: (...types: readonly string[]) => readonly Resource[];
}

/**
 * Joins sources: stacks, regions and accounts meet by physical ids. Where one stack manages a resource and others read
 * it, the one that manages it speaks.
 */
export function joinSources(sources: readonly Source[]): ResourceGraph {
  const things = new Map<string, Resource>();
  for (const { resources } of sources) {
    for (const resource of resources) {
      const key = resource.id === undefined ? resource.urn : `${resource.type} ${resource.id}`;
      const known = things.get(key);
      if (known === undefined || (known.external && !resource.external)) {
        things.set(key, resource);
      }
    }
  }
  const resources = [...things.values()];
  const byType = new Map<string, Resource[]>();
  for (const resource of resources) {
    const same = byType.get(resource.type);
    if (same === undefined) byType.set(resource.type, [resource]);
    else same.push(resource);
  }
  return { resources, ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []) };
}
