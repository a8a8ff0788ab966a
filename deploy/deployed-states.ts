import { inCloud } from "./cloud";
import { exportStack, listStacks, type StackState } from "./engine/stack";
import { Failure } from "./errors";
import { inProjectSandbox } from "./project-sandbox";
import type { Scope } from "./scope";
import { backendName, stackIn, type Workplace } from "./workplace";

export interface DeployedOptions {
  /** The project's root folder. */
  readonly root: string;
  readonly scope: Scope;
  /** Reads the project's sandbox instead of the user's backend. */
  readonly sandbox: boolean;
}

/**
 * Reads the states of all stacks of a scope that are deployed, into memory only, by the stacks' names: `dev/network`.
 *
 * @throws Failure if none is deployed, or with what the engine says.
 */
export function deployedStates(options: DeployedOptions): Promise<ReadonlyMap<string, StackState>> {
  const place = options.sandbox ? inProjectSandbox : inCloud;
  return place(options.root, (workplace) => readStates(workplace, options));
}

async function readStates(place: Workplace, { scope }: DeployedOptions): Promise<ReadonlyMap<string, StackState>> {
  const { project: directory, root, environment } = place;
  const resources = await listStacks({ name: "", directory, root, environment });
  const present = scope.selected.filter(({ name }) => (resources.get(backendName(name)) ?? 0) > 0);
  if (present.length === 0) {
    const names = scope.environments.map(({ name }) => name).join(", ");
    throw new Failure("usage", `Nothing of ${names} is deployed${place.sandbox ? " in the project's sandbox" : ""}.`);
  }
  const states = await Promise.all(present.map(({ name }) => exportStack(stackIn(place, name))));
  return new Map(present.map(({ name }, index) => [name, states[index] ?? { resources: [] }]));
}
