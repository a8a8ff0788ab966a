import { z } from "zod";
import { type LayerName, layers } from "./layer";

/** Stacks of other environments that layers of this one read, by the reading layer: `konecta/data`. */
export type ReadsSection = Readonly<Partial<Record<LayerName, string[]>>>;

/**
 * Section `throughline:reads`. A replica that follows a database of `konecta` is declared by `data: [konecta/data]`.
 *
 * @default nothing
 */
export const readsSchema: z.ZodType<ReadsSection> = z
  .strictObject(
    Object.fromEntries(
      layers.flatMap(({ name, readsElsewhere }) =>
        readsElsewhere === undefined ? [] : [[name, z.array(stackOf(readsElsewhere)).optional()] as const],
      ),
    ),
  )
  .default({});

function stackOf(allowed: readonly LayerName[]): z.ZodString {
  const names = allowed.map((layer) => `<environment>/${layer}`).join(" or ");
  return z.string().regex(new RegExp(`^[A-Za-z0-9][A-Za-z0-9-]*/(${allowed.join("|")})$`), `it must be ${names}`);
}
