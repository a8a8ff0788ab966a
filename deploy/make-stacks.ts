import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsFileName } from "@throughline/stacks/config";
import { parseDocument } from "yaml";
import { initStack } from "./engine/stack";
import { parseStackName, stackIn, type Workplace } from "./workplace";

/**
 * Makes stacks that do not exist, all empty: a reference to a layer that was never deployed reads as empty then. One
 * after the other, because the stacks of an environment share the file that the engine writes.
 *
 * @param names names of stacks: `dev/network`.
 * @throws Failure with what the engine says.
 */
export async function makeStacks(place: Workplace, names: Iterable<string>): Promise<void> {
  for (const name of names) {
    await initStack(stackIn(place, name), { secretsProvider: secretsProvider(place.project, name) });
  }
}

/** What the settings say. The engine looks there for stacks that exist, and for new ones only on the command line. */
function secretsProvider(project: string, name: string): string | undefined {
  const file = join(project, settingsFileName(parseStackName(name).stack));
  const value: unknown = existsSync(file)
    ? parseDocument(readFileSync(file, "utf8")).get("secretsprovider")
    : undefined;
  return typeof value === "string" ? value : undefined;
}
