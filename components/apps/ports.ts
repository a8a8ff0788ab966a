import type { Problem } from "../network/addresses";
import type { MeshWorkloadArgs } from "./mesh-services-args";

/** https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio */
const [sidecarFirst, sidecarLast] = [15000, 15090];

/** What is wrong with the port that a container listens on. */
export function portProblems({ port }: Pick<MeshWorkloadArgs, "port">): Problem[] {
  if (port < 1024) {
    return [
      { path: "port", reason: `${port} is for root, which no container here is. Take one from 1024, such as 8080.` },
    ];
  }
  return port >= sidecarFirst && port <= sidecarLast
    ? [
        {
          path: "port",
          reason: `${port} belongs to the sidecar: ${sidecarFirst} to ${sidecarLast}. Take another, such as 8080.`,
        },
      ]
    : [];
}
