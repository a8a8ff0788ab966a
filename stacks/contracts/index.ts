import type { z } from "zod";
import type { LayerName } from "../layers/layer";
import { appsContract } from "./apps";
import { computeContract } from "./compute";
import type { Contract } from "./contract";
import { dataContract } from "./data";
import { edgeContract } from "./edge";
import { meshContract } from "./mesh";
import { networkContract } from "./network";
import { observabilityContract } from "./observability";

export {
  appsContract,
  computeContract,
  dataContract,
  edgeContract,
  meshContract,
  networkContract,
  observabilityContract,
};
export { type AnyContract, type Contract, fulfil, type Header, type Outputs, type Provided } from "./contract";

/** The contract of each layer. */
export const contracts = {
  network: networkContract,
  compute: computeContract,
  data: dataContract,
  mesh: meshContract,
  apps: appsContract,
  edge: edgeContract,
  observability: observabilityContract,
} satisfies { [Name in LayerName]: Contract<Name, z.ZodRawShape> };

/** Values of a layer's contract. */
export type ContractValues<Name extends LayerName> = z.output<(typeof contracts)[Name]["schema"]>;
