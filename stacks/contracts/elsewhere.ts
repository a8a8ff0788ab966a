import { crossReads } from "../layers/environments";
import type { LayerName } from "../layers/layer";
import { readSections } from "../program";

/** The environments in which a layer's program is to read a layer, as section `throughline:reads` says. */
export function environmentsRead(layer: LayerName, reads: LayerName): string[] {
  return crossReads(readSections("reads").reads)
    .filter((read) => read.layer === layer && read.reads === reads)
    .map(({ environment }) => environment);
}
