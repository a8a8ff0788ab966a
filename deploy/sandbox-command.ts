import { realpathSync, rmSync } from "node:fs";
import { requireEngine } from "./engine/require";
import { moveInto, runInForeground } from "./inside";
import { isolatedEnvironment } from "./isolation/environment";
import { makePrivateFolder, type PrivateFolder } from "./isolation/folder";
import { mirrorProject } from "./isolation/mirror";
import { persistentPlace } from "./isolation/places";
import { projectRoot } from "./isolation/project-root";
import { claimSession } from "./isolation/session";
import { postWarden } from "./isolation/warden";
import { makeNamedStack } from "./named-stack";
import { startSandbox } from "./sandbox";

export interface SandboxCommand {
  /** The command and its arguments. Empty: only what the options say is done. */
  readonly command: readonly string[];
  /** Where it is started: the command runs in the same folder of the mirror. */
  readonly directory: string;
  /** Empties the world and forgets all state first. */
  readonly reset: boolean;
}

/**
 * Runs any command in the project's persistent sandbox: what it makes there is found by the next one. Input, output and
 * terminal are those of this process.
 *
 * @returns the exit code of the command, in the shell's manner: 127 if it is not found, 128 and the signal if it was
 * killed.
 * @throws Failure if the sandbox is in use or cannot start.
 */
export async function runInSandbox({ command, directory, reset }: SandboxCommand): Promise<number> {
  const engine = requireEngine();
  const here = realpathSync(directory);
  const root = projectRoot(here);
  const folder = makePrivateFolder(persistentPlace(root), "THROUGHLINE_STATE");
  const session = await claimSession(folder);
  const warden = postWarden("end-session", session.run);
  try {
    if (reset) {
      forget(folder);
    }
    if (command.length === 0) {
      return 0;
    }
    await mirrorProject(root, folder.project);
    const sandbox = await startSandbox({ worldDirectory: folder.world });
    try {
      const environment = isolatedEnvironment({ folder, run: session.run, engine, attachments: sandbox.attachments });
      const call = moveInto(folder.project, root, { command, directory: here, environment });
      await makeNamedStack(call, folder);
      return await runInForeground(call);
    } finally {
      await sandbox.close();
    }
  } finally {
    session.end();
    warden.dismiss();
  }
}

function forget(folder: PrivateFolder): void {
  for (const part of [folder.world, folder.backend, folder.pulumiHome, folder.home, folder.project]) {
    rmSync(part, { recursive: true, force: true });
  }
  makePrivateFolder(folder.path, "THROUGHLINE_STATE");
}
