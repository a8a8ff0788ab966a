import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/** What a layer promises to its readers: the typed, versioned outputs of its stacks. */
export interface Contract<Layer extends string, Shape extends z.ZodRawShape> {
  readonly layer: Layer;
  /** Raised when a reader of the earlier version would break. */
  readonly version: number;
  /** Shape of the outputs, the header included. */
  readonly schema: z.ZodObject<Shape & Header>;
}

/** The one output that every layer has: it tells a reader what it is reading before it looks at anything else. */
interface Header {
  readonly contract: z.ZodObject<{ layer: z.ZodString; version: z.ZodNumber }>;
}

/** Values of a contract as a producer gives them: plain, or outputs of resources at any depth. */
export type Provided<T> = T extends string | number | boolean | undefined
  ? pulumi.Input<T>
  : T extends (infer Element)[]
    ? pulumi.Input<Provided<Element>[]>
    : pulumi.Input<{ [Key in keyof T]: Provided<T[Key]> }>;

/** Top-level outputs of a stack that fulfils the contract. */
export type Outputs<Shape extends z.ZodRawShape> = {
  [Key in keyof z.infer<z.ZodObject<Shape>>]: Provided<z.infer<z.ZodObject<Shape>>[Key]>;
};

export function defineContract<Layer extends string, Shape extends z.ZodRawShape>(
  layer: Layer,
  version: number,
  shape: Shape,
): Contract<Layer, Shape> {
  const header = { contract: z.strictObject({ layer: z.literal(layer), version: z.literal(version) }) };
  return { layer, version, schema: z.strictObject({ ...shape, ...header }) as unknown as z.ZodObject<Shape & Header> };
}

/** The outputs of a layer's stack: what the compiler checks against the contract, and the contract's header. */
export function fulfil<Shape extends z.ZodRawShape>(
  contract: Contract<string, Shape>,
  outputs: Outputs<Shape>,
): Outputs<Shape> & { contract: { layer: string; version: number } } {
  return { ...outputs, contract: { layer: contract.layer, version: contract.version } };
}
