import type { Assumed, Diagnostic, LayerRehearsal, Rehearsal } from "@throughline/deploy";
import { compact } from "./compact";
import type { Style, Terminal } from "./terminal";
import { wrap } from "./wrap";

type Page = Pick<Terminal, "style" | "columns">;

/** A rehearsal for a person: the verdict first, then what each layer made and gives, then what is assumed. */
export function summary(rehearsal: Rehearsal, page: Page): string {
  return [
    verdict(rehearsal, page.style),
    ...rehearsal.layers.map((layer) => layerSection(layer, page)),
    assumptions(rehearsal.assumed, page),
  ]
    .filter((section) => section !== "")
    .join("\n");
}

/** Only what went wrong. */
export function failures(rehearsal: Rehearsal, { style }: Page): string {
  const diagnostics = rehearsal.layers.flatMap((layer) => diagnosticLines(layer, style));
  return [verdict(rehearsal, style), ...diagnostics].join("");
}

function verdict({ environment, result, seconds, layers }: Rehearsal, style: Style): string {
  const total = layers.flatMap((layer) => Object.values(layer.resources)).reduce((sum, count) => sum + count, 0);
  const failed = layers.filter((layer) => layer.result === "failed").map((layer) => layer.name);
  const verdicts = {
    succeeded: `${style.green("✔")} ${style.bold(environment)} comes up: ${total} resources in ${seconds.toFixed(1)} s. Only a rehearsal: no cloud was asked.`,
    failed: `${style.red("✖")} ${style.bold(environment)} does not come up: ${failed.join(", ")} failed.`,
    cancelled: `${style.yellow("-")} ${style.bold(environment)} was cancelled after ${seconds.toFixed(1)} s.`,
  };
  return `${verdicts[result]}\n`;
}

function layerSection(layer: LayerRehearsal, page: Page): string {
  const { style } = page;
  return [
    `${style.bold(layer.name)}  ${style.dim(layerResult(layer))}\n`,
    ...diagnosticLines(layer, style),
    ...resourceLines(layer.resources, page),
    ...outputLines(layer, page),
  ].join("");
}

function layerResult({ result, skippedBecause, seconds, operations }: LayerRehearsal): string {
  if (result === "skipped") {
    return `not tried, because ${skippedBecause ?? "another layer"} failed`;
  }
  const counts = Object.entries(operations).map(([operation, count]) => `${count} ${done[operation] ?? operation}`);
  const made = counts.length > 0 ? counts : ["nothing made"];
  return `${[...(result === "succeeded" ? [] : [result]), ...made].join(", ")} in ${seconds.toFixed(1)} s`;
}

/** The engine's operations in the past tense. */
const done: Readonly<Record<string, string>> = {
  create: "created",
  same: "unchanged",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
};

function diagnosticLines({ diagnostics }: LayerRehearsal, style: Style): string[] {
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
function resourceLines(resources: LayerRehearsal["resources"], page: Page): string[] {
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

function outputLines({ outputs }: LayerRehearsal, { columns, style }: Page): string[] {
  const entries = Object.entries(outputs);
  if (entries.length === 0) {
    return [];
  }
  const width = Math.max(...entries.map(([name]) => name.length));
  const room = Math.max(20, columns - width - 6);
  const lines = entries.map(([name, value]) => `    ${style.cyan(name.padEnd(width))}  ${compact(value, room)}\n`);
  return [`  ${style.dim("outputs")}\n`, ...lines];
}

function assumptions(assumed: readonly Assumed[], page: Page): string {
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
