import { z } from "zod";

/** Identifiers, names or addresses by the name that they have in the settings. */
export const byName = z.record(z.string(), z.string());
