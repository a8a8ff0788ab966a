import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "@throughline/deploy/errors";

/**
 * The project's root: the nearest folder, this one or above it, that has layers.
 *
 * @throws Failure if there is none.
 */
export function findRoot(directory: string): string {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "stacks", "layers.ts"))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      throw new Failure(
        "usage",
        `${directory} is not in a Throughline project: no folder above it has stacks/layers.ts.`,
      );
    }
  }
}
