import * as pulumi from "@pulumi/pulumi";
import { layerNamed, type LayerName } from "../layers/layer";
import { contracts, type ContractValues } from ".";
import { contractProblems } from "./check";
import type { AnyContract } from "./contract";
import { explain } from "./explain";
import { foresee } from "./foresee";
import { refuse } from "./refuse";

export interface ReadContractOptions<Name extends LayerName> {
  /**
   * Environment whose stack is read.
   *
   * @default the environment of the program's own stack
   */
  readonly environment?: string;
  /**
   * What the settings alone decide of the contract's values: names, availability zones, address blocks. In a preview it
   * stays known although the layer is not deployed; an update refuses outputs that say otherwise.
   *
   * @default nothing
   */
  readonly known?: Known<ContractValues<Name>>;
}

/** Any part of a value; lists as a whole. */
export type Known<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: Known<T[Key]> }
    : T;

/** The outputs of a layer as its readers have them. */
export type ContractOutputs<Name extends LayerName> = {
  readonly [Key in keyof ContractValues<Name>]-?: pulumi.Output<ContractValues<Name>[Key]>;
};

type Values = Record<string, unknown>;

interface Read {
  readonly layer: LayerName;
  readonly environment: string;
  /** Full name of the stack. */
  readonly stack: string;
  readonly known: unknown;
}

/**
 * Reads what a layer promises to the layers above it: the outputs of its stack, checked against its contract.
 *
 * What the stack has as a secret stays one; the other outputs do not become secrets because of it. In a preview,
 * outputs that are not there yet are unknown, and what the reader knows by itself stays known.
 *
 * The program fails with one error that names everything that is wrong and the stack to deploy or upgrade, if the stack
 * has another version of the contract, if an output has not the shape that the contract gives it, or, in an update, if
 * an output is missing.
 *
 * @see docs/contracts.md
 */
export function readContract<Name extends LayerName>(
  layer: Name,
  { environment = pulumi.getStack(), known }: ReadContractOptions<Name> = {},
): ContractOutputs<Name> {
  const { project } = layerNamed(layer);
  const stack = `${pulumi.getOrganization()}/${project}/${environment}`;
  const reference = new pulumi.StackReference(`${environment}/${layer}`, { name: stack });
  const values = pulumi
    .unsecret(reference.outputs)
    .apply((outputs: Values) => check({ layer, stack, environment, known }, outputs));
  const parts = Object.keys(contracts[layer].schema.shape).map((key) => {
    const part = values[key];
    return [
      key,
      reference.secretOutputNames.apply((secrets) => (secrets.includes(key) ? pulumi.secret(part) : part)),
    ] as const;
  });
  return Object.fromEntries(parts) as ContractOutputs<Name>;
}

/** Values of the contract for the program; the sentinel `pulumi.unknown` for what only an update can tell. */
function check({ layer, stack, environment, known }: Read, outputs: Values): Values {
  const contract: AnyContract = contracts[layer];
  const deployed = Object.keys(outputs).length > 0;
  const preview = pulumi.runtime.isDryRun();
  const problems = deployed ? contractProblems(contract, outputs, known) : [];
  // Between a preview and its update, the layers below are deployed.
  const bearable = preview && problems.every(({ pending }) => pending);
  if (!bearable && (problems.length > 0 || !deployed)) {
    refuse(explain({ contract, stack, environment, outputs, problems }));
  }
  return foresee(contract.schema, deployed ? outputs : undefined, known ?? {}, pulumi.unknown) as Values;
}
