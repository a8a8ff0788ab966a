import { irrelevantTypes, networkModules } from "../../aws/irrelevant-types";
import { thingOf } from "../../aws/modelled-types";
import { unmodelledTypes } from "../../aws/unmodelled-types";
import { isMap, type Resource, type ResourceGraph, type StateValue } from "../../read";
import type { Unmodelled } from "../network";
import { isUnknown } from "../value";
import { evidenceOf, idOf, property } from "./properties";

const modules: ReadonlySet<string> = new Set(networkModules);

/** What decides about packets, and is not modelled: types that are known for it, and types that nobody knows. */
export function unmodelled(graph: ResourceGraph): Unmodelled[] {
  return graph.resources.flatMap((resource): Unmodelled[] => {
    const { type } = resource;
    const acting = Object.hasOwn(unmodelledTypes, type) ? unmodelledTypes[type] : undefined;
    if (acting === undefined && !isStrange(type)) return [];
    const ids = (acting ?? []).flatMap((path) => idsAt(resource, path));
    return [{ evidence: evidenceOf(resource), type, actsOn: [...new Set(ids)] }];
  });
}

/** Whether it is of a module in which every type matters, and in no table. */
function isStrange(type: string): boolean {
  const [provider, module = ""] = type.split(/[:/]/);
  return provider === "aws" && modules.has(module) && thingOf(type) === undefined && !irrelevantTypes.has(type);
}

function idsAt(resource: Resource, path: string): string[] {
  if (path === "id") return [idOf(resource)];
  const [first = "", ...rest] = path.split(".");
  const value = property(resource, first);
  return isUnknown(value) || value === undefined ? [] : within(value, rest).map(plainId);
}

function within(value: StateValue | undefined, [name, ...rest]: readonly string[]): string[] {
  if (Array.isArray(value)) {
    return (value as readonly StateValue[]).flatMap((item) => within(item, name === undefined ? [] : [name, ...rest]));
  }
  if (name !== undefined) return isMap(value) ? within(value[name], rest) : [];
  return typeof value === "string" && value !== "" ? [value] : [];
}

/** A VPC or subnet is named by its id, also where the property has its ARN. */
function plainId(id: string): string {
  const match = /^arn:.*:(?:vpc|subnet|transit-gateway|transit-gateway-route-table|vpn-connection)\/(.+)$/.exec(id);
  return match?.[1] ?? id;
}
