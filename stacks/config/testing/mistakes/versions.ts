import type { Mistake } from "./mistake";

const versions = "throughline:versions";
const data = "throughline:data";
const flows = "throughline:flows";

/** Versions and their ends. */
export const versionsMistakes: readonly Mistake[] = [
  {
    mistake: "a Kubernetes that is gone",
    change: {
      [versions]: {
        kubernetes: "1.29",
        nodeImage: "1.29.10-20250101",
        addOns: { "vpc-cni": "v1.18.0-eksbuild.1", coredns: "v1.11.0-eksbuild.1", "kube-proxy": "v1.29.0-eksbuild.1" },
        istio: "1.30.4",
        charts: {
          "external-secrets": "2.7.0",
          "aws-load-balancer-controller": "3.6.0",
          "cluster-autoscaler": "9.57.0",
          "metrics-server": "3.14.0",
        },
      },
    },
    problems: [
      "throughline:versions.kubernetes: Kubernetes 1.29 ended on 2026-03-23; take 1.35 (until 2027-03-27) or newer. (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html)",
    ],
  },
  {
    mistake: "a Kubernetes that costs extra",
    change: {
      [`${versions}.kubernetes`]: "1.32",
      [`${versions}.nodeImage`]: "1.32.9-20260505",
      [`${versions}.addOns.kube-proxy`]: "v1.32.0-eksbuild.1",
    },
    warnings: [
      "throughline:versions.kubernetes: Kubernetes 1.32 left standard support on 2026-03-23, and until 2027-03-23 the control plane costs 0.60 instead of 0.10 USD an hour; take 1.35 (until 2027-03-27) or newer. (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html)",
    ],
  },
  {
    mistake: "a Kubernetes that ends soon",
    change: {
      [`${versions}.kubernetes`]: "1.34",
      [`${versions}.nodeImage`]: "1.34.4-20260505",
      [`${versions}.addOns.kube-proxy`]: "v1.34.0-eksbuild.1",
    },
    warnings: [
      "throughline:versions.kubernetes: Kubernetes 1.34 leaves support in 12 days, on 2026-12-02; take 1.35 (until 2027-03-27) or newer. (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html)",
    ],
  },
  {
    mistake: "an Istio that ended",
    change: { [`${versions}.istio`]: "1.28.3" },
    problems: [
      "throughline:versions.istio: Istio 1.28.3 ended on 2026-05-31; take one newer than 1.29. (https://istio.io/latest/docs/releases/supported-releases/)",
    ],
  },
  {
    mistake: "a PostgreSQL that RDS makes no more",
    change: { [`${data}.databases.accounts.engineVersion`]: "15.12" },
    problems: [
      'throughline:data.databases.accounts.engineVersion: RDS makes no PostgreSQL 15.12 any more. Take "15", or a minor version above 15.12. (https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html)',
    ],
  },
  {
    mistake: "a MySQL that costs extra",
    change: {
      [`${data}.databases.accounts.engine`]: "mysql",
      [`${data}.databases.accounts.engineVersion`]: "8.0",
      [`${flows}[3].ports`]: ["3306", "6379"],
    },
    warnings: [
      "throughline:data.databases.accounts.engineVersion: MySQL 8.0 left standard support on 2026-07-31, and until 2029-07-31 RDS charges extended support by the vCPU and hour; take 8.4 (until 2029-07-31) or newer. (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html)",
    ],
  },
  {
    mistake: "nodes newer than the control plane",
    change: { [`${versions}.nodeImage`]: "1.36.1-20260901" },
    problems: [
      "throughline:versions.nodeImage: 1.36.1-20260901 is newer than the control plane, which is 1.35. Raise kubernetes first.",
    ],
  },
  {
    mistake: "an add-on that is not pinned",
    change: { [`${versions}.addOns.coredns`]: undefined },
    problems: [
      "throughline:versions.addOns.coredns: required: the version of an add-on without which a cluster does not work.",
    ],
  },
  {
    mistake: "a Kubernetes that is long gone",
    change: { [`${versions}.kubernetes`]: "1.27" },
    problems: [
      "throughline:versions.kubernetes: Kubernetes 1.27 is gone; take 1.35 (until 2027-03-27) or newer. (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html)",
      "throughline:versions.nodeImage: 1.35.4-20260505 is newer than the control plane, which is 1.27. Raise kubernetes first.",
      "throughline:versions.addOns.kube-proxy: v1.35.0-eksbuild.2 is newer than the control plane, which is 1.27. Raise kubernetes first.",
    ],
  },
  {
    mistake: "nodes that are too far behind",
    change: { [`${versions}.nodeImage`]: "1.31.1-20260901" },
    problems: [
      "throughline:versions.nodeImage: 1.31.1-20260901 is 4 minor versions behind 1.35: nodes may be three behind at most.",
    ],
  },
  {
    mistake: "a cluster that is not pinned",
    change: { [`${versions}.kubernetes`]: undefined, [`${versions}.nodeImage`]: undefined },
    problems: [
      "throughline:versions.kubernetes: required: the version of the cluster.",
      "throughline:versions.nodeImage: required: the release of the nodes' image.",
    ],
  },
  {
    mistake: "a K3s that is not pinned",
    change: {
      "throughline:compute": {
        engine: "k3s",
        tier: "apps.nodes",
        api: { access: "tunnel" },
        servers: { one: { privateIp: "10.1.0.10" } },
      },
    },
    problems: ["throughline:versions.k3s: required: the release of K3s."],
  },
  {
    mistake: "a K3s that ended",
    change: {
      "throughline:compute": {
        engine: "k3s",
        tier: "apps.nodes",
        api: { access: "tunnel" },
        servers: { one: { privateIp: "10.1.0.10" } },
      },
      [`${versions}.k3s`]: "v1.33.4+k3s1",
    },
    problems: [
      "throughline:versions.k3s: Kubernetes 1.33.4+k3s1 ended on 2026-06-28; take 1.35 (until 2027-02-28) or newer. (https://kubernetes.io/releases/)",
    ],
  },
];
