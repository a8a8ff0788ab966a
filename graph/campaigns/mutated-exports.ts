/**
 * Reads exports that were damaged at random: each gives errors of its own or a network, and never anything else.
 *
 * `npm run campaign:exports -- [count] [seed]`
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { buildNetwork } from "../model";
import { joinSources, readSources, type SourceFile } from "../read";
import { mutate } from "./mutate";
import { randomOf } from "./random";

const fixtures = ["dev-network.json", "dev-compute.json", "dev-data.json"];

export interface Outcome {
  readonly networks: number;
  readonly refused: number;
  readonly slowest: number;
}

/** @throws {Error} that names the seed of the export that nobody was prepared for. */
export function campaign(count: number, firstSeed: number): Outcome {
  const originals = fixtures.map((name): SourceFile => ({
    name,
    text: readFileSync(join(__dirname, "../testing/fixtures", name), "utf8"),
  }));
  let [networks, refused, slowest] = [0, 0, 0];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const random = randomOf(seed);
    const damaged = random.below(originals.length);
    const files = originals.map((file, index) =>
      index === damaged ? { ...file, text: mutate(file.text, random) } : file,
    );
    const begin = performance.now();
    const { errors } = load(files, seed);
    slowest = Math.max(slowest, performance.now() - begin);
    if (errors > 0) refused++;
    else networks++;
  }
  return { networks, refused, slowest };
}

function load(files: readonly SourceFile[], seed: number): { readonly errors: number } {
  try {
    const { sources, errors } = readSources(files);
    buildNetwork(joinSources(sources));
    return { errors: errors.length };
  } catch (error) {
    throw new Error(`the export of seed ${seed} was neither read nor refused`, { cause: error });
  }
}

if (require.main === module) {
  const [count = "10000", seed = "1"] = process.argv.slice(2);
  const { networks, refused, slowest } = campaign(Number(count), Number(seed));
  console.log(`${networks} networks, ${refused} refused, slowest ${slowest.toFixed(0)} ms`);
}
