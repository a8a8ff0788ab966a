import { planDestroy, planUp, type StackNode, type Step } from "@throughline/stacks/layers";
import type { Verb } from "./drive-report";
import { listStacks } from "./engine/stack";
import { readsOutside, refuseMissingReads } from "./gates/missing-reads";
import { refuseReservedDomains } from "./gates/reserved-domains";
import { refuseStubs } from "./gates/stubs";
import { makeStacks } from "./make-stacks";
import { type Loss, preflight } from "./preflight";
import type { Node } from "./schedule";
import type { Scope } from "./scope";
import { backendName, type Workplace } from "./workplace";

/** What a verb is going to work on. */
export interface Plan {
  readonly stacks: readonly Node[];
  /** Names of selected stacks that are not deployed, where there is nothing to do. */
  readonly absent?: readonly string[];
  readonly losses?: readonly Loss[];
}

type Prepare = (place: Workplace, scope: Scope) => Promise<Plan>;

/** Prepares the run of each verb: refuses what it would be wrong to begin, and makes what must exist. */
export const plans: Readonly<Record<Verb, Prepare>> = {
  preview: async (place, scope) => {
    await makeMissing(place, scope, await backend(place));
    return { stacks: nodes(planUp(scope.graph, namesOf(scope.selected))) };
  },
  up: async (place, scope) => {
    if (!place.sandbox) {
      refuseStubs(place.root, scope.selected);
      refuseReservedDomains(scope);
    }
    const stacks = await backend(place);
    refuseMissingReads(place, scope, stacks.isDeployed);
    await makeMissing(place, scope, stacks);
    return { stacks: nodes(planUp(scope.graph, namesOf(scope.selected))) };
  },
  refresh: async (place, scope) => {
    const { isDeployed } = await backend(place);
    const [present, absent] = divided(scope.selected, isDeployed);
    return { stacks: present.map(({ name }) => ({ name, after: [] })), absent: namesOf(absent) };
  },
  destroy: async (place, scope) => {
    const { isDeployed } = await backend(place);
    const [present, absent] = divided(scope.selected, isDeployed);
    const losses = await preflight(place, { stacks: present, scope, isDeployed });
    return { stacks: nodes(planDestroy(scope.graph, namesOf(present))), absent: namesOf(absent), losses };
  },
};

/** What the backend knows of stacks, by their names: `dev/network`. */
interface Backend {
  readonly exists: (name: string) => boolean;
  readonly isDeployed: (name: string) => boolean;
}

async function backend(place: Workplace): Promise<Backend> {
  const resources = await listStacks({
    name: "",
    directory: place.project,
    root: place.root,
    environment: place.environment,
  });
  return {
    exists: (name) => resources.has(backendName(name)),
    isDeployed: (name) => (resources.get(backendName(name)) ?? 0) > 0,
  };
}

/** Makes the stacks that do not exist, and those that they read. */
async function makeMissing(place: Workplace, { selected }: Scope, { exists }: Backend): Promise<void> {
  const names = [...readsOutside(selected), ...namesOf(selected)];
  await makeStacks(
    place,
    names.filter((name) => !exists(name)),
  );
}

function nodes(steps: readonly Step[]): Node[] {
  return steps.map(({ stack, after }) => ({ name: stack.name, after }));
}

function namesOf(stacks: readonly StackNode[]): string[] {
  return stacks.map(({ name }) => name);
}

function divided(
  stacks: readonly StackNode[],
  isDeployed: (name: string) => boolean,
): [present: StackNode[], absent: StackNode[]] {
  return [stacks.filter(({ name }) => isDeployed(name)), stacks.filter(({ name }) => !isDeployed(name))];
}
