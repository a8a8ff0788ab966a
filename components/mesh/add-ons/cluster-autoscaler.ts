import { ClusterEngine } from "../../compute/mesh-cluster-args";
import { type AddOn, kubeSystem } from "./add-on";
import { AddOnChart } from "./charts";

/** Adds nodes for pods that find no place, and takes those away that nothing needs. It finds node groups by tags. */
export const clusterAutoscaler: AddOn = {
  chart: AddOnChart.clusterAutoscaler,
  repository: "https://kubernetes.github.io/autoscaler",
  namespace: kubeSystem,
  serviceAccount: "cluster-autoscaler",
  wanted: ({ clusterAutoscaler = true }, engine) => engine === ClusterEngine.eks && clusterAutoscaler,
  values: ({ clusterName, region, serviceAccount, image }) => ({
    // Otherwise its name has the cloud's in the middle.
    fullnameOverride: "cluster-autoscaler",
    cloudProvider: "aws",
    awsRegion: region,
    autoDiscovery: { clusterName },
    rbac: { serviceAccount },
    image: { repository: image("registry.k8s.io", "autoscaling/cluster-autoscaler") },
    extraArgs: {
      // Zones grow alike, and pods of kube-system keep no node alive.
      "balance-similar-node-groups": true,
      "skip-nodes-with-system-pods": false,
    },
  }),
};
