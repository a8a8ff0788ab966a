import { record, text } from "../aws/values";
import type { Properties } from "../resource-type";
import type { Cluster } from "./cluster/clusters";
import { readKubeconfig } from "./cluster/kubeconfig";
import type { Kubeconfig } from "./cluster/kubeconfig";

/** One configured provider: https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/ */
export interface Settings {
  /** Absent when the configuration names no cluster; `problem` then says why. */
  readonly kubeconfig?: Kubeconfig;
  readonly problem?: string;
  /** Namespace of objects that name none. */
  readonly namespace?: string;
  readonly deleteUnreachable: boolean;
  readonly serverSideApply: boolean;
  readonly patchForce: boolean;
  readonly mutable: { readonly configMaps: boolean; readonly secrets: boolean };
}

/** A cluster that a provider has reached, or what kept it from that. */
export type Connection = { readonly cluster: Cluster } | { readonly unreachable: string };

const truth = (value: unknown, otherwise: boolean): boolean =>
  value === undefined || value === "" ? otherwise : value === true || value === "true";

export function settingsOf(config: Properties): Settings {
  const refused = ["renderYamlToDirectory", "upsertExistingObjects"].find(
    (name) => truth(config[name], false) || isPath(config[name]),
  );
  if (refused !== undefined) {
    throw new Error(`the sandbox does not know what the provider does with \`${refused}\``);
  }
  return {
    ...readable(config),
    deleteUnreachable: truth(config.deleteUnreachable, false),
    serverSideApply: truth(config.enableServerSideApply, true),
    patchForce: truth(config.enablePatchForce, false),
    mutable: {
      configMaps: truth(config.enableConfigMapMutable, false),
      secrets: truth(config.enableSecretMutable, false),
    },
  };
}

const isPath = (value: unknown): boolean => typeof value === "string" && value !== "" && value !== "false";

function readable(config: Properties): Pick<Settings, "kubeconfig" | "namespace" | "problem"> {
  const content =
    text(config.kubeconfig) ??
    (typeof config.kubeconfig === "object" ? JSON.stringify(record(config.kubeconfig)) : undefined);
  const namespace = text(config.namespace);
  if (content === undefined) {
    return {
      namespace,
      problem: "the provider has no `kubeconfig`, and the sandbox has no files of yours to look into",
    };
  }
  try {
    const kubeconfig = readKubeconfig(content, { context: text(config.context), cluster: text(config.cluster) });
    return { kubeconfig, namespace: namespace ?? kubeconfig.namespace };
  } catch (error) {
    return {
      namespace,
      problem: `failed to parse kubeconfig data in \`kubernetes:config:kubeconfig\`- ${(error as Error).message}`,
    };
  }
}
