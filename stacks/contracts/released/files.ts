import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AnyContract } from "../contract";
import type { Shape } from "./compatibility";

/** Where the released shape of this version of a contract is kept. */
export function fileOf({ layer, version }: Pick<AnyContract, "layer" | "version">): string {
  return join(__dirname, `${layer}.v${version}.json`);
}

/** The released shape of this version; undefined if it was never released. */
export function readReleased(contract: Pick<AnyContract, "layer" | "version">): Shape | undefined {
  const file = fileOf(contract);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Shape) : undefined;
}
