import type { Chart } from "../chart";
import { clusterRole, daemonSet, fullName, object, part, serviceAccount, serviceAccountName } from "../parts";

export const awsForFluentBit: Chart = {
  name: "aws-for-fluent-bit",
  repository: "https://aws.github.io/eks-charts",
  documentation: "https://github.com/aws/eks-charts/tree/master/stable/aws-for-fluent-bit",
  versions: /^0\.\d+\.\d+$/,
  objects: (release) => {
    const own = part(release, "aws-for-fluent-bit", fullName(release, "aws-for-fluent-bit"));
    const account = serviceAccountName(own, release.values);
    return [
      ...serviceAccount(own, release),
      object("v1", "ConfigMap", own.name, release.namespace, { data: { "fluent-bit.conf": "", "parsers.conf": "" } }),
      daemonSet(
        own,
        { image: "public.ecr.aws/aws-observability/aws-for-fluent-bit", serviceAccountName: account, pod: logs },
        release,
      ),
      ...clusterRole(own, account, release),
    ];
  },
};

/** It reads the nodes' files. */
const logs = {
  volumes: ["/var/log", "/var/lib/docker/containers"].map((path, index) => ({
    name: `files-${index}`,
    hostPath: { path },
  })),
};
