import { type MonthReport, monthInSandbox } from "@throughline/deploy";
import type { Terminal } from "../terminal/terminal";

/** `throughline sandbox drift --a-month-later` */
export async function sandboxDrift(terminal: Terminal, { json }: { readonly json?: boolean }): Promise<"done"> {
  const report = await monthInSandbox(terminal.directory);
  terminal.out(json === true ? `${JSON.stringify({ version: 1, ...report }, undefined, 2)}\n` : text(report, terminal));
  return "done";
}

function text({ today, published, changes }: MonthReport, { style }: Terminal): string {
  const kinds = [...new Set(changes.map(({ what }) => what))];
  return [
    `It is ${style.bold(today)} in the sandbox.`,
    "",
    style.bold("published"),
    ...published.map(({ what, from, to }) => `  ${what}  ${style.dim(from)} → ${to}`),
    "",
    style.bold("changed by others"),
    ...(changes.length === 0 ? ["  nothing: there is nothing that others own"] : []),
    ...kinds.flatMap((kind) => [
      `  ${kind}`,
      ...changes
        .filter(({ what }) => what === kind)
        .map(({ id, property, from, to }) => `    ${id}  ${property} ${style.dim(shown(from))} → ${shown(to)}`),
    ]),
    "",
    "",
  ].join("\n");
}

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
