import { z } from "zod";
import { valueAt } from "../config/place";
import { isMap, partsOf } from "./schema-parts";

/**
 * Outputs as a preview sees them: what the settings decide as it will be, everything else as it is, and `unknown` for
 * what is not there yet.
 *
 * @param outputs undefined if there are none.
 * @param known what the settings decide.
 * @param unknown stands for a value that is not known.
 */
export function foresee(schema: z.core.$ZodType, outputs: unknown, known: unknown, unknown: unknown): unknown {
  const parts = partsOf(schema, known, outputs);
  if (parts === undefined) {
    return known ?? outputs ?? unknown;
  }
  // What may be absent is absent when everything around it is there.
  const absent = (part: z.core.$ZodType): boolean => part instanceof z.ZodOptional && isMap(outputs);
  return Object.fromEntries(
    parts
      .map(([key, part]) => ({ key, part, output: valueAt(outputs, [key]), given: valueAt(known, [key]) }))
      .filter(({ part, output, given }) => output !== undefined || given !== undefined || !absent(part))
      .map(({ key, part, output, given }) => [key, foresee(part, output, given, unknown)]),
  );
}
