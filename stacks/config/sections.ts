import { z } from "zod";
import { appsSchema } from "../apps/schema";
import { computeSchema } from "../compute/schema";
import { dataSchema } from "../data/schema";
import { edgeSchema } from "../edge/schema";
import { readsSchema } from "../layers/schema";
import { meshSchema } from "../mesh/schema";
import { flowsSchema, networkSchema } from "../network/schema";
import { observabilitySchema } from "../observability/schema";
import { accountSchema } from "./account";
import { existingSchema } from "./existing";
import { pathsSchema } from "./paths";
import { policySchema } from "./policy";
import { versionsSchema } from "./versions";

/**
 * The sections of an environment's file; each schema belongs to the layer that reads the section. A layer whose
 * section is left out makes nothing.
 */
export const sectionSchemas = {
  account: accountSchema,
  network: networkSchema,
  compute: computeSchema.optional(),
  data: dataSchema.optional(),
  mesh: meshSchema.optional(),
  apps: appsSchema.optional(),
  edge: edgeSchema.optional(),
  observability: observabilitySchema.optional(),
  flows: flowsSchema.default([]),
  paths: pathsSchema.default({}),
  policy: policySchema.default({}),
  versions: versionsSchema.default({}),
  reads: readsSchema,
  existing: existingSchema.default({}),
  /** Environments whose VPCs are connected with those of this one, or will be: no addresses may overlap. */
  peers: z.array(z.string()).default([]),
};

export type SectionName = keyof typeof sectionSchemas;

/** All sections of an environment's file, checked. */
export type Sections = { [Name in SectionName]: z.output<(typeof sectionSchemas)[Name]> };

export const sectionNames = Object.keys(sectionSchemas) as SectionName[];

/** What all keys of ours begin with. */
const namespace = "throughline:";

/** The key of a section in the settings: `throughline:network`. */
export function sectionKey(name: string): string {
  return `${namespace}${name}`;
}

/** The key that names a file with shared values. */
export const baseKey = sectionKey("base");

export function isOurs(key: string): boolean {
  return key.startsWith(namespace);
}
