import { ClusterEngine } from "../compute/mesh-cluster-args";
import type { Problem } from "../network/addresses";
import { wantedAddOns } from "./add-ons";
import { gatewayProblems } from "./ingress-gateway-settings";
import type { IstioMeshSettingsArgs, MeshVersionsArgs } from "./istio-mesh-args";

/** Everything that is wrong with a mesh in a cluster of this engine. */
export function istioMeshProblems(
  { ingressGateway, addOns = {} }: IstioMeshSettingsArgs,
  engine: ClusterEngine,
  versions: MeshVersionsArgs,
): Problem[] {
  const onlyOnEks = {
    loadBalancerController: addOns.loadBalancerController,
    clusterAutoscaler: addOns.clusterAutoscaler,
    "cloudWatch.metrics": addOns.cloudWatch?.metrics,
  };
  return [
    ...gatewayProblems(ingressGateway, "ingressGateway."),
    ...Object.entries(onlyOnEks)
      .filter(([, wanted]) => engine !== ClusterEngine.eks && wanted === true)
      .map(([key]) => ({
        path: `addOns.${key}`,
        reason: `works on EKS only, and the engine is ${engine}. Remove it.`,
      })),
    ...unpinned(addOns, engine, versions),
  ];
}

/** What would be installed in whatever version is the newest. */
function unpinned(
  addOns: NonNullable<IstioMeshSettingsArgs["addOns"]>,
  engine: ClusterEngine,
  { istio, charts = {}, containerInsights }: MeshVersionsArgs,
): Problem[] {
  const missing = [
    { path: "versions.istio", version: istio, what: "the mesh" },
    ...wantedAddOns(addOns, engine).map(({ chart }) => ({
      path: `versions.charts.${chart}`,
      version: charts[chart],
      what: "a chart that the mesh installs",
    })),
    ...(addOns.cloudWatch?.metrics === true && engine === ClusterEngine.eks
      ? [
          {
            path: "versions.containerInsights",
            version: containerInsights,
            what: "the add-on for metrics",
          },
        ]
      : []),
  ];
  return missing
    .filter(({ version }) => version === undefined)
    .map(({ path, what }) => ({ path, reason: `required: the version of ${what}.` }));
}
