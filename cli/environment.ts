import { Failure } from "@throughline/deploy/errors";
import { formatProblem, loadEnvironment } from "@throughline/stacks/config";

/**
 * Checks an environment's settings as a whole.
 *
 * @throws Failure with everything that is wrong, each with its place.
 */
export function requireValidEnvironment(root: string, name: string): void {
  const { problems } = loadEnvironment(root, name);
  if (problems.length > 0) {
    throw new Failure("config", problems.map(formatProblem).join("\n"));
  }
}
