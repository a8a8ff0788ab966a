import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../errors";

/**
 * The folder that a sandbox mirrors for a command started in `directory`: the work tree of git, otherwise the outermost
 * folder with files of Pulumi, otherwise the folder itself.
 *
 * @throws Failure if that would be the home folder or the root of the file system.
 */
export function projectRoot(directory: string): string {
  const above = withAncestors(directory);
  if (above.length === 0) {
    throw new Failure("usage", `${directory} is not a project. Run the command in the folder of a Pulumi program.`);
  }
  return above.find(isWorkTree) ?? above.findLast(hasPulumiFiles) ?? directory;
}

/** The folder and those above it, up to but not including the home folder and the root of the file system. */
function withAncestors(directory: string): string[] {
  const parent = dirname(directory);
  return directory === parent || directory === homedir() ? [] : [directory, ...withAncestors(parent)];
}

function isWorkTree(directory: string): boolean {
  return existsSync(join(directory, ".git"));
}

/** A project, or the settings of stacks whose projects are below. */
function hasPulumiFiles(directory: string): boolean {
  return readdirSync(directory).some((name) => /^Pulumi\.(.+\.)?(yaml|yml|json)$/.test(name));
}
