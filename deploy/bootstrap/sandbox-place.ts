import { mkdirSync, realpathSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { quickPrograms } from "../engine/quick-programs";
import { markSandboxBackend } from "../isolation/guard";
import { useProjectSandbox } from "../project-sandbox";
import { findInWorld } from "./find-in-world";
import type { BootstrapPlace, BootstrappedAccount } from "./place";

/**
 * Lays a foundation in the project's sandbox. Its backend stands for the bucket, or for Pulumi Cloud; the local state is
 * in a folder of its own beside it, as in a cloud.
 *
 * @throws Failure if the sandbox is in use or cannot start.
 */
export function inAccountsSandbox<T>(
  root: string,
  account: BootstrappedAccount,
  work: (place: BootstrapPlace) => Promise<T>,
): Promise<T> {
  return useProjectSandbox(root, {}, (sandbox) => {
    const { folder, engine, environment } = sandbox;
    const local = join(folder.home, "bootstrap", account.name);
    const shared = { ...environment, ...quickPrograms };
    makeLocalBackend(local);
    return work({
      engine,
      sandbox: true,
      root,
      program: join(folder.project, relative(sandbox.root, realpathSync(root)), "stacks", "bootstrap"),
      local: {
        title: "the sandbox's folder for local state",
        folder: local,
        environment: { ...shared, PULUMI_BACKEND_URL: pathToFileURL(local).href },
      },
      lasting: { title: `the sandbox's stand-in for ${lastingTitle(account)}`, environment: shared },
      find: (wanted) => Promise.resolve(findInWorld(sandbox.resources(), account.sections.account, wanted)),
      assumptions: () => sandbox.assumptions(),
    });
  });
}

/** The sandbox's user is alone: a lock that is there is a dead engine's. */
function makeLocalBackend(folder: string): void {
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, ".pulumi", "locks"), { recursive: true, force: true });
  markSandboxBackend(folder);
}

/** Where the state of an account stays, in words. */
export function lastingTitle({ foundation: { state } }: BootstrappedAccount): string {
  return state === undefined ? "Pulumi Cloud" : `the bucket ${state.bucketName}`;
}
