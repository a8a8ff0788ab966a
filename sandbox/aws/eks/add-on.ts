import { none } from "../../resource-type";
import type { ResourceType, Rule, RuleContext } from "../../resource-type";
import { derivedUuid } from "../identifiers";
import { CREATED } from "../iam/identifiers";
import { ROLE } from "../iam/role";
import { arn, kept, standard } from "../standard";
import { record, text } from "../values";
import { addOnVersions, defaultAddOn, isAddOn, needsNodes } from "./add-on-versions";
import { hasNodes } from "./nodes";
import { ADD_ON, CLUSTER, EKS_QUOTAS } from "./types";

const versionOf = (clusterName: unknown, { get }: RuleContext): unknown => get(CLUSTER, clusterName)?.outputs.version;

const knownAddOn: Rule = ({ addonName }) =>
  isAddOn(addonName)
    ? undefined
    : { code: "InvalidParameterException", message: `Addon ${String(addonName)} specified is not supported` };

/** What an add-on runs stays when the cluster's version rises; a version that is asked for must fit the cluster. */
const versionForTheCluster: Rule = ({ addonName, addonVersion, clusterName }, context) => {
  const version = versionOf(clusterName, context);
  const published = addOnVersions(addonName, version, context.today);
  return text(addonVersion) &&
    addonVersion !== context.self?.outputs.addonVersion &&
    !published.includes(String(addonVersion))
    ? {
        code: "InvalidParameterException",
        message:
          `Addon version specified is not supported: ${String(addonName)} ${String(addonVersion)} for Kubernetes ` +
          `${String(version)}. Newest versions are ${published.slice(-3).join(", ")}.`,
      }
    : undefined;
};

/** https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html: each add-on has a JSON schema of what it takes. */
const configuration: Rule = ({ addonName, configurationValues }) => {
  if (!text(configurationValues)) {
    return undefined;
  }
  const refuse = (reason: string) => ({
    code: "InvalidParameterException",
    message: `ConfigurationValue provided in request is not supported: ${reason}`,
  });
  const values = parsed(String(configurationValues));
  if (values === undefined) {
    return refuse("it is not JSON");
  }
  const policy = record(values).enableNetworkPolicy;
  return addonName === "vpc-cni" && policy !== undefined && policy !== "true" && policy !== "false"
    ? refuse(
        'Json schema validation failed with error: [$.enableNetworkPolicy: does not have a value in the enumeration ["true", "false"]]',
      )
    : undefined;
};

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** Pods of a deployment wait for nodes, and the provider waits for the pods. */
const somewhereToRun: Rule = ({ addonName, clusterName }, context) =>
  needsNodes(addonName) && !context.self && !hasNodes(clusterName, context)
    ? {
        code: "InsufficientNumberOfReplicas",
        message:
          `unexpected state 'DEGRADED', wanted target 'ACTIVE': the add-on ${String(addonName)} is unhealthy because it ` +
          `doesn't have the desired number of replicas. The cluster ${String(clusterName)} has no nodes.`,
        retried: true,
      }
    : undefined;

export const addOn: ResourceType = {
  type: ADD_ON,
  documentation: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html",
  required: ["addonName", "clusterName"],
  defaults: {},
  id: ({ clusterName, addonName }) => `${String(clusterName)}:${String(addonName)}`,
  computed: (inputs, context, old) => ({
    ...standard(inputs, context),
    arn: arn(
      context,
      "eks",
      `addon/${String(inputs.clusterName)}/${String(inputs.addonName)}/${derivedUuid(context.urn)}`,
    ),
    addonVersion:
      text(inputs.addonVersion) ??
      kept(
        old,
        "addonVersion",
        () => defaultAddOn(inputs.addonName, versionOf(inputs.clusterName, context), context.today) ?? "",
      ),
    configurationValues: inputs.configurationValues ?? "",
    namespaceConfig: inputs.namespaceConfig ?? { namespace: "kube-system" },
    createdAt: CREATED,
    modifiedAt: CREATED,
  }),
  assumed: ["createdAt", "modifiedAt"],
  references: [
    { path: "clusterName", to: [CLUSTER], missing: "ResourceNotFoundException" },
    { path: "serviceAccountRoleArn", to: [ROLE], by: "arn", missing: "InvalidParameterException" },
  ],
  unique: [
    {
      scope: "account-region",
      key: ({ clusterName, addonName }) => `${String(clusterName)} ${String(addonName)}`,
      code: "ResourceInUseException",
      message: () => "Addon already exists.",
    },
  ],
  replaceOn: ["region", "addonName", "clusterName", "namespaceConfig"],
  formats: ["resolveConflictsOnCreate", "resolveConflictsOnUpdate"].map((property) => ({
    property,
    pattern: property.endsWith("Create") ? /^(NONE|OVERWRITE)$/ : /^(NONE|OVERWRITE|PRESERVE)$/,
    code: "InvalidParameterException",
    allowed: property.endsWith("Create") ? "NONE or OVERWRITE" : "NONE, OVERWRITE or PRESERVE",
  })),
  refusals: [knownAddOn, versionForTheCluster, configuration, somewhereToRun],
  quotas: none(`EKS states none: ${EKS_QUOTAS}`),
};
