import { type Layer, layers } from "@throughline/stacks/layers";
import type { Terminal } from "../terminal/terminal";

/** `throughline layers`: the graph of the layers. */
export function listLayers({ out, style }: Terminal, { json }: { readonly json?: boolean }): Promise<"done"> {
  if (json === true) {
    out(`${JSON.stringify({ version: 1, layers }, undefined, 2)}\n`);
  } else {
    out(layers.map((layer) => `${style.bold(layer.name)}  ${style.dim(layer.directory)}${reads(layer)}\n`).join(""));
  }
  return Promise.resolve("done");
}

function reads(layer: Layer): string {
  return layer.reads.length === 0 ? "" : `  reads ${layer.reads.join(", ")}`;
}
