import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadExisting } from "../existing/load";
import { crossReads, type EnvironmentLayers, layerNames, layersOf } from "../layers";
import { vpcsOf } from "../network/names";
import { checks } from "./checks";
import type { CheckContext, Peer } from "./checks/check";
import { environments, settingsFileName } from "./environments";
import type { Finding } from "./finding";
import type { Path, Place } from "./place";
import type { PlainMap } from "./plain";
import type { Problem } from "./problem";
import { readSections, withoutCiphertext } from "./read-sections";
import { sectionKey, type Sections, sectionSchemas } from "./sections";
import { readSettings, type Settings } from "./settings";
import { didYouMean } from "./suggest";

export interface Environment {
  readonly name: string;
  /** File name of its settings, relative to the root. */
  readonly file: string;
  /** The sections that are valid; complete when there are no problems. */
  readonly sections: Partial<Sections>;
  /** Everything that is wrong, in the order of files and lines. */
  readonly problems: readonly Problem[];
  /** What works, but perhaps not as meant. */
  readonly warnings: readonly Problem[];
  /** All values with those of shared files, encrypted ones hidden; empty when a file cannot be read. */
  readonly config: PlainMap;
  /** Where a value stands. */
  readonly origin: (path: Path) => Place;
}

export interface LoadOptions {
  /**
   * The day for which versions and acknowledgements are judged.
   *
   * @default now
   */
  readonly today?: Date;
  /**
   * Whether the file of what exists is checked as well, which is written from these settings.
   *
   * @default true
   */
  readonly existing?: boolean;
}

/**
 * Reads and checks `Pulumi.<name>.yaml` as a whole. Never throws for what a person can write into the file: every
 * error is in `problems`, with its place.
 */
export function loadEnvironment(
  root: string,
  name: string,
  { today = new Date(), existing = true }: LoadOptions = {},
): Environment {
  const file = settingsFileName(name);
  const nothing = { name, file, sections: {}, warnings: [], config: {}, origin: () => ({ file }) };
  if (!existsSync(join(root, file))) {
    const message = unknownEnvironment(name, environments(root));
    return { ...nothing, problems: [{ file, message }] };
  }
  const problems: Problem[] = [];
  const settings = readSettings(root, file, problems);
  if (settings === undefined) {
    return { ...nothing, problems };
  }
  const { valid, checkable, setAside, problems: misread } = readSections(settings);
  const context = { environment: name, today, settings, ...otherEnvironments(root, name, checkable) };
  const findings = checks
    .flatMap((check) => check(checkable, context))
    .filter(({ path }) => !setAside.some((wrong) => begins(path, wrong)));
  const located = (wanted: readonly Finding[]): Problem[] =>
    wanted.map(({ path, message }) => settings.problem(path, message)).sort(byPlace(settings));
  const wrong = [...problems, ...misread, ...located(findings.filter(({ warning }) => warning === undefined))];
  return {
    name,
    file,
    sections: valid,
    // Wrong settings want something else of what exists.
    problems: wrong.length === 0 && existing ? loadExisting(root, name, valid).problems : wrong.sort(byPlace(settings)),
    warnings: located(findings.filter(({ warning }) => warning === true)),
    config: withoutCiphertext(settings.config) as PlainMap,
    origin: (path) => settings.place(path),
  };
}

/** Whether a path leads to a value, or into it. */
function begins(path: Path, value: Path): boolean {
  return value.every((part, index) => path[index] === part);
}

function unknownEnvironment(name: string, existing: readonly string[]): string {
  const known =
    existing.length > 0 ? `Environments here: ${existing.join(", ")}.` : "There is no environment here yet.";
  return `there is no environment "${name}".${didYouMean(name, existing)} ${known}`;
}

/** In the order of files, the environment's own first, and of lines. */
function byPlace({ sources }: Settings): (a: Problem, b: Problem) => number {
  const files = sources.map((source) => source.file);
  return (a, b) =>
    files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** The other environments. What is wrong with them is told when they are checked. */
function otherEnvironments(
  root: string,
  name: string,
  { peers = [] }: Partial<Sections>,
): Pick<CheckContext, "environments" | "peers" | "readElsewhere"> {
  const others = environments(root).filter((other) => other !== name);
  return {
    environments: others,
    peers: peers
      .filter((peer) => others.includes(peer))
      .map((environment) => ({ environment, vpcs: vpcsIn(root, environment) })),
    readElsewhere: () => others.map((environment) => layersIn(root, environment)),
  };
}

function layersIn(root: string, name: string): EnvironmentLayers {
  const config = readSettings(root, settingsFileName(name), [])?.config ?? {};
  const sections = Object.fromEntries(layerNames.map((layer) => [layer, config[sectionKey(layer)]]));
  const reads = sectionSchemas.reads.safeParse(config[sectionKey("reads")]).data ?? {};
  return { name, layers: layersOf(sections), crossReads: crossReads(reads) };
}

function vpcsIn(root: string, environment: string): Peer["vpcs"] {
  const settings = readSettings(root, settingsFileName(environment), []);
  const network = sectionSchemas.network.safeParse(settings?.config[sectionKey("network")]).data;
  return network === undefined ? [] : vpcsOf(network);
}
