import type { SeedResource } from "@throughline/sandbox";
import { existingResources } from "@throughline/stacks/existing";

/**
 * What exists of environments before any of their programs runs, for the sandbox's world. A file that cannot be read
 * adds nothing: the check of the settings, and the program that reads it, say what is wrong.
 */
export function existingSeed(root: string, environments: readonly string[]): SeedResource[] {
  return environments.flatMap((environment) => existingResources(root, environment));
}
