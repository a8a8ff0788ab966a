import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** Which way a connection is opened, seen from a namespace's pods. */
export const TrafficDirection = {
  /** To the pods. */
  ingress: "ingress",
  /** From the pods. */
  egress: "egress",
} as const;
export type TrafficDirection = (typeof TrafficDirection)[keyof typeof TrafficDirection];

/** Connections that a namespace lets through. */
export interface AllowedTrafficArgs {
  /** Which way they are opened. */
  direction: TrafficDirection;
  /**
   * TCP ports of whoever receives: of pods, also where a service has another.
   *
   * @default all ports and protocols
   */
  ports?: pulumi.Input<number>[];
  /**
   * UDP ports of whoever receives.
   *
   * @default none
   */
  udpPorts?: number[];
  /**
   * The other end.
   *
   * @default anybody
   */
  peer?: TrafficPeerArgs;
}

/** Pods by labels, of a namespace and their own, or what is no pod by its addresses. */
export interface TrafficPeerArgs {
  /**
   * Labels of the namespace.
   *
   * @default the same namespace
   */
  namespaceLabels?: Record<string, pulumi.Input<string>>;
  /**
   * Labels of the pods.
   *
   * @default all pods
   */
  podLabels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Blocks of addresses, instead of pods.
   *
   * @default none
   */
  cidrBlocks?: string[];
  /**
   * Blocks inside `cidrBlocks` that are left out.
   *
   * @default none
   */
  exceptCidrBlocks?: string[];
}

/** Every namespace has its own name as a label. */
export function namespaceNamed(name: pulumi.Input<string>): Record<string, pulumi.Input<string>> {
  return { "kubernetes.io/metadata.name": name };
}

/** To the cluster's DNS. CoreDNS has kept the label of its predecessor. */
export const toDns: AllowedTrafficArgs = {
  direction: "egress",
  ports: [53],
  udpPorts: [53],
  peer: { namespaceLabels: namespaceNamed("kube-system"), podLabels: { "k8s-app": "kube-dns" } },
};

/**
 * To the Kubernetes API and, where a service account has an IAM role, to AWS. The API is no pod, so that no label names
 * it; it answers at 443 on EKS and at 6443 on K3s.
 */
export const toApis: AllowedTrafficArgs = { direction: "egress", ports: [443, 6443] };

/** To whatever is neither a pod nor in a private network: https://www.rfc-editor.org/rfc/rfc6890 */
export function toInternet(ports: number[]): AllowedTrafficArgs {
  return { direction: "egress", ports, peer: { cidrBlocks: ["0.0.0.0/0"], exceptCidrBlocks: privateBlocks } };
}

const privateBlocks = ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

/** From the Kubernetes API to a webhook: it comes from the control plane, which is no pod. */
export function fromApiServer(port: number): AllowedTrafficArgs {
  return { direction: "ingress", ports: [port] };
}

type PolicySpec = types.input.networking.v1.NetworkPolicySpec;

/** A network policy for pods of a namespace, all unless labels select some, that lets this through, and nothing else. */
export function policyFor(allow: AllowedTrafficArgs[], podLabels?: Record<string, string>): PolicySpec {
  const rules = (direction: TrafficDirection) => allow.filter((traffic) => traffic.direction === direction);
  return {
    podSelector: podLabels === undefined ? {} : { matchLabels: podLabels },
    policyTypes: ["Ingress", "Egress"],
    ingress: rules("ingress").map((traffic) => ({ ports: portsOf(traffic), from: peersOf(traffic) })),
    egress: rules("egress").map((traffic) => ({ ports: portsOf(traffic), to: peersOf(traffic) })),
  };
}

function portsOf({ ports = [], udpPorts = [] }: AllowedTrafficArgs) {
  const all = [
    ...udpPorts.map((port) => ({ protocol: "UDP", port })),
    ...ports.map((port) => ({ protocol: "TCP", port })),
  ];
  return all.length === 0 ? undefined : all;
}

function peersOf({ peer }: AllowedTrafficArgs) {
  if (peer === undefined) return undefined;
  const { namespaceLabels, podLabels, cidrBlocks, exceptCidrBlocks: except } = peer;
  if (cidrBlocks) return cidrBlocks.map((cidr) => ({ ipBlock: { cidr, ...(except && { except }) } }));
  return [
    {
      ...(namespaceLabels && { namespaceSelector: { matchLabels: namespaceLabels } }),
      ...(podLabels || !namespaceLabels ? { podSelector: { matchLabels: podLabels ?? {} } } : {}),
    },
  ];
}
