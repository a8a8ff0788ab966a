import { z } from "zod";
import { checked } from "./json";
import type { Resource, Source } from "./resource";
import { SourceError } from "./source-error";
import { stateSchema, toResources } from "./state";

/** Operations after which there is still a resource of that URN: https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview */
const stays: ReadonlySet<string> = new Set([
  "same",
  "create",
  "update",
  "replace",
  "create-replacement",
  "read",
  "read-replacement",
  "import",
  "import-replacement",
  "refresh",
]);

const previewSchema = z.object({
  steps: z.array(
    z.object({ op: z.string(), urn: z.string(), newState: stateSchema.nullish(), oldState: stateSchema.nullish() }),
  ),
  changeSummary: z.record(z.string(), z.number()).nullish(),
});

/** What a preview says will be, with values that are not known yet. */
export interface Preview extends Source {
  /** URNs of what will be no more. */
  readonly deleted: ReadonlySet<string>;
  /** How many unchanged resources it counts and does not show. */
  readonly unshown: number;
}

/** @throws {SourceError} if it is not what `pulumi preview --json` writes. */
export function previewFrom(name: string, json: unknown): Preview {
  const { steps, changeSummary } = checked(name, previewSchema, json, 'what "pulumi preview --json" writes');
  const staying = steps.filter(({ op }) => stays.has(op));
  const states = new Map(staying.flatMap(({ urn, newState }) => (newState ? [[urn, newState] as const] : [])));
  const same = staying.filter(({ op }) => op === "same").length;
  return {
    name,
    resources: toResources([...states.values()]),
    deleted: new Set(steps.map(({ urn }) => urn).filter((urn) => !states.has(urn))),
    unshown: Math.max(0, (changeSummary?.same ?? 0) - same),
  };
}

/**
 * What will be, of a stack that there is: by default a preview shows only what changes.
 *
 * @throws {SourceError} if the preview leaves something out and no export has it.
 */
export function afterPreview(preview: Preview, before: Source | undefined): Source {
  const { name, resources, deleted, unshown } = preview;
  if (before === undefined) {
    if (unshown === 0) return { name, resources };
    throw new SourceError(
      name,
      `it leaves out ${unshown} unchanged resources. Give the stack's export too, or preview with --show-sames.`,
    );
  }
  const shown = new Map(resources.map((resource) => [resource.urn, resource]));
  const kept = before.resources.flatMap((resource): Resource[] => {
    if (deleted.has(resource.urn)) return [];
    const changed = shown.get(resource.urn);
    shown.delete(resource.urn);
    return [changed ?? resource];
  });
  return { name, resources: [...kept, ...shown.values()] };
}
