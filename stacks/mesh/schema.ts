import type { IstioMeshSettingsArgs, MeshVersionsArgs } from "@throughline/components/mesh/istio-mesh-args";
import { z } from "zod";
import { logRetention } from "../config/formats";

const nodePort = z.int().min(30_000).max(32_767);

/** Section `throughline:mesh`: what a person decides about the mesh and the cluster's add-ons. */
export const meshSchema = z.strictObject({
  ingressGateway: z
    .strictObject({
      minReplicas: z.int().min(1).optional(),
      maxReplicas: z.int().min(1).optional(),
      nodePorts: z
        .strictObject({ http: nodePort.optional(), https: nodePort.optional(), health: nodePort.optional() })
        .optional(),
    })
    .optional(),
  addOns: z
    .strictObject({
      externalSecrets: z.boolean().optional(),
      loadBalancerController: z.boolean().optional(),
      clusterAutoscaler: z.boolean().optional(),
      metricsServer: z.boolean().optional(),
      cloudWatch: z
        .strictObject({ retentionInDays: logRetention.optional(), metrics: z.boolean().optional() })
        .optional(),
      argoCd: z
        .strictObject({
          repositoryUrl: z
            .string()
            .regex(/^(https:\/\/|ssh:\/\/|git@)\S+$/, "a repository is an https, ssh or git@ address"),
          path: z.string(),
          revision: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  mirror: z.string().optional(),
}) satisfies z.ZodType<IstioMeshSettingsArgs>;

const pinned = z.string().regex(/^v?\d+\.\d+\.\d+$/, "a version is pinned in full: 1.30.4");

/** The mesh's part of section `throughline:versions`. */
export const meshVersionsSchema = z.strictObject({
  istio: pinned.optional(),
  charts: z.record(z.string(), pinned).optional(),
  containerInsights: z
    .string()
    .regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/, "an add-on's version looks like v4.10.0-eksbuild.1")
    .optional(),
}) satisfies z.ZodType<MeshVersionsArgs>;

export type MeshSection = z.output<typeof meshSchema>;
