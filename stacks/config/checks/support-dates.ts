/** How long a version is supported. */
export interface Support {
  /** The version's beginning that decides: `1.34`, `17`. */
  readonly version: string;
  /** Last day of support at the ordinary price. */
  readonly ends: string;
  /** Last day on which the cloud takes it at all, where that is later: until then it costs extra. */
  readonly refused?: string;
}

export interface Product {
  readonly name: string;
  readonly page: string;
  /** What support beyond the ordinary costs. */
  readonly extra?: string;
  /** Oldest first: what is older than the first is gone. */
  readonly versions: readonly Support[];
}

/** Dates as the pages had them on 2026-11-20. A version that is not here is newer. */
export const products = {
  eks: {
    name: "Kubernetes",
    page: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    extra: "the control plane costs 0.60 instead of 0.10 USD an hour",
    versions: [
      { version: "1.29", ends: "2025-03-23", refused: "2026-03-23" },
      { version: "1.30", ends: "2025-07-23", refused: "2026-07-23" },
      { version: "1.31", ends: "2025-11-26", refused: "2026-11-26" },
      { version: "1.32", ends: "2026-03-23", refused: "2027-03-23" },
      { version: "1.33", ends: "2026-07-29", refused: "2027-07-29" },
      { version: "1.34", ends: "2026-12-02", refused: "2027-12-02" },
      { version: "1.35", ends: "2027-03-27", refused: "2028-03-27" },
    ],
  },
  k3s: {
    name: "Kubernetes",
    page: "https://kubernetes.io/releases/",
    versions: [
      { version: "1.33", ends: "2026-06-28" },
      { version: "1.34", ends: "2026-10-27" },
      { version: "1.35", ends: "2027-02-28" },
    ],
  },
  istio: {
    name: "Istio",
    page: "https://istio.io/latest/docs/releases/supported-releases/",
    versions: [
      { version: "1.27", ends: "2026-03-30" },
      { version: "1.28", ends: "2026-05-31" },
      { version: "1.29", ends: "2026-08-31" },
    ],
  },
  postgres: {
    name: "PostgreSQL",
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html",
    extra: "RDS charges extended support by the vCPU and hour",
    versions: [
      { version: "11", ends: "2024-02-29", refused: "2027-03-31" },
      { version: "12", ends: "2025-02-28", refused: "2028-02-29" },
      { version: "13", ends: "2026-02-28", refused: "2029-02-28" },
      { version: "14", ends: "2027-02-28", refused: "2030-02-28" },
      { version: "15", ends: "2028-02-29", refused: "2031-02-28" },
      { version: "16", ends: "2029-02-28", refused: "2032-02-29" },
      { version: "17", ends: "2030-02-28", refused: "2033-02-28" },
    ],
  },
  mysql: {
    name: "MySQL",
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html",
    extra: "RDS charges extended support by the vCPU and hour",
    versions: [
      { version: "5.7", ends: "2024-02-29", refused: "2027-02-28" },
      { version: "8.0", ends: "2026-07-31", refused: "2029-07-31" },
      { version: "8.4", ends: "2029-07-31", refused: "2032-07-31" },
    ],
  },
  redis: {
    name: "Redis",
    page: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html",
    extra: "ElastiCache charges extended support",
    versions: [
      { version: "5", ends: "2026-01-31", refused: "2029-01-31" },
      { version: "6", ends: "2027-01-31", refused: "2030-01-31" },
    ],
  },
} as const satisfies Record<string, Product>;

/** Newest minor versions of PostgreSQL that RDS makes no more, by major version. */
export const refusedMinors: Readonly<Record<string, number>> = { "13": 19, "14": 17, "15": 12, "16": 8, "17": 4 };
