import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../errors";

/**
 * The folder that a sandbox mirrors for a command started in `directory`: the work tree of git, otherwise the outermost
 * folder with a Pulumi.yaml, otherwise the folder itself.
 *
 * @throws Failure if that would be the home folder or the root of the file system.
 */
export function projectRoot(directory: string): string {
  const above = withAncestors(directory);
  if (above.length === 0) {
    throw new Failure("usage", `${directory} is not a project. Run the command in the folder of a Pulumi program.`);
  }
  return above.find(isWorkTree) ?? above.findLast(isPulumiProject) ?? directory;
}

/** The folder and those above it, up to but not including the home folder and the root of the file system. */
function withAncestors(directory: string): string[] {
  const parent = dirname(directory);
  return directory === parent || directory === homedir() ? [] : [directory, ...withAncestors(parent)];
}

function isWorkTree(directory: string): boolean {
  return existsSync(join(directory, ".git"));
}

function isPulumiProject(directory: string): boolean {
  return ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((name) => existsSync(join(directory, name)));
}
