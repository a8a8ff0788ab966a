import { z } from "zod";

export type Values = Readonly<Record<string, unknown>>;

/** Key and schema of each part that a schema gives to maps: undefined if none of the values is a map or it takes none. */
export function partsOf(schema: z.core.$ZodType, ...values: unknown[]): Parts | undefined {
  const maps = values.filter(isMap);
  return maps.length === 0 ? undefined : parts(schema, [...new Set(maps.flatMap((map) => Object.keys(map)))]);
}

type Parts = [string, z.core.$ZodType][];

/** @param keys those that occur in the values: the parts of a record. */
function parts(schema: z.core.$ZodType, keys: readonly string[]): Parts | undefined {
  if (schema instanceof z.ZodOptional) {
    return parts(schema.unwrap(), keys);
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape);
  }
  if (schema instanceof z.ZodRecord) {
    return keys.map((key) => [key, schema.valueType]);
  }
  if (schema instanceof z.ZodUnion) {
    return [...new Map(schema.options.flatMap((option) => parts(option, keys) ?? []))];
  }
  return undefined;
}

export function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
