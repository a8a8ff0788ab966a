import type { z } from "zod";
import { flowsSchema, networkSchema } from "../network/schema";
import { accountSchema } from "./account";

/** The sections of an environment's file; each schema belongs to the layer that reads the section. */
export const sectionSchemas = {
  account: accountSchema,
  network: networkSchema,
  flows: flowsSchema.default([]),
};

/** All sections of an environment's file, checked. */
export type Sections = { [Name in keyof typeof sectionSchemas]: z.output<(typeof sectionSchemas)[Name]> };
