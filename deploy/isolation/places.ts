import { createHash } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve, sep } from "node:path";
import envPaths from "env-paths";
import { Failure } from "../errors";
import { unusable } from "./folder";

/**
 * Where private folders of single runs are made: the system's folder for temporary files.
 *
 * @throws Failure if it is missing or lies inside the project.
 */
export function disposablePlace(root: string): string {
  const place = tmpdir();
  if (!existsSync(place)) {
    throw unusable(place, "TMPDIR", new Error("there is no such folder"));
  }
  return outside(root, place, "TMPDIR");
}

/**
 * Where the persistent sandbox of a project is kept: in the user's data folder, under a name made from the project's
 * real path. The environment variable `THROUGHLINE_STATE` overrides the data folder.
 *
 * @throws Failure if it lies inside the project.
 */
export function persistentPlace(root: string): string {
  const project = realpathSync(root);
  const key = createHash("sha256").update(project).digest("hex").slice(0, 12);
  const data = process.env.THROUGHLINE_STATE ?? envPaths("throughline", { suffix: "" }).data;
  return join(outside(root, data, "THROUGHLINE_STATE"), `${basename(project)}-${key}`);
}

/** The folder's real path, which must not be inside the project: a sandbox writes nothing there. */
function outside(root: string, folder: string, variable: string): string {
  const [project, path] = [realpathSync(root), realPath(folder)];
  if (path === project || path.startsWith(project + sep)) {
    throw new Failure(
      "machine",
      `The sandbox writes nothing into the project, but ${path} lies inside ${project}.\n` +
        `Let ${variable} name a folder outside of it.`,
    );
  }
  return path;
}

/** The real path of a folder that may not be there yet. */
function realPath(path: string): string {
  const absolute = resolve(path);
  return existsSync(absolute) ? realpathSync(absolute) : join(realPath(dirname(absolute)), basename(absolute));
}
