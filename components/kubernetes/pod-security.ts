/** What pods of a namespace may do: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const PodSecurityLevel = {
  /** No root, no capabilities, no host. */
  restricted: "restricted",
  /** No way to the host. */
  baseline: "baseline",
  /** Anything. For agents that work on the nodes themselves. */
  privileged: "privileged",
} as const;
export type PodSecurityLevel = (typeof PodSecurityLevel)[keyof typeof PodSecurityLevel];

/** Labels by which the API server refuses other pods, and warns of what would make them. */
export function podSecurityLabels(level: PodSecurityLevel): Record<string, string> {
  return { "pod-security.kubernetes.io/enforce": level, "pod-security.kubernetes.io/warn": level };
}
