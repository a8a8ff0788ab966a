import { isDeepStrictEqual } from "node:util";
import type { Properties, PropertyPath } from "../../resource-type";
import { at } from "../../wire/secrets";
import { isObject } from "../../wire/values";

export const equal = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one, other);

/** An object without some of its fields. */
export const without = (object: Properties, ...fields: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)));

/** The value at a path of names: `spec.selector`. */
export const valueAt = (object: Properties, path: string): unknown => at(object, path.split("."));

const isMap = (value: unknown): value is Properties => isObject(value) && !Array.isArray(value);

/**
 * What server-side apply makes of a live value: fields that were applied before and are no longer asked for go, the
 * others of the live value stay. Lists are taken as a whole.
 */
export function applied(live: unknown, before: unknown, now: unknown): unknown {
  if (!isMap(live) || !isMap(now)) {
    return now;
  }
  const owned = isMap(before) ? before : {};
  const kept = Object.entries(live).filter(([key]) => key in now || !(key in owned));
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(Object.entries(now).map(([key, value]) => [key, applied(live[key], owned[key], value)])),
  };
}

/** A live value without the single fields that somebody applied and gives up. */
export const relinquished = (live: Properties, given: Properties): Properties =>
  Object.fromEntries(
    Object.entries(live).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
      const before = given[key];
      if (isMap(value) && isMap(before)) {
        return [[key, relinquished(value, before)]];
      }
      return key in given ? [] : [[key, value]];
    }),
  );

/** What of a live value its owner once asked for: the rest was added by the server. */
export function pruned(live: unknown, asked: unknown): unknown {
  if (Array.isArray(live) && Array.isArray(asked)) {
    const values: readonly unknown[] = live;
    return values.slice(0, asked.length).map((value, index) => pruned(value, asked[index]));
  }
  return isMap(live) && isMap(asked)
    ? Object.fromEntries(
        Object.entries(live)
          .filter(([key]) => key in asked)
          .map(([key, value]) => [key, pruned(value, asked[key])]),
      )
    : live;
}

/** Paths at which both values have something, and something else. */
export function conflicts(one: unknown, other: unknown, path: PropertyPath = []): readonly PropertyPath[] {
  if (isMap(one) && isMap(other)) {
    return Object.keys(one)
      .filter((key) => key in other)
      .flatMap((key) => conflicts(one[key], other[key], [...path, key]));
  }
  return equal(one, other) ? [] : [path];
}
