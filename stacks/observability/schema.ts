import type { ObservabilityArgs } from "@throughline/components/observability/observability-args";
import { z } from "zod";
import { email, percent } from "../config/formats";

/** Section `throughline:observability`: what is watched, and who is told. */
export const observabilitySchema = z.strictObject({
  dashboard: z.boolean().optional(),
  alarms: z
    .strictObject({
      emails: z.array(email).min(1),
      serverErrors: percent.optional(),
      latency: z.int().min(1).optional(),
      nodeCpu: percent.optional(),
      blockedRequests: z.int().min(1).optional(),
      certificateDays: z.int().min(1).optional(),
    })
    .optional(),
  canaries: z.record(z.string(), z.strictObject({ everyMinutes: z.int().min(1).max(60) })).optional(),
  budget: z.strictObject({ monthlyUsd: z.number().positive(), emails: z.array(email).min(1) }).optional(),
}) satisfies z.ZodType<ObservabilityArgs>;

export type ObservabilitySection = z.output<typeof observabilitySchema>;
