import { ClusterEngine } from "../../compute/mesh-cluster-args";
import { type AddOn, kubeSystem } from "./add-on";
import { AddOnChart } from "./charts";

/** What autoscalers of pods read. K3s brings it itself. */
export const metricsServer: AddOn = {
  chart: AddOnChart.metricsServer,
  repository: "https://kubernetes-sigs.github.io/metrics-server/",
  namespace: kubeSystem,
  wanted: ({ metricsServer = true }, engine) => engine === ClusterEngine.eks && metricsServer,
  values: ({ image }) => ({
    image: { repository: image("registry.k8s.io", "metrics-server/metrics-server") },
    replicas: 2,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  }),
};
