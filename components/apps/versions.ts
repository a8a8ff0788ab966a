import type { MeshWorkloadArgs } from "./mesh-services-args";

/** The versions of a service that run side by side. */
export function versionsOf({ versions = ["v1"] }: Pick<MeshWorkloadArgs, "versions">): string[] {
  return versions;
}

/** How many pods a version has at the least. */
export function fewestPods({ autoscaler, replicas = 2 }: Pick<MeshWorkloadArgs, "autoscaler" | "replicas">): number {
  return autoscaler?.minReplicas ?? replicas;
}
