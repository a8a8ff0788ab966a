import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseDocument } from "yaml";
import { parsePath } from "../place";

/** The text of an environment's file in which nothing is wrong. */
export const validText = readFileSync(join(__dirname, "valid.yaml"), "utf8");

/** The day for which tests judge. */
export const today = new Date("2026-11-20T12:00:00Z");

/** A repository's root with settings files, for as long as a test takes. */
export class Folder {
  readonly root = mkdtempSync(join(tmpdir(), "throughline-config-"));

  write(file: string, text: string): this {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
    return this;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** Values by key path, as messages write it; `undefined` removes. */
export type Changes = Readonly<Record<string, unknown>>;

/** The text of settings with some values changed. */
export function changed(text: string, changes: Changes): string {
  const document = parseDocument(text);
  for (const [key, value] of Object.entries(changes)) {
    const path = ["config", ...parsePath(key)];
    if (value === undefined) {
      document.deleteIn(path);
    } else {
      document.setIn(path, document.createNode(value));
    }
  }
  return document.toString({ lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
}
