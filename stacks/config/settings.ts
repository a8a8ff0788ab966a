import { existsSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, join, normalize } from "node:path";
import { settingsFileName } from "./environments";
import { mergeValues } from "./merge";
import { keyPath, type Path, type Place } from "./place";
import { isPlainMap, isSecure, type PlainMap } from "./plain";
import type { Problem } from "./problem";
import { show } from "./reason";
import { baseKey, isOurs } from "./sections";
import { Source } from "./source";

/** The values of a settings file over those of the files that it shares. */
export class Settings {
  constructor(
    /** The file itself, then what it is based on, what that is based on, … */
    readonly sources: readonly Source[],
    /** All values together. */
    readonly config: PlainMap,
  ) {}

  value(path: Path): unknown {
    return path.reduce<unknown>((value, part) => child(value, part), this.config);
  }

  /** Where the value at a path, or its nearest ancestor that exists, stands. */
  place(path: Path): Place {
    const existing = path.slice(0, this.existing(path));
    return this.holder(existing)?.place(existing) ?? { file: this.sources[0]?.file ?? "" };
  }

  /** A plain value as it was written. */
  written(path: Path): string | undefined {
    return this.holder(path)?.written(path);
  }

  problem(path: Path, message: string): Problem {
    const place = path.length === 0 ? { file: this.sources[0]?.file ?? "" } : this.place(path);
    return { ...place, ...(path.length === 0 ? {} : { key: keyPath(path) }), message };
  }

  /** How many parts of a path exist. */
  private existing(path: Path): number {
    let value: unknown = this.config;
    for (const [index, part] of path.entries()) {
      value = child(value, part);
      if (value === undefined) {
        return index;
      }
    }
    return path.length;
  }

  /** The file that has the last word on a value. */
  private holder(path: Path): Source | undefined {
    return this.sources.find((source) => source.has(path));
  }
}

function child(value: unknown, part: string | number): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, part)
    ? (value as Record<string | number, unknown>)[part]
    : undefined;
}

/**
 * Reads a settings file and what it is based on. Paths of bases are relative to the repository's root. Undefined, and
 * what is wrong in `problems`, if one of the files cannot be read.
 */
export function readSettings(root: string, file: string, problems: Problem[]): Settings | undefined {
  const own = Source.read(file, readFileSync(join(root, file), "utf8"), problems);
  const shared = own && readShared(root, own.config[baseKey], [own], problems);
  return own && shared && new Settings([own, ...shared.sources], mergeValues(shared.config, own.config) as PlainMap);
}

/**
 * Reads the file that `base` names, and what that is based on in turn.
 *
 * @param above the files that lead to it, the nearest last
 */
export function readShared(
  root: string,
  base: unknown,
  above: readonly Source[],
  problems: Problem[],
): Settings | undefined {
  if (base === undefined) {
    return new Settings([], {});
  }
  const wrong = wrongBase(root, base, above);
  if (typeof base !== "string" || wrong !== undefined) {
    const place = above.at(-1)?.place([baseKey]) ?? { file: settingsFileName("<environment>") };
    problems.push({ ...place, key: baseKey, message: wrong ?? "" });
    return undefined;
  }
  const file = normalize(base);
  const source = Source.read(file, readFileSync(join(root, file), "utf8"), problems);
  if (source === undefined) {
    return undefined;
  }
  problems.push(...notShareable(source, above[0]?.file ?? settingsFileName("<environment>")));
  const shared = readShared(root, source.config[baseKey], [...above, source], problems);
  return shared && new Settings([source, ...shared.sources], mergeValues(shared.config, source.config) as PlainMap);
}

/** What is wrong with the name of a shared file. */
function wrongBase(root: string, base: unknown, above: readonly Source[]): string | undefined {
  if (typeof base !== "string" || base === "") {
    return `${show(base)} is not the name of a file, relative to the repository's root`;
  }
  const file = normalize(base);
  const chain = [...above.map((source) => source.file), file].join(" → ");
  if (above.some((source) => source.file === file)) {
    return `files share each other in a circle: ${chain}. Remove one of these bases.`;
  }
  if (file.startsWith("..") || isAbsolute(file)) {
    return `"${base}" is outside the repository. Name a file below its root.`;
  }
  return existsSync(join(root, file)) && statSync(join(root, file)).isFile()
    ? undefined
    : `there is no file "${file}" (${chain}). Paths are relative to the repository's root.`;
}

/** What a shared file cannot hold: the engine reads the environment's own file only. */
function notShareable(source: Source, environmentFile: string): Problem[] {
  const foreign = Object.keys(source.config)
    .filter((key) => !isOurs(key))
    .map((key) => ({
      ...source.place([key]),
      key,
      message: `only the engine reads this key, and it does not read shared files. Write it into ${environmentFile}.`,
    }));
  const secrets = securePaths(source.config).map((path) => ({
    ...source.place(path),
    key: keyPath(path),
    message: `an encrypted value cannot be shared: each environment's file has a key of its own. Write it into ${environmentFile}.`,
  }));
  return [...foreign, ...secrets];
}

/** Where values are encrypted. */
export function securePaths(value: unknown, path: Path = []): Path[] {
  if (isSecure(value)) {
    return [path];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => securePaths(item, [...path, index]));
  }
  return isPlainMap(value) ? Object.entries(value).flatMap(([key, item]) => securePaths(item, [...path, key])) : [];
}
