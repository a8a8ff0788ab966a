import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import type { Path, Place } from "./place";
import type { PlainMap } from "./plain";
import type { Problem } from "./problem";
import { syntaxProblems, unwantedYaml } from "./yaml-problems";

/** Settings are written by hand; what is larger is something else. */
const largestFile = 1 << 20;

/** A settings file that knows where each of its values stands. */
export class Source {
  /** Its map `config`. */
  readonly config: PlainMap;
  /** What the file holds beside the config: how it is encrypted. */
  readonly top: PlainMap;

  private constructor(
    readonly file: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {
    const top = document.toJS() as PlainMap;
    this.top = top;
    this.config = top.config as PlainMap;
  }

  /** Reads a file's text; undefined, and what is wrong in `problems`, if it is no settings file at all. */
  static read(file: string, text: string, problems: Problem[]): Source | undefined {
    const lines = new LineCounter();
    const place = (offset: number | undefined): Place => placeOf(file, lines, offset);
    if (text.length > largestFile) {
      problems.push({ file, message: "the file is larger than 1 MiB; settings are not" });
      return undefined;
    }
    try {
      const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
      const found = [...syntaxProblems(document, place), ...unwantedYaml(document, place)];
      if (found.length === 0 && !isMap(document.get("config"))) {
        found.push({ file, message: 'the file needs a map "config" at the top level' });
      }
      problems.push(...found);
      return found.length === 0 ? new Source(file, document, lines) : undefined;
    } catch (error) {
      // The parser calls itself for each level.
      if (!(error instanceof RangeError)) {
        throw error;
      }
      problems.push({ file, message: "not valid YAML: nested too deeply" });
      return undefined;
    }
  }

  /** Whether the config has something at the path. */
  has(path: Path): boolean {
    return this.document.hasIn(["config", ...path]);
  }

  /** Where a value that exists stands: its key in a map, itself in a list. */
  place(path: Path): Place {
    const full = ["config", ...path];
    const parent = full.length === 1 ? this.document.contents : this.document.getIn(full.slice(0, -1), true);
    const last = full.at(-1);
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === last) : undefined;
    const node = isScalar(pair?.key) ? pair.key : (this.document.getIn(full, true) as Node | undefined);
    return placeOf(this.file, this.lines, node?.range?.[0]);
  }

  /** A plain scalar as it was written, which a number is not any more: `1.30`. */
  written(path: Path): string | undefined {
    const node = this.document.getIn(["config", ...path], true);
    return isScalar(node) && node.type === "PLAIN" ? node.source : undefined;
  }
}

function placeOf(file: string, lines: LineCounter, offset: number | undefined): Place {
  if (offset === undefined) {
    return { file };
  }
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col };
}
