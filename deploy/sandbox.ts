import type * as sandboxModule from "@throughline/sandbox";
import { Failure } from "./errors";

/**
 * Starts the offline providers in this process. Their modules are loaded here, so that the engine can work meanwhile.
 *
 * @throws Failure if it cannot listen on 127.0.0.1, or cannot use the folder of its world.
 */
export async function startSandbox(options: sandboxModule.SandboxOptions = {}): Promise<sandboxModule.Sandbox> {
  // Not import(): that is for ES modules, which tsx/cjs does not translate.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const sandbox = require("@throughline/sandbox") as typeof sandboxModule;
  try {
    return await sandbox.startSandbox(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure("machine", `The sandbox cannot start: ${reason}`);
  }
}
