import type { ServiceVersionsArgs } from "@throughline/components/apps/mesh-services-args";
import type { ClusterVersionsArgs } from "@throughline/components/compute/mesh-cluster-args";
import type { MeshVersionsArgs } from "@throughline/components/mesh/istio-mesh-args";
import { z } from "zod";
import { serviceVersionsSchema } from "../apps/schema";
import { clusterVersionsSchema } from "../compute/schema";
import { meshVersionsSchema } from "../mesh/schema";

/** Everything that is pinned, in one place, because it is bumped together. */
export interface VersionsArgs extends ClusterVersionsArgs, MeshVersionsArgs, ServiceVersionsArgs {}

/** Section `throughline:versions`: each part belongs to the layer that reads it. */
export const versionsSchema = z.strictObject({
  ...clusterVersionsSchema.shape,
  ...meshVersionsSchema.shape,
  ...serviceVersionsSchema.shape,
}) satisfies z.ZodType<VersionsArgs>;
