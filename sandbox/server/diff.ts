import type { Properties, PropertyPath, ResourceType } from "../resource-type";
import { isObject, isUnknown } from "../wire/values";
import { isGenerated } from "./check";
import { format, generalize } from "./property-path";
import { entries } from "./table";

export type DiffKind = "add" | "delete" | "update";

export interface PropertyDiff {
  readonly kind: DiffKind;
  readonly replaces: boolean;
  /** Whether inputs differ; otherwise an output would change. */
  readonly input: boolean;
}

/** By path in Pulumi's notation. */
export type PropertyDiffs = ReadonlyMap<string, PropertyDiff>;

/** How new inputs differ from old ones, and what of it replaces the resource. */
export function inputDiffs(olds: Properties, news: Properties, replaceOn: readonly string[]): PropertyDiffs {
  return new Map(
    differences(olds, news).map(({ path, kind }) => [
      format(path),
      { kind, replaces: replaceOn.some((prefix) => covers(prefix, generalize(path))), input: true },
    ]),
  );
}

/** Which outputs, of those that a resource has, would become others because its provider is bound elsewhere. */
export function bindingDiffs(outputs: Properties, binding: Properties): PropertyDiffs {
  return new Map(
    Object.entries(binding)
      .filter(([name, value]) => outputs[name] !== undefined && outputs[name] !== value)
      .map(([name]) => [name, { kind: "update", replaces: true, input: false }]),
  );
}

/** Whether a replacement deletes first: a name that was given by hand and stays the same cannot exist twice. */
export function deletesFirst(row: ResourceType, olds: Properties, news: Properties, logicalName: string): boolean {
  if (row.deleteBeforeReplace || !row.autoname) {
    return row.deleteBeforeReplace ?? false;
  }
  const name = news[row.autoname.property];
  return name === olds[row.autoname.property] && !isGenerated(name, logicalName);
}

/** Inputs whose change replaces a resource that has the old inputs and shall have the new ones. */
export const replacements = (row: ResourceType, olds: Properties, news: Properties): readonly string[] => [
  ...entries(row.replaceOn),
  ...(row.replaceWhen?.(olds, news) ?? []),
];

/** The new inputs as the provider compares them with the old ones: a difference that it overlooks is none. */
export const compared = (row: ResourceType, olds: Properties, news: Properties): Properties => ({
  ...news,
  ...Object.fromEntries((row.overlooks?.(olds, news) ?? []).map((name) => [name, olds[name]])),
});

/** A difference within a property is one of the property. */
const covers = (prefix: string, path: string): boolean =>
  path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);

interface Difference {
  readonly path: PropertyPath;
  readonly kind: DiffKind;
}

function differences(old: unknown, now: unknown, path: PropertyPath = []): readonly Difference[] {
  if (old === undefined || now === undefined) {
    return old === now ? [] : [{ path, kind: old === undefined ? "add" : "delete" }];
  }
  if (!isObject(old) || !isObject(now) || Array.isArray(old) !== Array.isArray(now)) {
    return old === now && !isUnknown(now) ? [] : [{ path, kind: "update" }];
  }
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keys].flatMap((key) => differences(old[key], now[key], [...path, Array.isArray(old) ? Number(key) : key]));
}
