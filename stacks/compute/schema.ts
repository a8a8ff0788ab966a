import {
  CapacityType,
  ClusterApiAccess,
  ClusterEngine,
  type ClusterVersionsArgs,
  ControlPlaneLog,
  type MeshClusterSettingsArgs,
} from "@throughline/components/compute/mesh-cluster-args";
import { z } from "zod";
import { arn, byName, logRetention, tags } from "../config/formats";

const instanceType = z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "an instance type looks like t3.medium");
const diskSize = z.int().min(8).max(16_384);

const k3sNode = z.strictObject({
  privateIp: z.ipv4(),
  instanceType: instanceType.optional(),
  diskSize: diskSize.optional(),
});

/** Section `throughline:compute`: what a person decides about the cluster. */
export const computeSchema = z.strictObject({
  engine: z.enum(ClusterEngine),
  tier: z.string(),
  api: z.strictObject({
    access: z.enum(ClusterApiAccess),
    publicAccessCidrBlocks: z.array(z.string()).optional(),
    directAccessCidrBlocks: z.array(z.string()).optional(),
  }),
  nodeGroups: byName(
    z.strictObject({
      instanceTypes: z.array(instanceType).min(1),
      minSize: z.int().min(0),
      maxSize: z.int().min(1),
      desiredSize: z.int().min(0).optional(),
      diskSize: diskSize.optional(),
      capacityType: z.enum(CapacityType).optional(),
    }),
  ).optional(),
  servers: byName(k3sNode).optional(),
  agents: byName(k3sNode).optional(),
  podCidrBlock: z.string().optional(),
  serviceCidrBlock: z.string().optional(),
  admins: z.array(arn).optional(),
  ingress: z.strictObject({ securityGroup: z.string().optional(), hostNumber: z.int().min(4).optional() }).optional(),
  logTypes: z.array(z.enum(ControlPlaneLog)).optional(),
  logRetentionInDays: logRetention.optional(),
  tags: tags.optional(),
}) satisfies z.ZodType<MeshClusterSettingsArgs>;

/** Cluster's part of section `throughline:versions`. */
export const clusterVersionsSchema = z.strictObject({
  kubernetes: z
    .string()
    .regex(/^1\.\d+$/, 'a version of Kubernetes on EKS is written in quotes: "1.35"')
    .optional(),
  nodeImage: z
    .string()
    .regex(/^1\.\d+\.\d+-\d{8}$/, "a release of the node image looks like 1.35.4-20260505")
    .optional(),
  addOns: z
    .record(
      z.string(),
      z.string().regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/, "an add-on's version looks like v1.21.1-eksbuild.3"),
    )
    .optional(),
  k3s: z
    .string()
    .regex(/^v1\.\d+\.\d+\+k3s\d+$/, "a release of K3s looks like v1.35.4+k3s1")
    .optional(),
}) satisfies z.ZodType<ClusterVersionsArgs>;

export type ComputeSection = z.output<typeof computeSchema>;
