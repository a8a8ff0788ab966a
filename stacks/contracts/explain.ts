import { layerNamed } from "../layers/layer";
import type { ContractProblem } from "./check";
import { type AnyContract, headerSchema } from "./contract";

export interface Refusal {
  readonly contract: AnyContract;
  readonly environment: string;
  /** Full name of the stack. */
  readonly stack: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly problems: readonly ContractProblem[];
}

/** Why outputs cannot be read, and what to do about it, for the person who deploys. */
export function explain({ contract: { layer, version }, environment, stack, outputs, problems }: Refusal): string {
  const deploy = `pulumi -C ${layerNamed(layer).directory} up -s ${environment}`;
  if (Object.keys(outputs).length === 0) {
    return (
      `The ${layer} layer of "${environment}" is not deployed: the stack ${stack} has no outputs.\n` +
      `Deploy it first: ${deploy}`
    );
  }
  const { data } = headerSchema.safeParse(outputs.contract);
  const list = problems.map(({ path, reason }) => `  ${path}: ${reason}\n`).join("");
  return (
    `The outputs of ${stack} do not fit version ${version} of the ${layer} layer's contract, which this program reads:\n` +
    list +
    (data !== undefined && data.version > version
      ? "Upgrade this program: what is deployed is newer."
      : `Deploy it first, from the same code as this program: ${deploy}`)
  );
}
