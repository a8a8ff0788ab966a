import type { Mistake } from "./mistake";

const mesh = "throughline:mesh";
const compute = "throughline:compute";
const edge = "throughline:edge";
const apps = "throughline:apps";
const paths = "throughline:paths";
const observability = "throughline:observability";
const versions = "throughline:versions";

/** The mesh. */
export const meshMistakes: readonly Mistake[] = [
  {
    mistake: "one node port for two",
    change: { [`${mesh}.ingressGateway.nodePorts`]: { http: 30443 } },
    problems: [
      "throughline:mesh.ingressGateway.nodePorts.https: 30443 is the port of http as well. Give each its own.",
    ],
  },
  {
    mistake: "fewest gateways above most",
    change: { [`${mesh}.ingressGateway.minReplicas`]: 4 },
    problems: ["throughline:mesh.ingressGateway.minReplicas: 4 is more than maxReplicas, which is 3."],
  },
  {
    mistake: "a mesh without a cluster",
    change: {
      [compute]: undefined,
      [edge]: undefined,
      [apps]: undefined,
      [paths]: undefined,
      [observability]: undefined,
    },
    problems: ["throughline:mesh: a mesh needs a cluster, and there is no throughline:compute."],
  },
  {
    mistake: "a chart that is not pinned",
    change: { [`${mesh}.addOns`]: { cloudWatch: {} } },
    problems: [
      "throughline:versions.charts.aws-for-fluent-bit: required: the version of a chart that the mesh installs.",
    ],
  },
  {
    mistake: "a mesh that is not pinned",
    change: { [`${versions}.istio`]: undefined },
    problems: ["throughline:versions.istio: required: the version of the mesh."],
  },
];
