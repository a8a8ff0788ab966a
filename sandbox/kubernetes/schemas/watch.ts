import { isObject } from "../../wire/values";
import type { PropertyPath } from "../../resource-type";

/**
 * An object that remembers which of its fields were looked at. A validator that was compiled from a schema asks an
 * object for every field that the schema knows and for no other, so what nobody asked for is unknown to the schema. An
 * object that was asked for nothing may hold anything.
 */
export function watch(value: unknown): { readonly watched: unknown; readonly unread: () => readonly PropertyPath[] } {
  const seen = new Map<object, Seen>();
  return { watched: wrap(value, seen), unread: () => unread(value, seen, []) };
}

interface Seen {
  readonly wrapper: object;
  readonly fields: Set<string>;
}

function wrap(value: unknown, seen: Map<object, Seen>): unknown {
  if (!isObject(value)) {
    return value;
  }
  const known = seen.get(value);
  if (known) {
    return known.wrapper;
  }
  const fields = new Set<string>();
  const wrapper = new Proxy(value, {
    get(target, field) {
      if (typeof field === "symbol") {
        return Reflect.get(target, field) as unknown;
      }
      fields.add(field);
      return wrap(target[field], seen);
    },
  });
  seen.set(value, { wrapper, fields });
  return wrapper;
}

function unread(value: unknown, seen: Map<object, Seen>, path: PropertyPath): readonly PropertyPath[] {
  const fields = isObject(value) ? seen.get(value)?.fields : undefined;
  if (!isObject(value) || fields === undefined || fields.size === 0) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => unread(item, seen, [...path, index]));
  }
  return Object.entries(value).flatMap(([field, inner]) =>
    fields.has(field) ? unread(inner, seen, [...path, field]) : [[...path, field]],
  );
}
