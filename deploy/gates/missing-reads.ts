import { type StackNode, withDependencies } from "@throughline/stacks/layers";
import { Failure } from "../errors";
import { commandFor, type Scope } from "../scope";
import type { Workplace } from "../workplace";

/**
 * Refuses to deploy stacks that read one which is neither deployed nor about to be.
 *
 * @param isDeployed whether the stack with this name has been deployed.
 * @throws Failure that names all that is missing, and the run that deploys it as well.
 */
export function refuseMissingReads(
  place: Pick<Workplace, "sandbox">,
  scope: Scope,
  isDeployed: (name: string) => boolean,
): void {
  const { graph, selected } = scope;
  const names = new Set(selected.map(({ name }) => name));
  const missing = readsOutside(selected).filter((name) => !isDeployed(name));
  if (missing.length === 0) {
    return;
  }
  const readers = (name: string): string =>
    selected
      .filter(({ reads }) => reads.includes(name))
      .map((reader) => reader.name)
      .join(", ");
  const needed = withDependencies(graph, missing).filter((name) => !isDeployed(name));
  throw new Failure(
    "refused",
    "These stacks are read, and are not deployed:\n" +
      missing.map((name) => `  ${name}, read by ${readers(name)}\n`).join("") +
      `Deploy them in the same run: ${commandFor("up", [...names, ...needed], scope, place)}`,
  );
}

/** Names of the stacks that some stacks read besides each other. */
export function readsOutside(stacks: readonly StackNode[]): string[] {
  const names = new Set(stacks.map(({ name }) => name));
  return [...new Set(stacks.flatMap(({ reads }) => reads))].filter((name) => !names.has(name));
}
