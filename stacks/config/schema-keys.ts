import { z } from "zod";

/** The keys that a schema allows at a path: those of the map there, and none where there is no such map. */
export function allowedKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const map = schemaAt(schema, path);
  return map instanceof z.ZodObject ? Object.keys(map.shape) : [];
}

/** The schema of the value at a path. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  return path.reduce<z.core.$ZodType | undefined>((current, key) => {
    const next = current && child(current, key);
    return next && unwrap(next);
  }, unwrap(schema));
}

function child(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, key) ? (schema.shape as Record<PropertyKey, z.core.$ZodType>)[key] : undefined;
  }
  if (schema instanceof z.ZodArray) {
    return schema.element;
  }
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

/** A schema without what makes it optional. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? unwrap(schema.unwrap()) : schema;
}
