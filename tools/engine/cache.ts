import { join } from "node:path";
import envPaths from "env-paths";
import { ENGINE_VERSION } from "./version";

/**
 * The user's cache folder of this project, shared by all checkouts: `~/.cache/throughline` on Linux, the platform's own
 * place elsewhere. The environment variable `THROUGHLINE_CACHE` overrides it.
 */
export function cacheFolder(): string {
  return process.env.THROUGHLINE_CACHE ?? envPaths("throughline", { suffix: "" }).cache;
}

/** Where engines of the pinned version are kept. */
export function engineFolder(): string {
  return join(cacheFolder(), "engine", ENGINE_VERSION);
}
