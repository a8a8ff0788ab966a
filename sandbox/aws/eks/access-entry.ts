import { none } from "../../resource-type";
import type { CreateContext, Properties, Reference, ResourceType, Rule, RuleContext } from "../../resource-type";
import { derivedUuid } from "../identifiers";
import { CREATED } from "../iam/identifiers";
import { arn, globalArn, standard } from "../standard";
import { record, text, texts } from "../values";
import { ACCESS_ENTRY, ACCESS_POLICY_ASSOCIATION, CLUSTER, EKS_QUOTAS } from "./types";

const ofCluster: Reference = { path: "clusterName", to: [CLUSTER], missing: "ResourceNotFoundException" };

/** Entries of nodes: the type says what they may do. */
const ofNodes = (type: unknown): boolean => /^(EC2_LINUX|EC2_WINDOWS|FARGATE_LINUX|HYBRID_LINUX)$/.test(String(type));

const accessEntriesInUse: Rule = ({ clusterName }, { get }) => {
  const mode = record(get(CLUSTER, clusterName)?.outputs.accessConfig).authenticationMode;
  return mode === "CONFIG_MAP"
    ? {
        code: "InvalidRequestException",
        message:
          "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
      }
    : undefined;
};

const groupsOfTheirOwn: Rule = ({ type, kubernetesGroups, userName }) => {
  const reserved = texts(kubernetesGroups).find((group) => /^(system|eks|aws|amazon|iam):/.test(group));
  if (reserved) {
    return {
      code: "InvalidParameterException",
      message: `The kubernetes group name ${reserved} is invalid, it cannot start with system:, eks:, aws:, amazon: or iam:`,
    };
  }
  return ofNodes(type) && (texts(kubernetesGroups).length > 0 || text(userName))
    ? {
        code: "InvalidParameterException",
        message: `An access entry of type ${String(type)} takes no kubernetesGroups and no userName.`,
      }
    : undefined;
};

/** What EKS adds to an entry. */
export function accessEntryOutputs(inputs: Properties, context: CreateContext, seed: string): Properties {
  const principal = String(inputs.principalArn);
  const [, kind = "", name = ""] = /:(user|role)\/(?:.*\/)?([^/]+)$/.exec(principal) ?? [];
  const session = globalArn(context, "sts", `assumed-role/${name}/{{SessionName}}`);
  const id = derivedUuid(`${seed}/${principal}`);
  return {
    region: context.region,
    accessEntryArn: arn(
      context,
      "eks",
      `access-entry/${String(inputs.clusterName)}/${kind}/${context.account}/${name}/${id}`,
    ),
    createdAt: CREATED,
    modifiedAt: CREATED,
    kubernetesGroups: ofNodes(inputs.type) ? ["system:nodes"] : (inputs.kubernetesGroups ?? []),
    userName:
      text(inputs.userName) ??
      (ofNodes(inputs.type) ? "system:node:{{EC2PrivateDNSName}}" : kind === "role" ? session : principal),
  };
}

export const accessEntry: ResourceType = {
  type: ACCESS_ENTRY,
  documentation: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html",
  required: ["clusterName", "principalArn"],
  defaults: { type: "STANDARD" },
  id: ({ clusterName, principalArn }) => `${String(clusterName)}:${String(principalArn)}`,
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    ...accessEntryOutputs(inputs, context, context.urn),
  }),
  assumed: ["createdAt", "modifiedAt"],
  references: [ofCluster],
  unique: [
    {
      scope: "account-region",
      key: ({ clusterName, principalArn }) => `${String(clusterName)} ${String(principalArn)}`,
      code: "ResourceInUseException",
      message: ({ principalArn }) =>
        `The specified access entry resource is already in use on this cluster: ${String(principalArn)}`,
    },
  ],
  replaceOn: ["region", "clusterName", "principalArn", "type"],
  formats: [
    {
      property: "principalArn",
      pattern: /^arn:aws(-cn|-us-gov)?:iam::\d{12}:(role|user)\/.+$/,
      code: "InvalidParameterException",
      allowed: "the ARN of an IAM role or user",
    },
    {
      property: "type",
      pattern: /^(STANDARD|EC2|EC2_LINUX|EC2_WINDOWS|FARGATE_LINUX|HYBRID_LINUX|HYPERPOD_LINUX)$/,
      code: "InvalidParameterException",
      allowed: "STANDARD, EC2, EC2_LINUX, EC2_WINDOWS, FARGATE_LINUX, HYBRID_LINUX or HYPERPOD_LINUX",
    },
  ],
  // Principals may be made by others than programs of the sandbox: whether they exist is not asked.
  refusals: [accessEntriesInUse, groupsOfTheirOwn],
  quotas: none("EKS states none that is reached"),
};

const entryOf = ({ clusterName, principalArn }: Properties, { get }: RuleContext) =>
  get(ACCESS_ENTRY, `${String(clusterName)}:${String(principalArn)}`);

export const accessPolicyAssociation: ResourceType = {
  type: ACCESS_POLICY_ASSOCIATION,
  documentation: "https://docs.aws.amazon.com/eks/latest/APIReference/API_AssociateAccessPolicy.html",
  required: ["accessScope", "clusterName", "policyArn", "principalArn"],
  defaults: {},
  id: ({ clusterName, principalArn, policyArn }) => [clusterName, principalArn, policyArn].map(String).join("#"),
  computed: (_inputs, context) => ({ region: context.region, associatedAt: CREATED, modifiedAt: CREATED }),
  assumed: ["associatedAt", "modifiedAt"],
  references: [ofCluster],
  unique: none("associating again overwrites the scope"),
  replaceOn: ["region", "clusterName", "policyArn", "principalArn", "accessScope"],
  formats: [
    {
      property: "policyArn",
      pattern: /^arn:aws(-cn|-us-gov)?:eks::aws:cluster-access-policy\/AmazonEKS[A-Z]\w*Policy$/,
      code: "InvalidParameterException",
      allowed: "an access policy such as arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    },
    {
      property: "accessScope.type",
      pattern: /^(cluster|namespace)$/,
      code: "InvalidParameterException",
      allowed: "cluster or namespace",
    },
  ],
  refusals: [
    accessEntriesInUse,
    (inputs, context) => {
      const entry = entryOf(inputs, context);
      if (!entry) {
        return {
          code: "ResourceNotFoundException",
          message: `The specified principalArn could not be found: ${String(inputs.principalArn)} has no access entry.`,
          retried: true,
        };
      }
      return ofNodes(entry.outputs.type)
        ? {
            code: "InvalidRequestException",
            message: `An access entry of type ${String(entry.outputs.type)} takes no access policies.`,
          }
        : undefined;
    },
    ({ accessScope }) => {
      const { type, namespaces } = record(accessScope);
      return (type === "namespace") === texts(namespaces).length > 0
        ? undefined
        : {
            code: "InvalidParameterException",
            message: "A scope of type namespace names at least one namespace, a scope of type cluster none.",
          };
    },
  ],
  quotas: [
    {
      name: "Access policies per access entry",
      limit: 20,
      per: ({ clusterName, principalArn }) => `${String(clusterName)} ${String(principalArn)}`,
      code: "ResourceLimitExceededException",
      documentation: EKS_QUOTAS,
    },
  ],
};
