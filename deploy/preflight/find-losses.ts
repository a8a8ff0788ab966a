import type { ResourceState } from "../engine/stack";
import { type Effect, type Rule, rules } from "./rules";

/** Something that a destroy meets at a resource. */
export interface Loss {
  /** Name of the stack: `dev/data`. */
  readonly stack: string;
  readonly urn: string;
  readonly type: string;
  readonly effect: Effect;
  readonly because: string;
  /** What a person can do about it. */
  readonly mend?: string;
}

/**
 * Whether something that is deleted only when it is empty has something in it besides the stack's own resources, which
 * are deleted before; undefined where nobody can be asked.
 */
export type AskCloud = (resource: ResourceState, all: readonly ResourceState[]) => Promise<boolean | undefined>;

/**
 * All that a destroy would meet in a stack: what stops it, what is lost and what stays behind.
 *
 * @param unprotect the command that takes the engine's own protection from a resource.
 */
export async function findLosses(
  stack: string,
  resources: readonly ResourceState[],
  { unprotect, holdsSomething }: { unprotect: (urn: string) => string; holdsSomething: AskCloud },
): Promise<Loss[]> {
  const ask = (resource: ResourceState): Promise<boolean | undefined> => holdsSomething(resource, resources);
  const found = await Promise.all(
    resources
      .filter(({ external }) => external !== true)
      .map(async (resource) => {
        const { urn, type } = resource;
        const met = await Promise.all(rulesOf(resource, unprotect).map((rule) => answered(rule, () => ask(resource))));
        return met
          .filter((rule) => rule !== undefined)
          .map(({ effect, because, mend }) => ({ stack, urn, type, effect, because, ...(mend && { mend }) }));
      }),
  );
  return found.flat();
}

function rulesOf(resource: ResourceState, unprotect: (urn: string) => string): readonly Omit<Rule, "when">[] {
  const { urn, type, retainOnDelete, protect, inputs, outputs } = resource;
  const ofEngine: Omit<Rule, "when">[] =
    protect === true
      ? [{ effect: "stops", because: "it is protected (protect)", mend: `Unprotect it: ${unprotect(urn)}` }]
      : [];
  if (retainOnDelete === true) {
    return [...ofEngine, { effect: "stays", because: "the resource itself (retainOnDelete)" }];
  }
  const properties = { ...inputs, ...outputs };
  return [...ofEngine, ...(rules[type] ?? []).filter(({ when }) => when(properties))];
}

/** The rule as it is for this resource, once the cloud has been asked what is in it. */
async function answered(
  rule: Omit<Rule, "when">,
  ask: () => Promise<boolean | undefined>,
): Promise<Omit<Rule, "when"> | undefined> {
  if (rule.effect !== "stops unless empty") {
    return rule;
  }
  const answer = await ask();
  return answer === undefined ? rule : answer ? { ...rule, effect: "stops" } : undefined;
}
