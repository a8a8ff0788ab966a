import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adoptKey } from "@throughline/stacks/bootstrap/adopt-key";
import { parseDocument } from "yaml";
import { listStacks, type Stack } from "../engine/stack";
import { runEngine } from "../engine/run";
import { Failure } from "../errors";
import type { StateBackend } from "./backend";
import type { BootstrapPlace, BootstrappedAccount } from "./place";

/** Name of the project in `stacks/bootstrap/Pulumi.yaml`. */
const project = "throughline-bootstrap";

/** The account's stack in a backend. */
export function stackOn(place: BootstrapPlace, account: BootstrappedAccount, backend: StateBackend): Stack {
  return { name: account.name, directory: place.program, environment: backend.environment, root: place.root };
}

/**
 * Whether a backend has the account's stack, and whether it holds anything.
 *
 * @throws Failure with what the engine says.
 */
export async function stackState(stack: Stack): Promise<"absent" | "empty" | "full"> {
  const count = (await listStacks(stack)).get(`${project}/${stack.name}`);
  return count === undefined ? "absent" : count === 0 ? "empty" : "full";
}

/**
 * Writes the account's settings where the engine looks for those of the stack, and may write. How the state is encrypted
 * stands in the state itself.
 */
export function writeSettings(place: BootstrapPlace, account: BootstrappedAccount, adopt: Readonly<object>): void {
  const settings = parseDocument(readFileSync(join(place.root, account.file), "utf8"));
  settings.setIn(["config", adoptKey], adopt);
  mkdirSync(place.program, { recursive: true });
  writeFileSync(join(place.program, `Pulumi.${account.name}.yaml`), settings.toString({ lineWidth: 0 }));
}

/**
 * Runs `pulumi stack …` on a stack.
 *
 * @throws Failure with what the engine says.
 */
export async function stackCommand(stack: Stack, ...args: readonly string[]): Promise<void> {
  const { code, output } = await runEngine({
    args: ["stack", ...args, "--stack", stack.name, "--non-interactive"],
    cwd: stack.directory,
    environment: stack.environment,
  });
  if (code !== 0) {
    throw new Failure("engine", `\`pulumi stack ${args.join(" ")}\` failed:\n${output}`);
  }
}
