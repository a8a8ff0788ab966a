import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { LayerName } from "../layers/layer";
import { type Contract, fulfil, type Header, type Outputs } from "./contract";

/**
 * The outputs of a layer whose program makes nothing yet. They have the shape of its contract, so that the layers above
 * it can be planned and rehearsed, and the contract's header says that they are placeholders.
 */
export function stub<Shape extends z.ZodRawShape>(
  contract: Contract<LayerName, Shape>,
  outputs: Outputs<Shape>,
): Outputs<Shape> & { contract: Header } {
  void pulumi.log.warn(`The ${contract.layer} layer is a stub: it makes nothing, and its outputs are placeholders.`);
  const fulfilled = fulfil(contract, outputs);
  return { ...fulfilled, contract: { ...fulfilled.contract, stub: true } };
}

/** Makes texts that stand for identifiers and addresses: `stub/cluster/vpc-1`. They tell what they would depend on. */
export function placeholders(...inputs: pulumi.Input<string>[]): (...what: string[]) => pulumi.Output<string> {
  return (...what) => pulumi.all(inputs).apply((values) => ["stub", ...what, ...values].join("/"));
}

/** The entries of a map, each made from its name. */
export function mapNames<Value, Result>(
  map: Readonly<Record<string, Value>>,
  make: (name: string, value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, make(name, value)]));
}
