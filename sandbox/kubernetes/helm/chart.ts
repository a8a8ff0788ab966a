import type { Properties } from "../../resource-type";
import type { KubernetesObject } from "../objects/object";

/** A release as its chart's templates see it. */
export interface ReleaseContext {
  readonly name: string;
  readonly namespace: string;
  readonly values: Properties;
  readonly version: string;
}

/** One row of the table of charts: what a real chart brings into a cluster. */
export interface Chart {
  readonly name: string;
  /** Where its project publishes it. */
  readonly repository: string;
  readonly documentation: string;
  /** Versions that this row was written for. */
  readonly versions: RegExp;
  /** Version of the application, by the chart's. @default assumed to be the chart's */
  readonly appVersion?: (version: string) => string;
  readonly crds?: Definitions;
  readonly objects: (release: ReleaseContext) => readonly KubernetesObject[];
}

/** The custom resource definitions of a chart. */
export interface Definitions {
  readonly all: readonly Definition[];
  /** Helm's own folder, which `skipCrds` leaves out and which outlives the release; or templates like any other. */
  readonly from: "directory" | "templates";
  /** Templates that are marked to stay when the release goes. */
  readonly stay?: (values: Properties) => boolean;
  /** Whether the values leave them out. */
  readonly without?: (values: Properties) => boolean;
}

/** A custom resource definition in short. */
export interface Definition {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  /** The first is the stored one. */
  readonly versions: readonly string[];
  readonly cluster?: boolean;
}

/** `Kind/plural@v1,v1beta1`, with `*` behind kinds without namespaces. */
export function definitions(group: string, list: string): readonly Definition[] {
  return list.split(" ").map((entry) => {
    const [names = "", versions = "v1"] = entry.split("@");
    const [kind = "", plural] = names.replace("*", "").split("/");
    return {
      group,
      kind,
      plural: plural ?? `${kind.toLowerCase()}s`,
      versions: versions.split(","),
      cluster: names.includes("*"),
    };
  });
}

export function definitionObject({ group, kind, plural, versions, cluster = false }: Definition): KubernetesObject {
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: cluster ? "Cluster" : "Namespaced",
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: versions.map((name, index) => ({ name, served: true, storage: index === 0 })),
    },
  };
}
