/** What the component refuses before it makes anything but itself. Each throws a message for people. */
import { isObject } from "../../wire/values";
import { hasAccessEntries, hasConfigMap } from "./args";
import type { Arguments, ClusterArgs } from "./args";

const MODES = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];

/** Arguments of the default node group, which exclude `nodeGroupOptions`. */
const OF_THE_NODE_GROUP = [
  "nodeSubnetIds",
  "nodeAssociatePublicIpAddress",
  "instanceType",
  "instanceProfileName",
  "nodePublicKey",
  "nodeRootVolumeSize",
  "nodeUserData",
  "minSize",
  "maxSize",
  "desiredCapacity",
  "nodeAmiId",
  "gpu",
];

/** Parts of the real component that the sandbox has no children for. */
const NOT_HERE: readonly (readonly [argument: string, instead: string])[] = [
  ["autoMode", "managed node groups"],
  ["fargate", "managed node groups"],
  ["storageClasses", "StorageClass objects of their own"],
  ["creationRoleProvider", "providerCredentialOpts"],
  ["nodeGroupOptions", "managed node groups"],
];

export function refuse(raw: Arguments, args: ClusterArgs): void {
  refuseMode(raw, args);
  refuseExclusive(args);
  for (const [argument, instead] of NOT_HERE) {
    if (isWanted(raw[argument])) {
      throw new Error(`The sandbox's eks.Cluster has no ${argument}: use ${instead}.`);
    }
  }
  if (args.skipDefaultNodeGroup !== true) {
    throw new Error("The sandbox's eks.Cluster has no default node group: set skipDefaultNodeGroup.");
  }
}

const isWanted = (value: unknown): boolean =>
  isObject(value) ? value.enabled !== false && Object.keys(value).length > 0 : Boolean(value);

function refuseMode(raw: Arguments, args: ClusterArgs): void {
  const mode = args.authenticationMode;
  if (mode !== undefined && !MODES.includes(mode)) {
    throw new Error(
      `Invalid value for authenticationMode: ${mode}. Allowed values are: CONFIG_MAP, API_AND_CONFIG_MAP, API.`,
    );
  }
  if (!hasConfigMap(args)) {
    const foreign = ["roleMappings", "userMappings", "instanceRoles"].find((name) => {
      const value = raw[name];
      return Array.isArray(value) ? value.length > 0 : value !== undefined;
    });
    if (foreign !== undefined) {
      throw new Error(
        `The '${foreign}' property does not support non-empty values when 'authenticationMode' is set to '${String(mode)}'.`,
      );
    }
  }
  if (!hasAccessEntries(args) && args.accessEntries !== undefined) {
    throw new Error(
      "The 'accessEntries' property is not supported when 'authenticationMode' is " +
        `${mode === undefined ? "not set" : `set to '${mode}'`}.`,
    );
  }
}

function refuseExclusive({ given, ...args }: ClusterArgs): void {
  if (given.has("instanceRole") && given.has("instanceRoles")) {
    throw new Error("instanceRole and instanceRoles are mutually exclusive, and cannot both be set.");
  }
  if (given.has("subnetIds") && (given.has("publicSubnetIds") || given.has("privateSubnetIds"))) {
    throw new Error(
      "subnetIds, and the use of publicSubnetIds and/or privateSubnetIds are mutually exclusive. Choose a single approach.",
    );
  }
  if (given.has("nodeGroupOptions") && OF_THE_NODE_GROUP.some((name) => given.has(name))) {
    throw new Error(
      "Setting nodeGroupOptions, and any set of singular node group option(s) on the cluster, is mutually exclusive. " +
        "Choose a single approach.",
    );
  }
  if (args.skipDefaultSecurityGroups !== true && given.has("clusterSecurityGroup")) {
    throw new Error("The sandbox's eks.Cluster has no clusterSecurityGroup: set skipDefaultSecurityGroups.");
  }
}
