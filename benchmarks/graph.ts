/**
 * What loading costs: exports as text, read, joined and made into a network. Time against size; processor time is given
 * beside wall time, because a busy machine lengthens only the latter.
 *
 * `npm run bench:graph`
 */
import { performance } from "node:perf_hooks";
import { buildNetwork } from "../graph/model";
import { joinSources, readSources, type SourceFile } from "../graph/read";
import { generatedExport } from "../graph/testing/generated";

const sizes = [10, 25, 50, 100];
const filesPerSize = 4;

/** Exports of this many megabytes together. */
function files(megabytes: number): SourceFile[] {
  const bytesPerVpc = generatedExport(0, 1).length;
  const vpcs = Math.ceil((megabytes * 1e6) / bytesPerVpc / filesPerSize);
  return Array.from({ length: filesPerSize }, (_, stack) => ({
    name: `stack ${stack}`,
    text: generatedExport(stack, vpcs),
  }));
}

interface Measured {
  readonly milliseconds: number;
  readonly line: string;
}

function measure(megabytes: number): Measured {
  const given = files(megabytes);
  const bytes = given.reduce((sum, { text }) => sum + text.length, 0);
  const [begin, before] = [performance.now(), process.cpuUsage()];
  const { sources } = readSources(given);
  const read = performance.now();
  const graph = joinSources(sources);
  const network = buildNetwork(graph);
  const milliseconds = performance.now() - begin;
  const { user, system } = process.cpuUsage(before);
  return {
    milliseconds,
    line: [
      `${(bytes / 1e6).toFixed(0).padStart(4)} MB`,
      `${String(graph.resources.length).padStart(7)} resources`,
      `${String(network.interfaces.size).padStart(6)} interfaces`,
      `${(milliseconds / 1000).toFixed(2)} s (${((read - begin) / 1000).toFixed(2)} s reading)`,
      `${((user + system) / 1e6).toFixed(2)} s processor time`,
      `${(milliseconds / (bytes / 1e6)).toFixed(1)} ms per MB`,
    ].join("  "),
  };
}

measure(sizes[0] ?? 1);
for (const size of sizes) console.log(measure(size).line);
