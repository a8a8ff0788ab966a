import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../errors";
import type { PrivateFolder } from "./folder";
import { hasEnded, ownerName, parseOwner, thisProcess } from "./owner";
import { endProcesses } from "./processes";

/** The use of a persistent sandbox by one command. */
export interface Session {
  /** Name by which the session's processes are found: see {@link endProcesses}. */
  readonly run: string;
  end(): void;
}

/**
 * Claims a persistent sandbox: its world and its state have one user at a time. Ends what killed sessions have left
 * behind, and removes the locks of engines.
 *
 * @throws Failure if another command is using it.
 */
export async function claimSession(folder: PrivateFolder): Promise<Session> {
  const sessions = join(folder.path, "sessions");
  mkdirSync(sessions, { recursive: true });
  const run = ownerName(thisProcess());
  const end = (): void => {
    rmSync(join(sessions, run), { force: true });
  };
  // First the claim, then the look at others: of two that start together, at least one sees the other.
  writeFileSync(join(sessions, run), "");
  try {
    const others = readdirSync(sessions).filter((name) => name !== run);
    refuseWhileInUse(sessions, others);
    for (const dead of others) {
      await endSession(dead);
      rmSync(join(sessions, dead), { force: true });
    }
    // Nobody else is here: whatever engine has left a lock, it is gone.
    rmSync(join(folder.backend, ".pulumi", "locks"), { recursive: true, force: true });
    return { run, end };
  } catch (error) {
    end();
    throw error;
  }
}

/** Ends the processes of a session whose sandbox has gone; an engine among them gets the time to write its state. */
export async function endSession(run: string): Promise<void> {
  await endProcesses(run, 10_000);
}

function refuseWhileInUse(sessions: string, others: readonly string[]): void {
  for (const name of others) {
    const owner = parseOwner(name);
    if (owner !== undefined && !hasEnded(owner)) {
      throw new Failure(
        "machine",
        `Another command (process ${owner.pid}) is using this project's sandbox, which has one user at a time. ` +
          "Wait for its end, or stay in the sandbox for several commands: npx throughline sandbox -- bash\n" +
          `If that process ran on a machine that is gone, remove ${join(sessions, name)}.`,
      );
    }
  }
}
