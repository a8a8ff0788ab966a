import type { Assumed, Diagnostic, StackResult } from "@throughline/deploy";
import { compact } from "./compact";
import type { Style, Terminal } from "./terminal";
import { wrap } from "./wrap";

/** What a text is written for. */
export type Page = Pick<Terminal, "style" | "columns">;

/** Errors and warnings, with their places. */
export function diagnosticLines({ diagnostics }: StackResult, style: Style): string[] {
  const marks = { error: style.red("error"), warning: style.yellow("warning") };
  return diagnostics
    .filter(
      (diagnostic): diagnostic is Diagnostic & { severity: "error" | "warning" } => diagnostic.severity !== "info",
    )
    .map(({ severity, message, urn, where }) => {
      const places = [urn, where].filter((place) => place !== undefined).map((place) => `    ${style.dim(place)}\n`);
      return `  ${marks[severity]}  ${message.replaceAll("\n", "\n    ")}\n${places.join("")}`;
    });
}

/** Counts by type: `aws ec2  2 Vpc, 12 Subnet`. */
export function resourceLines(resources: StackResult["resources"], page: Page): string[] {
  return byModule(
    Object.entries(resources).map(([type, count]) => [type, (kind) => `${count} ${kind}`]),
    page,
  );
}

/** A paragraph for each module of a package, with what is said about each of its types. */
function byModule(
  types: readonly (readonly [type: string, say: (kind: string) => string])[],
  { columns, style }: Page,
): string[] {
  const modules = new Map<string, string[]>();
  for (const [type, say] of types) {
    const [name, kind] = moduleAndKind(type);
    modules.set(name, [...(modules.get(name) ?? []), say(kind)]);
  }
  const width = Math.max(0, ...[...modules.keys()].map((name) => name.length));
  const indent = " ".repeat(width + 4);
  return [...modules].map(([name, items]) => {
    const [first = "", ...others] = wrap(items, columns - indent.length);
    return [`  ${style.dim(name.padEnd(width))}  ${first}\n`, ...others.map((line) => `${indent}${line}\n`)].join("");
  });
}

/** `aws:ec2/subnet:Subnet` is Subnet of `aws ec2`. */
function moduleAndKind(type: string): [module: string, kind: string] {
  const [packageName = "", moduleName = "", kind = ""] = type.split(":");
  const [folder = ""] = moduleName.split("/");
  return [folder === "" || folder === "index" ? packageName : `${packageName} ${folder}`, kind];
}

/** Outputs of the stack, each on a line. */
export function outputLines({ outputs }: StackResult, { columns, style }: Page): string[] {
  const entries = Object.entries(outputs);
  if (entries.length === 0) {
    return [];
  }
  const width = Math.max(...entries.map(([name]) => name.length));
  const room = Math.max(20, columns - width - 6);
  const lines = entries.map(([name, value]) => `    ${style.cyan(name.padEnd(width))}  ${compact(value, room)}\n`);
  return [`  ${style.dim("outputs")}\n`, ...lines];
}

/** What the sandbox made up. */
export function assumptions(assumed: readonly Assumed[], page: Page): string {
  if (assumed.length === 0) {
    return "";
  }
  const { bold, dim } = page.style;
  const properties = new Map<string, string[]>();
  for (const { type, property } of assumed) {
    properties.set(type, [...(properties.get(type) ?? []), ...(property === undefined ? [] : [property])]);
  }
  const lines = byModule(
    [...properties].map(([type, names]) => [type, (kind) => [kind, names.join(" and ")].join(" ").trim()]),
    page,
  );
  return `${bold("assumed")}  ${dim("made up by the sandbox: no source says what the cloud answers")}\n${lines.join("")}`;
}
