import { at, error, type Finding } from "../finding";
import type { Path } from "../place";
import type { Sections } from "../sections";
import { unknownName } from "../suggest";
import type { CheckContext } from "./check";

/** The environments that this one names: others, and such as exist. */
export function otherEnvironments(
  { peers, reads }: Pick<Sections, "peers" | "reads">,
  { environment, environments }: CheckContext,
): Finding[] {
  const named: { name: string; path: Path }[] = [
    ...peers.map((name, index) => ({ name, path: at("peers", index) })),
    ...Object.entries(reads).flatMap(([layer, stacks]) =>
      stacks.map((stack, index) => ({ name: stack.split("/")[0] ?? stack, path: at("reads", layer, index) })),
    ),
  ];
  return named.flatMap(({ name, path }) => {
    if (name === environment) {
      return [error(path, `"${name}" is this environment. Name another, or remove it.`)];
    }
    return environments.includes(name) ? [] : [error(path, unknownName("environment", name, environments))];
  });
}
