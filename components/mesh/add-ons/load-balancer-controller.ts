import { ClusterEngine } from "../../compute/mesh-cluster-args";
import { type AddOn, kubeSystem } from "./add-on";
import { AddOnChart } from "./charts";

/** Keeps target groups in step with services that ask for it, by `TargetGroupBinding`. */
export const loadBalancerController: AddOn = {
  chart: AddOnChart.loadBalancerController,
  repository: "https://aws.github.io/eks-charts",
  namespace: kubeSystem,
  serviceAccount: "aws-load-balancer-controller",
  wanted: ({ loadBalancerController = true }, engine) => engine === ClusterEngine.eks && loadBalancerController,
  values: ({ clusterName, region, vpcId, serviceAccount, image }) => ({
    clusterName,
    // What it would otherwise ask the instance's metadata, which pods have no way to.
    region,
    vpcId,
    serviceAccount,
    image: { repository: image("public.ecr.aws", "eks/aws-load-balancer-controller") },
    // With this webhook, no service of the cluster can be made while the controller is not there.
    enableServiceMutatorWebhook: false,
    podDisruptionBudget: { maxUnavailable: 1 },
  }),
};
