import { thingOf } from "../aws/modelled-types";
import type { Resource, Source } from "./resource";
import { hidden, isMap, type StateMap, type StateValue } from "./values";

/** All resources of all sources, each physical thing once. */
export interface ResourceGraph {
  readonly resources: readonly Resource[];
  readonly ofType: (...types: readonly string[]) => readonly Resource[];
  /** Where sources say different things of one resource. */
  readonly contradictions?: readonly Contradiction[];
}

/** Two resources that are one physical thing, and do not agree. */
export interface Contradiction {
  readonly id: string;
  /** The one that is believed: it manages the thing. Where both or none does, what they differ in is not known. */
  readonly kept: string;
  readonly other: string;
  readonly properties: readonly string[];
}

/**
 * Joins sources: stacks, regions and accounts meet by physical ids. Where one stack manages a resource and others read
 * it, the one that manages it speaks.
 */
export function joinSources(sources: readonly Source[]): ResourceGraph {
  const things = new Map<string, Resource>();
  const contradictions: Contradiction[] = [];
  for (const { resources } of sources) {
    for (const resource of resources) {
      const key = keyOf(resource);
      const known = things.get(key);
      things.set(key, known === undefined ? resource : joined(known, resource, contradictions));
    }
  }
  return graphOf([...things.values()], contradictions);
}

/** A graph of resources that are one each. */
export function graphOf(resources: readonly Resource[], contradictions: readonly Contradiction[] = []): ResourceGraph {
  const byType = new Map<string, Resource[]>();
  for (const resource of resources) {
    const same = byType.get(resource.type);
    if (same === undefined) byType.set(resource.type, [resource]);
    else same.push(resource);
  }
  return {
    resources,
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    contradictions,
  };
}

/** Ids that no other account or region can have: ARNs, and those that AWS draws. */
const unique = /^arn:|-[0-9a-f]{17}\b/;

function keyOf({ type, id, urn, place }: Resource): string {
  if (id === undefined) return urn;
  const key = `${thingOf(type) ?? type} ${id}`;
  return unique.test(id) ? key : `${key} ${place?.account ?? ""} ${place?.region ?? ""}`;
}

function joined(known: Resource, other: Resource, contradictions: Contradiction[]): Resource {
  const [kept, left] = known.external && !other.external ? [other, known] : [known, other];
  // A thing that is doubted by one and known by another is there.
  if (kept.doubt !== undefined && left.doubt === undefined) return left;
  if (left.doubt !== undefined && kept.doubt === undefined) return kept;
  const properties = differences(kept.outputs, left.outputs);
  if (properties.length === 0) return kept;
  contradictions.push({ id: kept.id ?? kept.urn, kept: kept.urn, other: left.urn, properties });
  return kept.external === left.external ? without(kept, properties) : kept;
}

/** Of which both say something, and not the same. Tags decide nothing. */
function differences(one: StateMap, other: StateMap): string[] {
  return Object.keys(one).filter((name) => {
    const [a, b]: (StateValue | undefined)[] = [one[name], other[name]];
    return !name.startsWith("tags") && a !== b && said(a) && said(b) && canonical(a) !== canonical(b);
  });
}

function said(value: StateValue | undefined): value is StateValue {
  if (value === undefined || value === null || value === "" || value === hidden) return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

/** The same text for equal values, whatever the order of lists and keys: AWS's are mostly sets. */
function canonical(value: StateValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (isMap(value)) {
    const entries = Object.entries(value).filter(([, item]) => said(item));
    return `{${entries
      .map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`)
      .sort()
      .join()}}`;
  }
  return value === hidden ? "hidden" : JSON.stringify(value);
}

function without(resource: Resource, properties: readonly string[]): Resource {
  const unsaid: StateMap = Object.fromEntries(properties.map((name): [string, StateValue] => [name, hidden]));
  return { ...resource, inputs: { ...resource.inputs, ...unsaid }, outputs: { ...resource.outputs, ...unsaid } };
}
