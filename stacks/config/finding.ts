import type { Path } from "./place";
import { type SectionName, sectionKey } from "./sections";

/** A mistake that shows only when values are read together: what a schema alone cannot see. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  /** Whether it works, but perhaps not as meant. */
  readonly warning?: true;
}

/** A path in a section: `at("network", "hub", "tiers", 1)`. */
export function at(section: SectionName, ...path: Path): Path {
  return [sectionKey(section), ...path];
}

export function error(path: Path, message: string): Finding {
  return { path, message };
}

export function warning(path: Path, message: string): Finding {
  return { path, message, warning: true };
}
