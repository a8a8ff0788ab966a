/** Arguments of `eks.Cluster`. https://www.pulumi.com/registry/packages/eks/api-docs/cluster/ */
import { containsUnknown } from "../../wire/values";
import { revealed } from "../../component/wire";

export type Arguments = Readonly<Record<string, unknown>>;

export type AuthenticationMode = "CONFIG_MAP" | "API_AND_CONFIG_MAP" | "API";

export interface AddOnOptions {
  readonly enabled?: boolean;
  readonly version?: string;
  readonly configurationValues?: unknown;
  readonly resolveConflictsOnCreate?: unknown;
  readonly resolveConflictsOnUpdate?: unknown;
}

/** Arguments that decide which children there are: their values must be known. */
const STRUCTURAL = [
  "authenticationMode",
  "createInstanceRole",
  "createOidcProvider",
  "fargate",
  "skipDefaultNodeGroup",
  "skipDefaultSecurityGroups",
  "useDefaultVpcCni",
] as const;

/** What the component decides by, revealed. */
export interface ClusterArgs {
  readonly authenticationMode?: AuthenticationMode;
  readonly createInstanceRole?: boolean;
  readonly createOidcProvider?: boolean;
  readonly skipDefaultNodeGroup?: boolean;
  readonly skipDefaultSecurityGroups?: boolean;
  readonly useDefaultVpcCni?: boolean;
  readonly kubeProxyAddonOptions?: AddOnOptions;
  readonly corednsAddonOptions?: AddOnOptions;
  readonly accessEntries?: Readonly<Record<string, AccessEntryArgs>>;
  /** Names of the arguments that were given. */
  readonly given: ReadonlySet<string>;
}

export interface AccessEntryArgs {
  readonly username?: unknown;
  readonly accessPolicies?: Readonly<Record<string, Arguments>>;
  readonly [property: string]: unknown;
}

/** Throws when an argument is unknown that must be known. */
export function readArgs(args: Arguments): ClusterArgs {
  const unknownOnes = STRUCTURAL.filter((name) => containsUnknown(args[name]));
  if (unknownOnes.length > 0) {
    throw new Error(
      `${unknownOnes.join(", ")} must be known before the cluster is made: give plain values, not outputs.`,
    );
  }
  const plain = revealed(args) as Omit<ClusterArgs, "given">;
  return { ...plain, given: new Set(Object.keys(args)) };
}

export const hasConfigMap = ({ authenticationMode }: ClusterArgs): boolean => authenticationMode !== "API";

export const hasAccessEntries = ({ authenticationMode }: ClusterArgs): boolean =>
  authenticationMode === "API" || authenticationMode === "API_AND_CONFIG_MAP";
