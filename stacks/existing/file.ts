import { z } from "zod";
import { accountSchema } from "../config/account";
import { existingTypes } from "./types";

/** Version of the file's shape: raised when a reader of the earlier one would break. */
export const existingFileVersion = 1;

/** Name of the file that says which resources of an environment existed before it: `existing.<environment>.json`. */
export function existingFileName(environment: string): string {
  return `existing.${environment}.json`;
}

const text = z.string().min(1);

const resourceSchema = z.strictObject({
  /** Type token of Pulumi's AWS provider. */
  type: z.enum(existingTypes),
  /** Name in the program; unique among resources of the type. */
  name: text,
  /** What the type's `.get()` takes. */
  id: text,
  /** What AWS says of it, in the names of Pulumi's AWS provider. */
  properties: z.record(z.string(), z.unknown()),
});

const layerSchema = z.strictObject({
  /** What the names in the layer's contract stand for. */
  ids: z.unknown(),
  resources: z.array(resourceSchema),
});

/** The file as far as it does not depend on the settings. */
export const existingFileSchema = z.strictObject({
  version: z.literal(existingFileVersion),
  environment: text,
  account: accountSchema,
  layers: z.strictObject({ network: layerSchema.optional(), data: layerSchema.optional() }),
});

/** A resource that exists already, as somebody described it by reading calls. */
export type ExistingResource = z.output<typeof resourceSchema>;

export type ExistingFile = z.output<typeof existingFileSchema>;

/** Layers that can be fulfilled by what exists. */
export type ExistingLayer = keyof ExistingFile["layers"];
