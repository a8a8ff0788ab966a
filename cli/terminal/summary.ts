import type { LayerRehearsal, Rehearsal } from "@throughline/deploy";
import { assumptions, diagnosticLines, outputLines, type Page, resourceLines } from "./lines";
import type { Style } from "./terminal";

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
