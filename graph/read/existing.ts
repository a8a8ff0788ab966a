import { z } from "zod";
import { checked } from "./json";
import type { Resource, Source } from "./resource";
import { mapOf } from "./state";

/** `existing.<environment>.json`: what was there before the stacks. */
const existingSchema = z.object({
  version: z.literal(1),
  environment: z.string(),
  account: z.object({ id: z.string(), region: z.string() }),
  layers: z.record(
    z.string(),
    z
      .object({
        resources: z.array(
          z.object({ type: z.string(), name: z.string(), id: z.string().min(1), properties: z.unknown() }),
        ),
      })
      .optional(),
  ),
});

/** @throws {SourceError} if it is no file of existing resources. */
export function existingFrom(name: string, json: unknown): Source {
  const { environment, account, layers } = checked(name, existingSchema, json, "a file of existing resources");
  const place = { account: account.id, region: account.region };
  const resources = Object.entries(layers).flatMap(([layer, found]) =>
    (found?.resources ?? []).map(({ type, name: own, id, properties }): Resource => ({
      urn: `urn:pulumi:${environment}::existing-${layer}::${type}::${own}`,
      type,
      id,
      inputs: {},
      outputs: mapOf(properties),
      parent: undefined,
      provider: undefined,
      external: true,
      place,
    })),
  );
  return { name, resources };
}
