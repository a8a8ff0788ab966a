import { z } from "zod";
import type { Resource, Source } from "./resource";
import { isMap, readValue, type StateMap } from "./values";

/** What a source cannot be read for. */
export class SourceError extends Error {
  constructor(source: string, reason: string) {
    super(`${source}: ${reason}`);
    this.name = "SourceError";
  }
}

/** The part of an export that says what there is: https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export */
const exported = z.object({
  version: z.number(),
  deployment: z
    .object({
      resources: z
        .array(
          z.object({
            urn: z.string().startsWith("urn:pulumi:"),
            type: z.string(),
            id: z.string().optional(),
            inputs: z.unknown().optional(),
            outputs: z.unknown().optional(),
            parent: z.string().optional(),
            provider: z.string().optional(),
            external: z.boolean().optional(),
            delete: z.boolean().optional(),
          }),
        )
        .optional(),
    })
    .nullable(),
});

/**
 * Reads what `pulumi stack export` writes. Resources that only wait for their deletion are left out.
 *
 * @throws {SourceError} if the text is no export.
 */
export function readExport(name: string, text: string): Source {
  const parsed = exported.safeParse(parseJson(name, text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.length ? ` at ${issue.path.join(".")}` : "";
    throw new SourceError(name, `not what "pulumi stack export" writes${where}: ${issue?.message ?? "another form"}`);
  }
  const resources = (parsed.data.deployment?.resources ?? [])
    .filter((resource) => resource.delete !== true)
    .map(({ urn, type, id, inputs, outputs, parent, provider, external }): Resource => {
      const given = mapOf(inputs);
      return {
        urn,
        type,
        id: id === "" ? undefined : id,
        inputs: given,
        outputs: outputs === undefined ? given : mapOf(outputs),
        parent,
        provider,
        external: external ?? false,
      };
    });
  return { name, resources };
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError(name, `no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function mapOf(value: unknown): StateMap {
  const read = readValue(value);
  return isMap(read) ? read : {};
}
