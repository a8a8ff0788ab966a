import type { Environment } from "./load";
import { keyPath, type Path, type Place } from "./place";
import { isPlainMap } from "./plain";
import { baseKey, sectionKey, sectionNames } from "./sections";

/** A value of an environment's settings, and where it is from. */
export interface OriginatedValue {
  /** Key path: `throughline:network.hub.cidrBlock`. */
  readonly key: string;
  /** A scalar, or a list of scalars; `[secret]` for what is encrypted. */
  readonly value: unknown;
  readonly origin: Place;
}

/** All values of an environment with those of shared files, in the order of sections; keys of others first. */
export function valuesOf({ config, origin }: Pick<Environment, "config" | "origin">): OriginatedValue[] {
  const order = [baseKey, ...sectionNames.map(sectionKey)];
  const sections = Object.entries(config).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return sections
    .flatMap(([key, value]) => leaves(value, [key]))
    .map(({ path, value }) => ({ key: keyPath(path), value, origin: origin(path) }));
}

interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

function leaves(value: unknown, path: Path): Leaf[] {
  const children = childrenOf(value);
  return children.length === 0 ? [{ path, value }] : children.flatMap(([key, child]) => leaves(child, [...path, key]));
}

/** What is shown one by one: a list of scalars is not. */
function childrenOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) {
    return value.some((item) => typeof item === "object" && item !== null)
      ? value.map((item, index) => [index, item])
      : [];
  }
  return isPlainMap(value) ? Object.entries(value) : [];
}
