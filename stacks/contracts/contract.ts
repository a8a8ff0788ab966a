import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { LayerName } from "../layers/layer";

/** What a layer promises to its readers: the typed, versioned outputs of its stacks. */
export interface Contract<Layer extends LayerName, Shape extends z.ZodRawShape> {
  readonly layer: Layer;
  /** Raised when a reader of the earlier version would break. */
  readonly version: number;
  /** Shape of the outputs, the header aside. A reader accepts more than it knows: later producers may add to it. */
  readonly schema: z.ZodObject<Shape>;
}

/** A contract of which only the data matters. */
export type AnyContract = Contract<LayerName, z.ZodRawShape>;

/** The one output that every layer has: it tells a reader what it is reading before it looks at anything else. */
export const headerSchema = z.object({
  layer: z.string(),
  version: z.int(),
  /** The layer makes nothing yet: its outputs are placeholders. */
  stub: z.boolean().optional(),
});

export type Header = z.output<typeof headerSchema>;

/** Values of a contract as a producer gives them: plain, or outputs of resources at any depth. */
export type Provided<T> = T extends string | number | boolean | undefined
  ? pulumi.Input<T>
  : T extends (infer Element)[]
    ? pulumi.Input<Provided<Element>[]>
    : pulumi.Input<{ [Key in keyof T]: Provided<T[Key]> }>;

/** Top-level outputs of a stack that fulfils the contract. */
export type Outputs<Shape extends z.ZodRawShape> = {
  [Key in keyof z.output<z.ZodObject<Shape>>]: Provided<z.output<z.ZodObject<Shape>>[Key]>;
};

/** @param shape the outputs, and what each looks like; the header comes on top. */
export function defineContract<Layer extends LayerName, Shape extends z.ZodRawShape>(
  layer: Layer,
  version: number,
  shape: Shape,
): Contract<Layer, Shape> {
  return { layer, version, schema: z.object(shape) };
}

/** The outputs of a layer's stack: what the compiler checks against the contract, and the contract's header. */
export function fulfil<Shape extends z.ZodRawShape>(
  contract: Contract<LayerName, Shape>,
  outputs: Outputs<Shape>,
): Outputs<Shape> & { contract: Header } {
  return { ...outputs, contract: { layer: contract.layer, version: contract.version } };
}
