import { ClusterEngine } from "@throughline/components/compute/mesh-cluster-args";
import { at, error, type Finding } from "../config/finding";
import type { Sections } from "../config/sections";
import type { MeshSection } from "./schema";

type Read = Pick<Sections, "compute" | "mesh" | "versions">;

/** What is wrong with the mesh and the cluster's add-ons. */
export function checkMesh({ compute, mesh, versions }: Read): Finding[] {
  if (mesh === undefined) {
    return [];
  }
  if (compute === undefined) {
    return [error(at("mesh"), "a mesh needs a cluster, and there is no throughline:compute.")];
  }
  return [...checkGateway(mesh), ...onlyOnEks(mesh, compute.engine), ...unpinned(mesh, compute.engine, versions)];
}

/** The ports of the nodes that lead to the ingress gateway. */
export function nodePortsOf(mesh: MeshSection): { http: number; https: number; health: number } {
  return { http: 30080, https: 30443, health: 30021, ...mesh.ingressGateway?.nodePorts };
}

function checkGateway(mesh: MeshSection): Finding[] {
  const { minReplicas = 2, maxReplicas = 5 } = mesh.ingressGateway ?? {};
  const found: Finding[] = [];
  if (minReplicas > maxReplicas) {
    found.push(
      error(
        at("mesh", "ingressGateway", "minReplicas"),
        `${minReplicas} is more than maxReplicas, which is ${maxReplicas}.`,
      ),
    );
  }
  const ports = Object.entries(nodePortsOf(mesh));
  for (const [index, [name, port]] of ports.entries()) {
    const twin = ports.slice(0, index).find(([, other]) => other === port)?.[0];
    if (twin !== undefined) {
      found.push(
        error(
          at("mesh", "ingressGateway", "nodePorts", name),
          `${port} is the port of ${twin} as well. Give each its own.`,
        ),
      );
    }
  }
  return found;
}

function onlyOnEks({ addOns = {} }: MeshSection, engine: ClusterEngine): Finding[] {
  return (["loadBalancerController", "clusterAutoscaler"] as const)
    .filter((key) => engine !== ClusterEngine.eks && addOns[key] === true)
    .map((key) => error(at("mesh", "addOns", key), `works on EKS only, and the engine is ${engine}. Remove it.`));
}

/** Charts of add-ons, by the name under which `versions.charts` pins them. */
function chartsOf({ addOns = {} }: MeshSection, engine: ClusterEngine): string[] {
  const onEks = engine === ClusterEngine.eks;
  const wanted: Readonly<Record<string, boolean>> = {
    "external-secrets": addOns.externalSecrets ?? true,
    "aws-load-balancer-controller": onEks && (addOns.loadBalancerController ?? true),
    "cluster-autoscaler": onEks && (addOns.clusterAutoscaler ?? true),
    "metrics-server": addOns.metricsServer ?? true,
    "aws-for-fluent-bit": addOns.cloudWatch !== undefined,
    "argo-cd": addOns.argoCd !== undefined,
  };
  return Object.keys(wanted).filter((chart) => wanted[chart]);
}

/** The mesh and add-ons whose version is not pinned. */
function unpinned(mesh: MeshSection, engine: ClusterEngine, { istio, charts = {} }: Sections["versions"]): Finding[] {
  const found = chartsOf(mesh, engine)
    .filter((chart) => charts[chart] === undefined)
    .map((chart) => error(at("versions", "charts", chart), "required: the version of a chart that the mesh installs."));
  return istio === undefined ? [error(at("versions", "istio"), "required: the version of the mesh."), ...found] : found;
}
