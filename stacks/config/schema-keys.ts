import { z } from "zod";

/** The keys that a schema allows at a path: those of the map there, and none where there is no such map. */
export function allowedKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const found = path.reduce<z.core.$ZodType | undefined>(
    (current, key) => current && child(unwrap(current), key),
    schema,
  );
  const map = found && unwrap(found);
  return map instanceof z.ZodObject ? Object.keys(map.shape) : [];
}

function child(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    return (schema.shape as Record<PropertyKey, z.core.$ZodType>)[key];
  }
  if (schema instanceof z.ZodArray) {
    return schema.element;
  }
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? unwrap(schema.unwrap()) : schema;
}
