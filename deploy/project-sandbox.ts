import { realpathSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import type { MonthReport, WorldResource } from "@throughline/sandbox";
import { environments } from "@throughline/stacks/config";
import { quickPrograms } from "./engine/quick-programs";
import { requireEngine } from "./engine/require";
import { existingSeed } from "./existing-seed";
import { isolatedEnvironment } from "./isolation/environment";
import { makePrivateFolder, type PrivateFolder } from "./isolation/folder";
import { mirrorProject } from "./isolation/mirror";
import { persistentPlace } from "./isolation/places";
import { projectRoot } from "./isolation/project-root";
import { claimSession } from "./isolation/session";
import { postWarden } from "./isolation/warden";
import type { Assumed, EngineUsed } from "./rehearsal";
import { startSandbox } from "./sandbox";
import type { Workplace } from "./workplace";

/** The sandbox that a project keeps, in use by this process. */
export interface ProjectSandbox {
  readonly folder: PrivateFolder;
  /** The real path of what is mirrored in it. */
  readonly root: string;
  readonly engine: EngineUsed;
  /** The whole environment of a process inside. */
  readonly environment: Readonly<Record<string, string>>;
  readonly assumptions: () => readonly Assumed[];
  /** Everything that exists in its world. */
  resources(): readonly WorldResource[];
  /** Lets a month pass in it, with what others than its programs change meanwhile. */
  aMonthLater(): MonthReport;
}

export interface UseOptions {
  /**
   * Empties the world and forgets all state first.
   *
   * @default false
   */
  readonly reset?: boolean;
}

/**
 * Uses the persistent sandbox of the project that a folder is in: what is made there is found by the next use.
 *
 * @throws Failure if the sandbox is in use or cannot start.
 */
export async function useProjectSandbox<T>(
  directory: string,
  { reset = false }: UseOptions,
  work: (sandbox: ProjectSandbox) => Promise<T>,
): Promise<T> {
  const engine = requireEngine();
  const root = projectRoot(realpathSync(directory));
  const folder = makePrivateFolder(persistentPlace(root), "THROUGHLINE_STATE");
  const session = await claimSession(folder);
  const warden = postWarden("end-session", session.run);
  try {
    if (reset) {
      forget(folder);
    }
    await mirrorProject(root, folder.project);
    const sandbox = await startSandbox({
      worldDirectory: folder.world,
      seed: existingSeed(root, environments(root)),
    });
    try {
      const environment = isolatedEnvironment({ folder, run: session.run, engine, attachments: sandbox.attachments });
      return await work({
        folder,
        root,
        engine,
        environment,
        assumptions: () => sandbox.assumptions(),
        resources: () => sandbox.resources(),
        aMonthLater: () => sandbox.aMonthLater(),
      });
    } finally {
      await sandbox.close();
    }
  } finally {
    session.end();
    warden.dismiss();
  }
}

/** Works on a project's stacks in its persistent sandbox. */
export function inProjectSandbox<T>(root: string, work: (place: Workplace) => Promise<T>): Promise<T> {
  return useProjectSandbox(root, {}, ({ folder, environment, ...sandbox }) =>
    work({
      engine: sandbox.engine,
      sandbox: true,
      project: join(folder.project, relative(sandbox.root, realpathSync(root))),
      root,
      environment: { ...environment, ...quickPrograms },
      assumptions: sandbox.assumptions,
    }),
  );
}

function forget(folder: PrivateFolder): void {
  for (const part of [folder.world, folder.backend, folder.pulumiHome, folder.home, folder.project]) {
    rmSync(part, { recursive: true, force: true });
  }
  makePrivateFolder(folder.path, "THROUGHLINE_STATE");
}
