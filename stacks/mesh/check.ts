import { istioMeshProblems } from "@throughline/components/mesh/istio-mesh-problems";
import { at, error, type Finding } from "../config/finding";
import { parsePath } from "../config/place";
import type { Sections } from "../config/sections";

type Read = Pick<Sections, "compute" | "mesh" | "versions">;

/** What is wrong with the mesh and the cluster's add-ons. */
export function checkMesh({ compute, mesh, versions }: Read): Finding[] {
  if (mesh === undefined) {
    return [];
  }
  if (compute === undefined) {
    return [error(at("mesh"), "a mesh needs a cluster, and there is no throughline:compute.")];
  }
  return istioMeshProblems(mesh, compute.engine, versions).map(({ path, reason }) => error(locate(path), reason));
}

/** Versions are arguments of the mesh, and a section of their own. */
function locate(path: string) {
  const [first, ...rest] = parsePath(path);
  return first === "versions" ? at("versions", ...rest) : at("mesh", ...parsePath(path));
}
