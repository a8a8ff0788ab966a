import { cloudWatchAgent, fluentBit } from "./cloud-watch";
import { clusterAutoscaler } from "./cluster-autoscaler";
import { externalSecrets } from "./external-secrets";
import { loadBalancerController } from "./load-balancer-controller";
import { policyDocument, type PolicyScope, type Statement } from "./policy";

/** Service accounts that call AWS by a role, as `<namespace>/<service account>`: whoever installs them names them so. */
export const AddOnRole = {
  loadBalancerController: "kube-system/aws-load-balancer-controller",
  clusterAutoscaler: "kube-system/cluster-autoscaler",
  externalSecrets: "external-secrets/external-secrets",
  fluentBit: "amazon-cloudwatch/aws-for-fluent-bit",
  cloudWatchAgent: "amazon-cloudwatch/cloudwatch-agent",
} as const;
export type AddOnRole = (typeof AddOnRole)[keyof typeof AddOnRole];

const policies: Record<AddOnRole, (scope: PolicyScope) => Statement[]> = {
  [AddOnRole.loadBalancerController]: loadBalancerController,
  [AddOnRole.clusterAutoscaler]: clusterAutoscaler,
  [AddOnRole.externalSecrets]: externalSecrets,
  [AddOnRole.fluentBit]: fluentBit,
  [AddOnRole.cloudWatchAgent]: cloudWatchAgent,
};

/** The policy that each project documents for itself, limited to the cluster. */
export function addOnPolicy(role: AddOnRole, scope: PolicyScope): string {
  return policyDocument(policies[role](scope));
}
