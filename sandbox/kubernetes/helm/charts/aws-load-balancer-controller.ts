import { text } from "../../../aws/values";
import { definitions } from "../chart";
import type { Chart } from "../chart";
import {
  clusterRole,
  deployment,
  fullName,
  object,
  part,
  replicasOf,
  service,
  serviceAccount,
  serviceAccountName,
  webhooks,
} from "../parts";

export const awsLoadBalancerController: Chart = {
  name: "aws-load-balancer-controller",
  repository: "https://aws.github.io/eks-charts",
  documentation: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/",
  versions: /^3\.\d+\.\d+$/,
  appVersion: (version) => `v${version}`,
  crds: {
    from: "directory",
    all: [
      ...definitions("elbv2.k8s.aws", "IngressClassParams/ingressclassparams*@v1beta1 TargetGroupBinding@v1beta1"),
      ...definitions(
        "gateway.k8s.aws",
        "ListenerRuleConfiguration@v1beta1 LoadBalancerConfiguration@v1beta1 TargetGroupConfiguration@v1beta1",
      ),
      ...definitions("aga.k8s.aws", "GlobalAccelerator@v1beta1"),
    ],
  },
  objects: (release) => {
    const own = part(release, "aws-load-balancer-controller", fullName(release, "aws-load-balancer-controller"));
    const account = serviceAccountName(own, release.values);
    const hook = { ...own, name: "aws-load-balancer-webhook-service" };
    return [
      ...serviceAccount(own, release),
      object("v1", "Secret", "aws-load-balancer-tls", release.namespace, { type: "kubernetes.io/tls", data: {} }),
      service(hook, [{ name: "webhook-server", port: 443, targetPort: "webhook-server" }], release),
      deployment(
        own,
        {
          image: "public.ecr.aws/eks/aws-load-balancer-controller",
          serviceAccountName: account,
          replicas: replicasOf(release.values, 2),
          ports: [{ name: "webhook-server", containerPort: 9443 }],
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true },
        },
        release,
      ),
      ...clusterRole({ ...own, name: `${own.name}-role` }, account, release),
      object("networking.k8s.io/v1", "IngressClass", text(release.values.ingressClass) ?? "alb", undefined, {
        spec: { controller: "ingress.k8s.aws/alb" },
      }),
      object("elbv2.k8s.aws/v1beta1", "IngressClassParams", text(release.values.ingressClass) ?? "alb", undefined),
      webhooks("Mutating", "aws-load-balancer-webhook", [
        "mpod.elbv2.k8s.aws",
        "mservice.elbv2.k8s.aws",
        "mtargetgroupbinding.elbv2.k8s.aws",
      ]),
      webhooks("Validating", "aws-load-balancer-webhook", [
        "vingress.elbv2.k8s.aws",
        "vtargetgroupbinding.elbv2.k8s.aws",
      ]),
    ];
  },
};
