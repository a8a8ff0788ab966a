import { z } from "zod";
import type { AnyContract } from "../contract";

export type Shape = z.core.JSONSchema.BaseSchema;

/** The shape of a contract's outputs as JSON Schema: what a release keeps of it. */
export function shapeOf({ schema }: AnyContract): Shape {
  return z.toJSONSchema(schema, { io: "input" });
}

/**
 * What breaks for a reader of the released shape when a producer has the current one. What is only added breaks
 * nothing.
 */
export function breaks(released: Shape, current: Shape, path: readonly string[] = []): string[] {
  const place = path.join(".") || "outputs";
  if (released.anyOf !== undefined || current.anyOf !== undefined) {
    return newOptions(released, current).map(() => `${place}: may have a shape that it had not`);
  }
  if (!isTypeWithin(current, released)) {
    return [`${place}: was ${nameOf(released)}, is ${nameOf(current)}`];
  }
  const newValues = valuesOf(current)?.filter((value) => valuesOf(released)?.includes(value) === false) ?? [];
  return [
    ...newValues.map((value) => `${place}: may be ${JSON.stringify(value)}, which it could not`),
    ...Object.entries(released.properties ?? {}).flatMap(([key, part]) =>
      propertyBreaks(key, part as Shape, released, current, path),
    ),
    ...partBreaks(released.additionalProperties, current.additionalProperties, [...path, "*"]),
    ...partBreaks(released.items, current.items, [...path, "*"]),
  ];
}

function propertyBreaks(key: string, part: Shape, released: Shape, current: Shape, path: readonly string[]): string[] {
  const now = current.properties?.[key];
  const place = [...path, key];
  if (now === undefined) {
    return [`${place.join(".")}: removed`];
  }
  const mayBeAbsent = released.required?.includes(key) === true && current.required?.includes(key) !== true;
  return [
    ...(mayBeAbsent ? [`${place.join(".")}: may be absent, which it could not`] : []),
    ...breaks(part, now as Shape, place),
  ];
}

function partBreaks(released: unknown, current: unknown, path: readonly string[]): string[] {
  return isShape(released) && isShape(current) ? breaks(released, current, path) : [];
}

function isShape(value: unknown): value is Shape {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Options of the current shape that fit none of the released ones. */
function newOptions(released: Shape, current: Shape): Shape[] {
  const before = optionsOf(released);
  return optionsOf(current).filter((option) => before.every((known) => breaks(known, option).length > 0));
}

function optionsOf(shape: Shape): Shape[] {
  return shape.anyOf ?? [shape];
}

function valuesOf(shape: Shape): readonly unknown[] | undefined {
  return shape.enum ?? (shape.const === undefined ? undefined : [shape.const]);
}

function isTypeWithin(current: Shape, released: Shape): boolean {
  return nameOf(current) === nameOf(released) || (nameOf(current) === "integer" && nameOf(released) === "number");
}

/** A map by name and a map with fixed keys are different things to a reader. */
function nameOf(shape: Shape): string {
  if (shape.not !== undefined) {
    return "nothing";
  }
  return shape.type === "object" && shape.properties === undefined ? "map by name" : String(shape.type);
}
