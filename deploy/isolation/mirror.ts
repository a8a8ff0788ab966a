import { createHash } from "node:crypto";
import {
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, sep } from "node:path";
import { sandboxSettings } from "./settings";

/** Pulumi.yaml, and Pulumi.<stack>.yaml with the stack as the first group. */
const settingsFile = /^Pulumi(?:\.(.+))?\.(yaml|yml|json)$/;

export interface MirrorOptions {
  /** Stacks whose settings are copied. @default all */
  readonly stacks?: readonly string[];
}

/**
 * Makes `target` a place where the engine can run any program of `root` without writing there. Folders are real, files
 * are links to the working tree, and Pulumi's settings, which the engine writes, are copies with fakes for secrets.
 *
 * Programs resolve their modules in the working tree, because runtimes follow links to files. Folders are not links
 * because the engine's archives leave out linked folders. Whole folders are linked only where nothing of the program is:
 * `node_modules` and hidden ones. `.git` is left out, so that no tool takes the mirror for the work tree.
 *
 * On an existing mirror, adds, renews and removes what has changed in `root`. A settings file is copied again when its
 * original has changed: until then, what the engine wrote into the copy stays.
 */
export async function mirrorProject(root: string, target: string, options: MirrorOptions = {}): Promise<void> {
  const ledger = `${target}.copies.json`;
  const copies: Copy[] = [];
  mirrorFolder(root, target, copies, options);
  writeFileSync(ledger, JSON.stringify(await copySettings(copies, readLedger(ledger))));
}

interface Copy {
  readonly source: string;
  readonly target: string;
  /** Absent for the project's own settings, which hold no secrets. */
  readonly stack: string | undefined;
  readonly format: "yaml" | "json";
}

function mirrorFolder(source: string, target: string, copies: Copy[], options: MirrorOptions): void {
  mkdirSync(target, { recursive: true });
  const before = new Map(readdirSync(target, { withFileTypes: true }).map((entry) => [entry.name, entry]));
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    const present = before.get(entry.name);
    before.delete(entry.name);
    const [settings, stack, extension] = settingsFile.exec(entry.name) ?? [];
    if (entry.name === ".git") {
      continue;
    } else if (isProgramFolder(entry)) {
      if (present?.isDirectory() === false) {
        rmSync(to);
      }
      mirrorFolder(from, to, copies, options);
    } else if (settings === undefined) {
      link(from, to, present);
    } else if (stack === undefined || (options.stacks?.includes(stack) ?? true)) {
      copies.push({ source: from, target: to, stack, format: extension === "json" ? "json" : "yaml" });
    }
  }
  for (const entry of before.values()) {
    removeLinks(source, join(target, entry.name), entry);
  }
}

function isProgramFolder(entry: Dirent): boolean {
  return entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".");
}

function link(source: string, target: string, present: Dirent | undefined): void {
  if (present?.isSymbolicLink() === true && readlinkSync(target) === source) {
    return;
  }
  rmSync(target, { force: true, recursive: true });
  symlinkSync(source, target);
}

/** Removes links to what is no longer in the working tree; files that a program wrote into the mirror stay. */
function removeLinks(source: string, target: string, entry: Dirent): void {
  if (entry.isSymbolicLink() && readlinkSync(target).startsWith(source + sep)) {
    rmSync(target);
  } else if (entry.isDirectory()) {
    for (const child of readdirSync(target, { withFileTypes: true })) {
      removeLinks(source, join(target, child.name), child);
    }
    if (readdirSync(target).length === 0) {
      rmdirSync(target);
    }
  }
}

/** Hash of the original by the path of its copy. */
type Ledger = Readonly<Record<string, string>>;

async function copySettings(copies: readonly Copy[], before: Ledger): Promise<Ledger> {
  const after: Record<string, string> = {};
  for (const { source, target, stack, format } of copies) {
    const text = readFileSync(source, "utf8");
    const hash = createHash("sha256").update(text).digest("hex");
    if (before[target] !== hash || !existsSync(target)) {
      writeFileSync(target, stack === undefined ? text : await sandboxSettings(text, format));
    }
    after[target] = hash;
  }
  for (const copy of Object.keys(before).filter((path) => !(path in after))) {
    rmSync(copy, { force: true });
  }
  return after;
}

function readLedger(file: string): Ledger {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Ledger) : {};
}
