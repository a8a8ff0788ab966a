import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../errors";

/** Makes a folder known as the backend of a sandbox. */
const marker = ".throughline-sandbox";

export function markSandboxBackend(folder: string): void {
  writeFileSync(join(folder, marker), "State of a sandbox: nothing in it exists in any cloud.\n");
}

/**
 * Keeps the sandbox's providers away from real state: to be called before the engine reads or changes any stack.
 *
 * @throws Failure if the environment attaches providers, but its backend is not a sandbox's own.
 */
export function refuseAttachedProviders(environment: NodeJS.ProcessEnv): void {
  const { PULUMI_DEBUG_PROVIDERS: attached, PULUMI_BACKEND_URL: backend } = environment;
  if (attached && !isSandboxBackend(backend)) {
    throw new Failure(
      "usage",
      `Providers are attached (PULUMI_DEBUG_PROVIDERS=${attached}), but the state is not a sandbox's: it is in ` +
        `${backend ?? "the backend that Pulumi is logged in to"}.\n` +
        "Real state must never be mixed with a sandbox's resources. Unset PULUMI_DEBUG_PROVIDERS to work on this " +
        "backend, or run the command in the sandbox: npx throughline sandbox -- <command>",
    );
  }
}

function isSandboxBackend(url: string | undefined): boolean {
  if (url?.startsWith("file:///") !== true) {
    return false;
  }
  return existsSync(join(fileURLToPath(url), marker));
}
