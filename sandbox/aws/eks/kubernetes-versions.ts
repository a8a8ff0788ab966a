/**
 * Kubernetes versions that EKS has, oldest first. Dates are those of the release calendar; those of 1.36 are
 * approximate. https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export interface KubernetesVersion {
  readonly version: string;
  readonly released: string;
  /** Last day at the ordinary price. */
  readonly standardUntil: string;
  /** Last day on which EKS makes such clusters. */
  readonly extendedUntil: string;
  readonly patch: number;
  readonly platform: number;
}

const VERSIONS: readonly KubernetesVersion[] = [
  version("1.28", "2023-09-26", "2024-11-26", "2025-11-26", 15, 50),
  version("1.29", "2024-01-23", "2025-03-23", "2026-03-23", 15, 45),
  version("1.30", "2024-05-23", "2025-07-23", "2026-07-23", 14, 50),
  version("1.31", "2024-09-26", "2025-11-26", "2026-11-26", 14, 46),
  version("1.32", "2025-01-23", "2026-03-23", "2027-03-23", 12, 39),
  version("1.33", "2025-05-29", "2026-07-29", "2027-07-29", 9, 32),
  version("1.34", "2025-10-02", "2026-12-02", "2027-12-02", 6, 21),
  version("1.35", "2026-01-27", "2027-03-27", "2028-03-27", 4, 12),
  version("1.36", "2026-06-02", "2027-08-02", "2028-08-02", 2, 5),
];

function version(
  name: string,
  released: string,
  standardUntil: string,
  extendedUntil: string,
  patch: number,
  platform: number,
): KubernetesVersion {
  return { version: name, released, standardUntil, extendedUntil, patch, platform };
}

/** Versions of which a cluster can be made on a day. */
export const offeredVersions = (today: string): readonly KubernetesVersion[] =>
  VERSIONS.filter(({ released, extendedUntil }) => released <= today && today <= extendedUntil);

export const knownVersion = (name: unknown): KubernetesVersion | undefined =>
  VERSIONS.find((candidate) => candidate.version === name);

/** The version of a cluster that names none: the newest. */
export const defaultVersion = (today: string): string => offeredVersions(today).at(-1)?.version ?? "";

/** 35 of `1.35`. */
export const minorOf = (name: unknown): number => Number(/^1\.(\d+)$/.exec(String(name))?.[1] ?? Number.NaN);
