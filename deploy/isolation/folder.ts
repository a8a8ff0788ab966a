import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "../errors";
import { markSandboxBackend } from "./guard";

/** Everything that a run of the engine reads and writes besides the program itself, readable by its user only. */
export interface PrivateFolder {
  readonly path: string;
  /** The project with copied settings: see {@link mirrorProject}. */
  readonly project: string;
  /** HOME of the run's processes. */
  readonly home: string;
  readonly pulumiHome: string;
  readonly backend: string;
  readonly backendUrl: string;
  /** What the sandbox's cloud holds, when it is kept. */
  readonly world: string;
}

/** The layout of a private folder; makes no folder. */
export function privateFolder(path: string): PrivateFolder {
  const backend = join(path, "backend");
  return {
    path,
    project: join(path, "project"),
    home: join(path, "home"),
    pulumiHome: join(path, "pulumi"),
    backend,
    backendUrl: pathToFileURL(backend).href,
    world: join(path, "world"),
  };
}

/**
 * Makes what is missing of a private folder.
 *
 * @param variable the environment variable that says where private folders are, for the error.
 * @throws Failure if it cannot be made.
 */
export function makePrivateFolder(path: string, variable: string): PrivateFolder {
  const folder = privateFolder(path);
  try {
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o700);
    for (const part of [folder.project, folder.home, folder.pulumiHome, folder.backend]) {
      mkdirSync(part, { recursive: true });
    }
    markSandboxBackend(folder.backend);
  } catch (error) {
    throw unusable(path, variable, error);
  }
  return folder;
}

/** No private folder can be made. */
export function unusable(path: string, variable: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure(
    "machine",
    `The sandbox needs a private folder, and none can be made at ${path}: ${reason}\n` +
      `Make room there, or let ${variable} name a folder that you can write.`,
  );
}
