import { performance } from "node:perf_hooks";
import { isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { formatProblem, loadEnvironment } from "..";
import { Folder, today, validText } from "./folder";

/** A sequence of numbers from 0 to 1 that depends on its seed alone (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;

function pick<T>(values: readonly T[], next: Random): T {
  return values[Math.floor(next() * values.length)] as T;
}

/** Values that people and editors put where others belong. */
const values: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  NaN,
  Infinity,
  "",
  " ",
  "\n",
  "~",
  "*",
  "[secret]",
  "ä€😀",
  "\u0000",
  "10.0.0.0/8",
  "0.0.0.0/0",
  "999.1.1.1/99",
  "::/0",
  "apps.nodes",
  "internet",
  "__proto__",
  "constructor",
  "toString",
  "../../etc/passwd",
  "x".repeat(5000),
  "1.35",
  1.35,
  [],
  {},
  [[]],
  [null],
  { secure: "v1:a:b" },
  { secure: 1 },
  { name: "x" },
  ["a", "a"],
  "2026-11-20",
  "v1",
  "service:account",
  "hub.private",
];

/** Texts that mean something to YAML. */
const tokens = [
  "- ",
  ": ",
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  "#",
  "&a ",
  "*a",
  "<<: ",
  "!!binary ",
  "|",
  ">",
  "---\n",
  "\t",
  "\r\n",
  "\u2028",
  "? ",
  "%YAML 1.1\n",
  "@",
  "`",
  "  ",
];

const changes: readonly ((text: string, next: Random) => string)[] = [
  // Lines: left out, twice, moved, deeper.
  (text, next) => onLines(text, next, () => []),
  (text, next) => onLines(text, next, (line) => [line, line]),
  (text, next) => onLines(text, next, (line) => [` ${line}`]),
  (text, next) => onLines(text, next, (line) => [line.trimStart()]),
  (text, next) => {
    const lines = text.split("\n");
    const [moved = ""] = lines.splice(Math.floor(next() * lines.length), 1);
    lines.splice(Math.floor(next() * lines.length), 0, moved);
    return lines.join("\n");
  },
  // Characters.
  (text, next) => splice(text, next, 1, ""),
  (text, next) => splice(text, next, 0, pick(tokens, next)),
  (text, next) => splice(text, next, 1, String.fromCharCode(Math.floor(next() * 256))),
  (text, next) => text.slice(0, Math.floor(next() * text.length)),
  // Values and keys: replaced, left out, renamed, added.
  (text, next) =>
    onNode(text, next, (parent, key, document) => {
      parent.set(key, document.createNode(pick(values, next)));
    }),
  (text, next) =>
    onNode(text, next, (parent, key, document) => {
      parent.set(key, document.createNode(pick(values, next)));
    }),
  (text, next) =>
    onNode(text, next, (parent, key) => {
      parent.delete(key);
    }),
  (text, next) =>
    onNode(text, next, (parent, key, document) => {
      if (isMap(parent)) {
        const value = parent.get(key, true);
        parent.delete(key);
        parent.add(
          document.createPair(
            pick([`${String(key)}s`, "__proto__", "constructor", "", "a.b[0]", 1, null], next),
            value,
          ),
        );
      }
    }),
];

function onLines(text: string, next: Random, change: (line: string) => string[]): string {
  const lines = text.split("\n");
  const index = Math.floor(next() * lines.length);
  return [...lines.slice(0, index), ...change(lines[index] ?? ""), ...lines.slice(index + 1)].join("\n");
}

function splice(text: string, next: Random, length: number, insert: string): string {
  const index = Math.floor(next() * text.length);
  return text.slice(0, index) + insert + text.slice(index + length);
}

type Collection = YAMLMap | YAMLSeq;

function onNode(
  text: string,
  next: Random,
  change: (parent: Collection, key: unknown, document: ReturnType<typeof parseDocument>) => void,
): string {
  const document = parseDocument(text);
  const places: { parent: Collection; key: unknown }[] = [];
  const walk = (node: unknown): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        places.push({ parent: node, key });
        walk(value);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, key) => {
        places.push({ parent: node, key });
        walk(item);
      });
    }
  };
  walk(document.contents);
  const place = places[Math.floor(next() * places.length)];
  if (document.errors.length > 0 || place === undefined) {
    return text;
  }
  change(place.parent, place.key, document);
  try {
    return document.toString({ lineWidth: 0 });
  } catch {
    // An alias whose anchor was taken away cannot be written.
    return text;
  }
}

/** A text with one to four mistakes in it. */
export function mutate(text: string, next: Random): string {
  const count = 1 + Math.floor(next() * 4);
  return Array.from({ length: count }).reduce<string>((mutated) => pick(changes, next)(mutated, next), text);
}

export interface FuzzResult {
  readonly files: number;
  /** Files in which something was wrong. */
  readonly refused: number;
  /** Problems told in all. */
  readonly problems: number;
  /** What must never happen: the file's number, and what happened. */
  readonly faults: readonly string[];
  /** Milliseconds of the slowest file. */
  readonly slowest: number;
}

/** What no message may contain: a value that was not thought of, or the inside of the program. */
const unfit = /undefined|\[object|NaN(?!")|\n\s+at |node_modules|TypeError|RangeError/;

/** Checks mutated settings: some with a shared file, which is mutated instead. */
export function fuzz(files: number, seed: number): FuzzResult {
  const folder = new Folder();
  const faults: string[] = [];
  let [refused, problems, slowest] = [0, 0, 0];
  try {
    for (let number = 0; number < files; number++) {
      const next = random(seed + number);
      const mutated = mutate(validText, next);
      const shares = next() < 0.2;
      folder
        .write("Pulumi.dev.yaml", shares ? "config:\n  throughline:base: base.yaml\n" : mutated)
        .write("base.yaml", mutated);
      const begin = performance.now();
      try {
        const environment = loadEnvironment(folder.root, "dev", { today });
        const texts = [...environment.problems, ...environment.warnings].map(formatProblem);
        refused += environment.problems.length > 0 ? 1 : 0;
        problems += texts.length;
        faults.push(
          ...texts
            .filter((text) => unfit.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""')))
            .map((text) => `${number}: ${text}`),
        );
      } catch (error) {
        faults.push(`${number}: threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
      slowest = Math.max(slowest, performance.now() - begin);
    }
  } finally {
    folder.remove();
  }
  return { files, refused, problems, faults, slowest };
}
