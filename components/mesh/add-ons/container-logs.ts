import { PodSecurityLevel } from "../../kubernetes/pod-security";
import { fromApiServer, toApis, toDns } from "../../kubernetes/traffic";
import type { AddOn } from "./add-on";
import { AddOnChart } from "./charts";

/** Sends what containers write to a log group, one stream for each container. */
export const containerLogs: AddOn = {
  chart: AddOnChart.containerLogs,
  repository: "https://aws.github.io/eks-charts",
  namespace: {
    name: "amazon-cloudwatch",
    isolation: {
      // It reads the nodes' log files.
      podSecurity: PodSecurityLevel.privileged,
      // Container metrics share the namespace: their operator has webhooks.
      allow: [fromApiServer(9443), toDns, toApis],
    },
  },
  serviceAccount: "aws-for-fluent-bit",
  wanted: ({ cloudWatch }) => cloudWatch !== undefined,
  values: ({ region, serviceAccount, image, logGroupName }) => ({
    image: { repository: image("public.ecr.aws", "aws-observability/aws-for-fluent-bit") },
    serviceAccount,
    cloudWatchLogs: {
      enabled: true,
      region,
      logGroupName,
      logStreamTemplate: "$kubernetes['namespace_name'].$kubernetes['pod_name'].$kubernetes['container_name']",
      // The group is made beforehand, with its retention.
      autoCreateGroup: false,
    },
    // Every node, whatever it is kept for.
    tolerations: [{ operator: "Exists" }],
    priorityClassName: "system-node-critical",
  }),
};
