import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseDocument } from "yaml";
import { initStack } from "./engine/stack";
import type { Call } from "./inside";
import type { PrivateFolder } from "./isolation/folder";

/**
 * Makes the stack that a `pulumi` command names, if the environment exists (it has settings) and its stack does not:
 * `pulumi up --stack dev` works in a sandbox that has just been made. So that references between layers can be read,
 * the same is done for all projects that share the settings file.
 */
export async function makeNamedStack(call: Call, folder: PrivateFolder): Promise<void> {
  const named = namedStack(call);
  const project = named && projectAt(named.directory);
  if (named === undefined || project === undefined) {
    return;
  }
  const settings = settingsOf(project, named.stack);
  if (!existsSync(settings)) {
    return;
  }
  const missing = [project, ...projectsBelow(folder.project)]
    .filter((other) => settingsOf(other, named.stack) === settings)
    .filter((other) => !existsSync(stateOf(other, named.stack, folder)));
  const directories = new Set(missing.map((other) => other.directory));
  await Promise.all(
    [...directories].map((directory) =>
      initStack({ name: named.stack, directory, environment: call.environment, root: folder.project }),
    ),
  );
}

interface NamedStack {
  readonly stack: string;
  /** Where the command looks for its project. */
  readonly directory: string;
}

/** The stack that a `pulumi` command works on by name; undefined for other commands, and for those that make stacks. */
export function namedStack({
  command: [program = "", ...args],
  directory,
}: Pick<Call, "command" | "directory">): NamedStack | undefined {
  if (basename(program) !== "pulumi" || args.some((argument) => ["init", "new", "rm"].includes(argument))) {
    return undefined;
  }
  const stack = optionValue(args, "-s", "--stack");
  return stack === undefined
    ? undefined
    : { stack, directory: resolve(directory, optionValue(args, "-C", "--cwd") ?? ".") };
}

/** Value of an option in each of the forms that the engine's command line takes. */
function optionValue(args: readonly string[], short: string, long: string): string | undefined {
  for (const [index, argument] of args.entries()) {
    if (argument === short || argument === long) {
      return args[index + 1];
    }
    if (argument.startsWith(`${long}=`)) {
      return argument.slice(long.length + 1);
    }
    if (argument.startsWith(short) && !argument.startsWith("--")) {
      return argument.slice(short.length).replace(/^=/, "");
    }
  }
  return undefined;
}

interface Project {
  readonly name: string;
  readonly directory: string;
  /** Folder of its stacks' settings. */
  readonly settings: string;
}

const projectFile = "Pulumi.yaml";

/** The project that the engine finds: in the folder or the nearest one above. */
function projectAt(directory: string): Project | undefined {
  const file = join(directory, projectFile);
  if (existsSync(file)) {
    return readProject(file);
  }
  return dirname(directory) === directory ? undefined : projectAt(dirname(directory));
}

function projectsBelow(directory: string): Project[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === projectFile)
    .map((entry) => readProject(join(entry.parentPath, entry.name)))
    .filter((project) => project !== undefined);
}

function readProject(file: string): Project | undefined {
  const directory = dirname(file);
  const { name, stackConfigDir } = (parseDocument(readFileSync(file, "utf8")).toJS() ?? {}) as Record<string, unknown>;
  const settings = typeof stackConfigDir === "string" ? join(directory, stackConfigDir) : directory;
  return typeof name === "string" ? { name, directory, settings } : undefined;
}

function settingsOf(project: Project, stack: string): string {
  return join(project.settings, `Pulumi.${stack}.yaml`);
}

/** Where the engine's file backend keeps the state of a stack. */
function stateOf(project: Project, stack: string, folder: PrivateFolder): string {
  return join(folder.backend, ".pulumi", "stacks", project.name, `${stack}.json`);
}
