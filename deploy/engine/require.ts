import { type Engine, EngineUnavailableError, findEngine } from "@throughline/tools/engine";
import { Failure } from "../errors";

/**
 * The engine that set-up has provided.
 *
 * @throws Failure if there is none, with all ways to get one.
 */
export function requireEngine(): Engine {
  try {
    return findEngine();
  } catch (error) {
    throw error instanceof EngineUnavailableError ? new Failure("machine", error.message) : error;
  }
}
