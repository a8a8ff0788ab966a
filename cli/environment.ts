import { Failure } from "@throughline/deploy/errors";
import { formatProblem, loadEnvironment } from "@throughline/stacks/config";
import { type Layer, layers, layersOf } from "@throughline/stacks/layers";

/**
 * Checks an environment's settings as a whole.
 *
 * @returns the layers that it has.
 * @throws Failure with everything that is wrong, each with its place.
 */
export function layersOfValid(root: string, environment: string): readonly Layer[] {
  const { problems, sections } = loadEnvironment(root, environment);
  if (problems.length > 0) {
    throw new Failure("config", problems.map(formatProblem).join("\n"));
  }
  const present = layersOf(sections);
  return layers.filter((layer) => present.includes(layer.name));
}
