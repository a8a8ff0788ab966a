/** Charts of add-ons: under these names they are pinned. */
export const AddOnChart = {
  /** External Secrets Operator: https://external-secrets.io */
  externalSecrets: "external-secrets",
  /** https://kubernetes-sigs.github.io/aws-load-balancer-controller/ */
  loadBalancerController: "aws-load-balancer-controller",
  /** https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler */
  clusterAutoscaler: "cluster-autoscaler",
  /** https://kubernetes-sigs.github.io/metrics-server/ */
  metricsServer: "metrics-server",
  /** https://github.com/aws/aws-for-fluent-bit */
  containerLogs: "aws-for-fluent-bit",
  /** https://argo-cd.readthedocs.io */
  argoCd: "argo-cd",
} as const;
export type AddOnChart = (typeof AddOnChart)[keyof typeof AddOnChart];
