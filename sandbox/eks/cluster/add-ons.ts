/** The add-ons that the component makes. */
import type { Children } from "../../component/children";
import { Answer, Argument, Combined, Output, ResourceReference } from "../../component/plan";
import type { Planned } from "../../component/plan";
import { isObject } from "../../wire/values";
import type { AddOnOptions } from "./args";

const ADD_ON = "aws:eks/addon:Addon";
const VPC_CNI_COMPONENT = "eks:index:VpcCniAddon";

/** The newest version for the cluster's Kubernetes version, unless one is given. */
const newest = (addonName: string, cluster: string): Planned =>
  new Answer(
    "aws:eks/getAddonVersion:getAddonVersion",
    { addonName, kubernetesVersion: new Output(cluster, "version"), mostRecent: true },
    "version",
  );

/** An option of an add-on, which may be an output within the argument. */
const option = (argument: string, name: string): Argument =>
  new Argument(argument, (options) => (isObject(options) ? options[name] : undefined));

export function addManagedAddOn(
  children: Children,
  name: string,
  addOn: { readonly addonName: string; readonly argument: string; readonly options: AddOnOptions },
  cluster: string,
): void {
  const { addonName, argument, options } = addOn;
  children.add(ADD_ON, `${name}-${addonName}`, {
    clusterName: new Output(cluster, "name"),
    addonName,
    preserve: true,
    tags: new Argument("tags"),
    resolveConflictsOnCreate: options.resolveConflictsOnCreate ?? "OVERWRITE",
    resolveConflictsOnUpdate: options.resolveConflictsOnUpdate ?? "OVERWRITE",
    addonVersion: options.version === undefined ? newest(addonName, cluster) : option(argument, "version"),
    configurationValues:
      options.configurationValues === undefined
        ? undefined
        : new Combined([option(argument, "configurationValues")], sortedJson),
  });
}

/** The network add-on is within a component of its own. */
export function addVpcCni(children: Children, name: string, cluster: string, dependsOn: readonly string[]): string {
  const addOnName = `${name}-vpc-cni`;
  const addOn = `${ADD_ON}::${addOnName}`;
  const parent = children.add(
    VPC_CNI_COMPONENT,
    addOnName,
    {},
    { dependsOn, componentOutputs: { addon: new ResourceReference(addOn) } },
  );
  const argument = "vpcCniOptions";
  children.add(
    ADD_ON,
    addOnName,
    {
      clusterName: new Output(cluster, "name"),
      addonName: "vpc-cni",
      preserve: true,
      tags: new Argument("tags"),
      addonVersion: new Combined(
        [option(argument, "addonVersion"), newest("vpc-cni", cluster)],
        (given, found) => given ?? found,
      ),
      resolveConflictsOnCreate: new Combined(
        [option(argument, "resolveConflictsOnCreate")],
        (given) => given ?? "OVERWRITE",
      ),
      resolveConflictsOnUpdate: new Combined(
        [option(argument, "resolveConflictsOnUpdate")],
        (given) => given ?? "OVERWRITE",
      ),
      serviceAccountRoleArn: option(argument, "serviceAccountRoleArn"),
      configurationValues: new Combined([new Argument(argument)], (options) =>
        sortedJson(vpcCniConfiguration(isObject(options) ? options : {})),
      ),
    },
    { parent, dependsOn },
  );
  return parent;
}

/** Environment of the plugin by option, with what it is without one. */
const ENVIRONMENT: readonly (readonly [variable: string, option: string, otherwise?: string])[] = [
  ["AWS_VPC_CNI_NODE_PORT_SUPPORT", "nodePortSupport"],
  ["WARM_ENI_TARGET", "warmEniTarget", "1"],
  ["WARM_IP_TARGET", "warmIpTarget"],
  ["WARM_PREFIX_TARGET", "warmPrefixTarget"],
  ["ENABLE_PREFIX_DELEGATION", "enablePrefixDelegation"],
  ["AWS_VPC_K8S_CNI_LOGLEVEL", "logLevel", "DEBUG"],
  ["AWS_VPC_K8S_CNI_LOG_FILE", "logFile", "/host/var/log/aws-routed-eni/ipamd.log"],
  ["AWS_VPC_K8S_CNI_VETHPREFIX", "vethPrefix", "eni"],
  ["AWS_VPC_ENI_MTU", "eniMtu", "9001"],
  ["ENI_CONFIG_LABEL_DEF", "eniConfigLabelDef"],
  ["AWS_VPC_K8S_PLUGIN_LOG_LEVEL", "pluginLogLevel", "DEBUG"],
  ["AWS_VPC_K8S_PLUGIN_LOG_FILE", "pluginLogFile", "/var/log/aws-routed-eni/plugin.log"],
  ["ENABLE_POD_ENI", "enablePodEni", "false"],
  ["AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER", "cniConfigureRpfilter"],
  ["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "cniCustomNetworkCfg", "false"],
  ["AWS_VPC_K8S_CNI_EXTERNALSNAT", "externalSnat", "false"],
];

function vpcCniConfiguration(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = { ...options, externalSnat: options.externalSnat ?? options.cniExternalSnat };
  const env = environment(ENVIRONMENT, given);
  const initEnv = environment([["DISABLE_TCP_EARLY_DEMUX", "disableTcpEarlyDemux", "false"]], given);
  const values = isObject(options.configurationValues) ? options.configurationValues : {};
  const init = isObject(values.init) ? values.init : {};
  return {
    ...(options.enableNetworkPolicy === undefined
      ? {}
      : { enableNetworkPolicy: options.enableNetworkPolicy === true ? "true" : "false" }),
    ...values,
    env: { ...env, ...(isObject(values.env) ? values.env : {}) },
    init: { ...init, env: { ...initEnv, ...(isObject(init.env) ? init.env : {}) } },
  };
}

const environment = (
  table: typeof ENVIRONMENT,
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    table.flatMap(([variable, name, otherwise]) => {
      const value = written(options[name]) ?? otherwise;
      return value === undefined ? [] : [[variable, value]];
    }),
  );

/** What is off counts as not given. */
const written = (value: unknown): string | undefined =>
  value === undefined || value === false ? undefined : (value as string | number | true).toString();

/** Keys in order, so that the same values are the same text. */
const sortedJson = (values: unknown): string => JSON.stringify(sorted(values));

function sorted(value: unknown): unknown {
  if (!isObject(value) || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
