import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../setup/lock.mjs";
import { engineFolder } from "./cache";
import { MINIMUM_ENGINE_VERSION } from "./version";
import type { Engine, Report, Way } from "./way";
import { builtFromModule } from "./ways/built";
import { officialDistribution } from "./ways/distribution";
import { onPath } from "./ways/path";

export { cacheFolder } from "./cache";
export type { Engine, Missing, Report, Way } from "./way";
export { ENGINE_VERSION, MINIMUM_ENGINE_VERSION } from "./version";

/** There is no engine that can be used. The message says what was tried and how to mend it. */
export class EngineUnavailableError extends Error {
  override readonly name = "EngineUnavailableError";
}

/** The ways to an engine, the preferred one first. */
export const ways: readonly Way[] = [onPath, officialDistribution, builtFromModule];

/**
 * The engine to use, if set-up has provided one: a recent `pulumi` on PATH, else one from the cache folder. Takes a few
 * milliseconds and gets nothing.
 *
 * @throws {@link EngineUnavailableError} if there is none.
 */
export function findEngine(candidates: readonly Way[] = ways): Engine {
  const search = look(candidates);
  if ("directory" in search) return search;
  throw unavailable("No Pulumi engine has been set up. Run `node tools/setup.mjs`, which tries in this order:", search);
}

/**
 * The engine to use. Downloads or builds one into the cache folder if there is none; set-ups that run at the same time
 * wait for each other.
 *
 * @param report is told what takes time.
 * @throws {@link EngineUnavailableError} if every way failed.
 */
export async function ensureEngine(report: Report, candidates: readonly Way[] = ways): Promise<Engine> {
  const found = look(candidates);
  if ("directory" in found) return found;
  makeEngineFolder();
  return withLock(join(engineFolder(), "set-up.lock"), report, () => obtain(candidates, report));
}

async function obtain(candidates: readonly Way[], report: Report): Promise<Engine> {
  // Another set-up may have got one while this one waited.
  const found = look(candidates);
  if ("directory" in found) return found;
  const failures = new Map(found);
  for (const way of candidates) {
    if (!way.obtain) continue;
    try {
      return await way.obtain(report);
    } catch (error) {
      failures.set(way, reasonOf(error));
      report(`  That failed: ${reasonOf(error)}`);
    }
  }
  throw unavailable(`No Pulumi engine (${MINIMUM_ENGINE_VERSION} or later) could be had. All ways failed:`, failures);
}

/** The first engine that is there, or why each way has none. */
function look(candidates: readonly Way[]): Engine | ReadonlyMap<Way, string> {
  const reasons = new Map<Way, string>();
  for (const way of candidates) {
    try {
      const found = way.find();
      if ("directory" in found) return found;
      reasons.set(way, found.missing);
    } catch (error) {
      reasons.set(way, reasonOf(error));
    }
  }
  return reasons;
}

function makeEngineFolder(): void {
  try {
    mkdirSync(engineFolder(), { recursive: true });
  } catch (error) {
    throw new EngineUnavailableError(
      `The folder for the Pulumi engine cannot be made: ${reasonOf(error)}. Set THROUGHLINE_CACHE to a writable folder.`,
    );
  }
}

function unavailable(summary: string, reasons: ReadonlyMap<Way, string>): EngineUnavailableError {
  const tried = [...reasons].map(
    ([way, reason], index) =>
      `  ${index + 1}. ${way.title}: ${reason.trim().replaceAll("\n", "\n     ")}\n     To mend it, ${way.mend}`,
  );
  return new EngineUnavailableError([summary, ...tried].join("\n"));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
