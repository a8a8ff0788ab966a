import {
  Delivery,
  LoadBalancing,
  type MeshServicesSettingsArgs,
  RateLimitUnit,
  SecretStore,
  type ServiceVersionsArgs,
} from "@throughline/components/apps/mesh-services-args";
import { z } from "zod";
import { byName, duration, label, percent, port, urlPath } from "../config/formats";

const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "an environment variable has letters, digits and underscores");

const route = z.strictObject({
  prefix: urlPath,
  headers: z.record(z.string(), z.string()).optional(),
  rewrite: urlPath.optional(),
  destination: z.strictObject({ service: z.string().optional(), version: z.string().optional() }).optional(),
  timeout: duration.optional(),
  retries: z.strictObject({ attempts: z.int().min(0).max(10), perTryTimeout: duration }).optional(),
  fault: z
    .strictObject({
      delay: z.strictObject({ percentage: percent, fixedDelay: duration }).optional(),
      abort: z.strictObject({ percentage: percent, httpStatus: z.int().min(200).max(599) }).optional(),
    })
    .optional(),
});

const service = z.strictObject({
  namespace: label.optional(),
  port,
  probes: z.strictObject({ readiness: urlPath, liveness: urlPath }).optional(),
  resources: z
    .strictObject({
      cpu: z
        .string()
        .regex(/^\d+(\.\d+)?m?$/, 'processor time is written "250m" or "1"')
        .optional(),
      memory: z
        .string()
        .regex(/^\d+(Mi|Gi)$/, "memory is written 512Mi or 1Gi")
        .optional(),
    })
    .optional(),
  replicas: z.int().min(1).optional(),
  autoscaler: z
    .strictObject({
      minReplicas: z.int().min(1),
      maxReplicas: z.int().min(1),
      targetCpuUtilization: percent.optional(),
    })
    .optional(),
  minAvailable: z.int().min(0).optional(),
  environment: z.record(variable, z.string()).optional(),
  internetPorts: z.array(port).optional(),
  secrets: z
    .record(
      variable,
      z.strictObject({ secret: z.string(), store: z.enum(SecretStore).optional(), property: z.string().optional() }),
    )
    .optional(),
  database: z.string().optional(),
  cache: z.string().optional(),
  securityGroups: z.array(z.string()).optional(),
  allowFrom: z.array(z.string()).optional(),
  versions: z.array(label).min(1).optional(),
  canary: z
    .array(z.strictObject({ version: z.string(), weight: percent }))
    .min(1)
    .optional(),
  blueGreen: z.strictObject({ active: z.string() }).optional(),
  routes: byName(route).optional(),
  loadBalancing: z.enum(LoadBalancing).optional(),
  rateLimit: z.strictObject({ requests: z.int().min(1), unit: z.enum(RateLimitUnit) }).optional(),
});

/** Section `throughline:apps`: the applications. */
export const appsSchema = z.strictObject({
  deliver: z.enum(Delivery).optional(),
  services: byName(service),
  vault: z
    .strictObject({
      address: z
        .string()
        .regex(/^https:\/\/[^\s/:]+(:443)?(\/\S*)?$/, "Vault's address begins with https://, and its port is 443"),
      mount: z.string(),
      role: z.string(),
    })
    .optional(),
}) satisfies z.ZodType<MeshServicesSettingsArgs>;

const image = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._:/-]*@sha256:[0-9a-f]{64}$/,
    "an image is pinned by digest: <repository>@sha256:<64 hex digits>",
  );

/** The services' part of section `throughline:versions`. */
export const serviceVersionsSchema = z.strictObject({
  images: z.record(z.string(), z.record(z.string(), image)).optional(),
}) satisfies z.ZodType<ServiceVersionsArgs>;

export type AppsSection = z.output<typeof appsSchema>;
export type Service = AppsSection["services"][string];
