import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import type { ZodError, ZodType } from "zod";
import { checkNetwork } from "../network/check";
import { environments, settingsFileName } from "./environments";
import { type Finding, parsePath } from "./finding";
import type { Problem } from "./problem";
import { issueReason } from "./reason";
import { allowedKeys } from "./schema-keys";
import { type Sections, sectionSchemas } from "./sections";
import { didYouMean } from "./suggest";

const namespace = "throughline:";

export interface Environment {
  readonly name: string;
  /** File name of its settings, relative to the root. */
  readonly file: string;
  /** The sections that are valid; complete when there are no problems. */
  readonly sections: Partial<Sections>;
  /** Everything that is wrong with the file, in the order of its lines. */
  readonly problems: readonly Problem[];
}

/**
 * Reads and checks `Pulumi.<name>.yaml` as a whole. Never throws for what a person can write into the file: every
 * error is in `problems`, with its place.
 */
export function loadEnvironment(root: string, name: string): Environment {
  const file = settingsFileName(name);
  if (!existsSync(join(root, file))) {
    return { name, file, sections: {}, problems: [unknownEnvironment(root, name, file)] };
  }
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(root, file), "utf8"), { lineCounter: lines, prettyErrors: false });
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    const problems = syntax.map((error) => {
      const { line, col } = lines.linePos(error.pos[0]);
      return { file, line, column: col, message: `not valid YAML: ${error.message}` };
    });
    return { name, file, sections: {}, problems };
  }
  return { name, file, ...checkSections(new Source(file, document, lines)) };
}

function unknownEnvironment(root: string, name: string, file: string): Problem {
  const existing = environments(root);
  const known =
    existing.length > 0 ? `Environments here: ${existing.join(", ")}.` : "There is no environment here yet.";
  return { file, message: `there is no environment "${name}".${didYouMean(name, existing)} ${known}` };
}

function checkSections(source: Source): Pick<Environment, "sections" | "problems"> {
  const config = source.document.get("config");
  if (!isMap(config)) {
    return { sections: {}, problems: [source.problem([], 'the file needs a map "config" at the top level')] };
  }
  const problems = unknownSections(source, config);
  const sections: Partial<Record<keyof Sections, unknown>> = {};
  for (const [name, schema] of Object.entries(sectionSchemas)) {
    const key = `${namespace}${name}`;
    const result = schema.safeParse(withoutCiphertext(source.value(["config", key])));
    if (result.success) {
      sections[name as keyof Sections] = result.data;
    } else {
      problems.push(...schemaProblems(source, key, schema, result.error));
    }
  }
  const valid = sections as Partial<Sections>;
  if (isComplete(valid)) {
    problems.push(...findings(valid).map((finding) => located(source, finding)));
  }
  return { sections: valid, problems: problems.sort(byPlace) };
}

function isComplete(sections: Partial<Sections>): sections is Sections {
  return Object.keys(sectionSchemas).every((name) => name in sections);
}

/** What only shows when the sections are read together. */
function findings(sections: Sections): Finding[] {
  return checkNetwork(sections);
}

function located(source: Source, { section, path, message }: Finding): Problem {
  return source.problem(["config", `${namespace}${section}`, ...parsePath(path)], message);
}

function unknownSections(source: Source, config: YAMLMap): Problem[] {
  const known = Object.keys(sectionSchemas).map((name) => `${namespace}${name}`);
  return config.items
    .map((pair) => (isScalar(pair.key) ? String(pair.key.value) : ""))
    .filter((key) => key.startsWith(namespace) && !known.includes(key))
    .map((key) =>
      source.problem(["config", key], `unknown section.${didYouMean(key, known)} Known sections: ${known.join(", ")}`),
    );
}

function schemaProblems(source: Source, key: string, schema: ZodType, error: ZodError): Problem[] {
  return error.issues.flatMap((issue) => {
    const path = ["config", key, ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))];
    if (issue.code === "unrecognized_keys") {
      const allowed = allowedKeys(schema, issue.path);
      return issue.keys.map((unknown) =>
        source.problem(
          [...path, unknown],
          `unknown key.${didYouMean(unknown, allowed)} Allowed: ${allowed.join(", ")}`,
        ),
      );
    }
    return [source.problem(path, issueReason(issue, source.value(path)))];
  });
}

/** `secure:` values are strings to everybody but the engine: their ciphertext is of no interest to a schema. */
function withoutCiphertext(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutCiphertext);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "secure") {
    return "[secure]";
  }
  return Object.fromEntries(entries.map(([key, child]) => [key, withoutCiphertext(child)]));
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

type Path = readonly (string | number)[];

/** A parsed file that knows where each of its keys stands. */
class Source {
  constructor(
    readonly file: string,
    readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  value(path: Path): unknown {
    const node = this.document.getIn(path, true) as Node | undefined;
    return node?.toJS(this.document);
  }

  /** A problem at the path, or at its nearest ancestor that exists. */
  problem(path: Path, message: string): Problem {
    const place = this.place(path);
    return { file: this.file, ...place, ...(path.length > 1 ? { key: keyPath(path.slice(1)) } : {}), message };
  }

  private place(path: Path): { line?: number; column?: number } {
    for (let length = path.length; length > 0; length--) {
      const offset = this.offset(path.slice(0, length));
      if (offset !== undefined) {
        const { line, col } = this.lines.linePos(offset);
        return { line, column: col };
      }
    }
    return {};
  }

  private offset(path: Path): number | undefined {
    const parent = path.length === 1 ? this.document.contents : this.document.getIn(path.slice(0, -1), true);
    const last = path.at(-1);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === last);
      return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    }
    const node = this.document.getIn(path, true) as Node | undefined;
    return node?.range?.[0];
  }
}

/** `["throughline:network", "hub", "tiers", 0, "name"]` as `throughline:network.hub.tiers[0].name`. */
function keyPath(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`),
    "",
  );
}
