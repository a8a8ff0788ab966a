import type { CreateContext, Properties, Reference, ResourceType } from "../../resource-type";
import { networkOf } from "../cidr";
import { ROLE } from "../iam/role";
import { CREATED } from "../iam/identifiers";
import { KEY } from "../kms";
import { arn, kept, nameFor, standard } from "../standard";
import { record, text, texts } from "../values";
import { SECURITY_GROUP } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { VPC } from "../ec2/vpc";
import { clusterBrings, clusterSecurityGroupId } from "./cluster-brings";
import { clusterRefusals } from "./cluster-refusals";
import { defaultVersion, knownVersion } from "./kubernetes-versions";
import { CLUSTER, EKS_QUOTAS } from "./types";

const reference = (path: string, to: string, more: Partial<Reference> = {}): Reference => ({
  path,
  to: [to],
  missing: "InvalidParameterException",
  ...more,
});

export const cluster: ResourceType = {
  type: CLUSTER,
  documentation: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html",
  required: ["roleArn", "vpcConfig"],
  defaults: { bootstrapSelfManagedAddons: true },
  autoname: { property: "name", maximumLength: 100 },
  id: nameFor,
  computed: (inputs, context, old) => {
    const id = kept(old, "endpoint", () => context.hex(32).toUpperCase()).replace(/^https:\/\/([^.]+).*$/, "$1");
    const version = text(inputs.version) ?? kept(old, "version", () => defaultVersion(context.today));
    return {
      ...standard(inputs, context),
      name: nameFor(inputs, context),
      arn: arn(context, "eks", `cluster/${nameFor(inputs, context)}`),
      accessConfig: {
        authenticationMode: "CONFIG_MAP",
        bootstrapClusterCreatorAdminPermissions: true,
        ...record(inputs.accessConfig),
      },
      certificateAuthority: { data: certificate(id) },
      clusterId: "",
      computeConfig: inputs.computeConfig ?? { enabled: false, nodePools: [], nodeRoleArn: "" },
      controlPlaneScalingConfig: inputs.controlPlaneScalingConfig ?? { tier: "standard" },
      createdAt: CREATED,
      deletionProtection: inputs.deletionProtection ?? false,
      endpoint: `https://${id}.gr7.${context.region}.eks.amazonaws.com`,
      identities: [{ oidcs: [{ issuer: `https://oidc.eks.${context.region}.amazonaws.com/id/${id}` }] }],
      kubernetesNetworkConfig: networkConfig(inputs, context, old),
      platformVersion: `eks.${knownVersion(version)?.platform ?? 1}`,
      status: "ACTIVE",
      storageConfig: inputs.storageConfig ?? { blockStorage: { enabled: false } },
      upgradePolicy: { supportType: "EXTENDED", ...record(inputs.upgradePolicy) },
      version,
      vpcConfig: vpcConfig(inputs, context),
    };
  },
  assumed: ["endpoint", "certificateAuthority", "identities", "platformVersion", "createdAt"],
  references: [
    reference("roleArn", ROLE, { by: "arn" }),
    reference("vpcConfig.subnetIds[]", SUBNET, { inUse: "DependencyViolation" }),
    reference("vpcConfig.securityGroupIds[]", SECURITY_GROUP, { inUse: "DependencyViolation" }),
    reference("encryptionConfig.provider.keyArn", KEY, { by: "arn" }),
  ],
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name),
      code: "ResourceInUseException",
      message: ({ name }) => `Cluster already exists with name: ${String(name)}`,
    },
  ],
  replaceOn: [
    "region",
    "name",
    "roleArn",
    "bootstrapSelfManagedAddons",
    "accessConfig.bootstrapClusterCreatorAdminPermissions",
    "kubernetesNetworkConfig.ipFamily",
    "kubernetesNetworkConfig.serviceIpv4Cidr",
    "outpostConfig",
  ],
  // Encryption can be added to a cluster, but not taken away or given another key.
  replaceWhen: ({ encryptionConfig }) => (encryptionConfig === undefined ? [] : ["encryptionConfig"]),
  formats: [
    {
      property: "name",
      pattern: /^[\da-zA-Z][\w-]{0,99}$/,
      code: "InvalidParameterException",
      allowed: "1 to 100 of letters, digits, - and _, the first a letter or digit",
    },
    {
      property: "enabledClusterLogTypes[]",
      pattern: /^(api|audit|authenticator|controllerManager|scheduler)$/,
      code: "InvalidParameterException",
      allowed: "api, audit, authenticator, controllerManager or scheduler",
    },
    {
      property: "accessConfig.authenticationMode",
      pattern: /^(API|CONFIG_MAP|API_AND_CONFIG_MAP)$/,
      code: "InvalidParameterException",
      allowed: "API, API_AND_CONFIG_MAP or CONFIG_MAP",
    },
    {
      property: "upgradePolicy.supportType",
      pattern: /^(STANDARD|EXTENDED)$/,
      code: "InvalidParameterException",
      allowed: "STANDARD or EXTENDED",
    },
    {
      property: "encryptionConfig.resources[]",
      pattern: /^secrets$/,
      code: "InvalidParameterException",
      allowed: "secrets",
    },
    {
      property: "kubernetesNetworkConfig.serviceIpv4Cidr",
      pattern: /^(10\.\d+|172\.(1[6-9]|2\d|3[01])|192\.168)\.\d+\.\d+\/(1[2-9]|2[0-4])$/,
      code: "InvalidParameterException",
      allowed: "a private block (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16) from /12 to /24",
    },
  ],
  refusals: clusterRefusals,
  quotas: [
    {
      name: "Clusters",
      limit: 100,
      code: "ResourceLimitExceededException",
      documentation: `${EKS_QUOTAS} (L-1194D53C)`,
    },
    {
      name: "Control plane security groups per cluster",
      limit: 4,
      used: ({ vpcConfig: config }) => texts(record(config).securityGroupIds).length,
      code: "InvalidParameterException",
      documentation: `${EKS_QUOTAS} (L-11F1A3B5)`,
    },
    {
      name: "Public endpoint access CIDR ranges per cluster",
      limit: 40,
      used: ({ vpcConfig: config }) => texts(record(config).publicAccessCidrs).length,
      code: "InvalidParameterException",
      documentation: `${EKS_QUOTAS} (L-4D35E72F)`,
    },
  ],
  inUse: [
    (_inputs, { self }) =>
      self?.outputs.deletionProtection === true
        ? {
            code: "InvalidRequestException",
            message: `Cluster ${self.id} has deletion protection enabled: disable it before deleting the cluster.`,
          }
        : undefined,
  ],
  brings: clusterBrings,
};

const PUBLIC = ["0.0.0.0/0"];

function vpcConfig(inputs: Properties, context: CreateContext): Properties {
  const config = record(inputs.vpcConfig);
  const isPublic = config.endpointPublicAccess ?? true;
  return {
    endpointPrivateAccess: false,
    endpointPublicAccess: true,
    securityGroupIds: [],
    ...config,
    publicAccessCidrs: config.publicAccessCidrs ?? (isPublic === true ? PUBLIC : []),
    clusterSecurityGroupId: clusterSecurityGroupId(nameFor(inputs, context), context),
    vpcId: context.get(SUBNET, texts(config.subnetIds)[0])?.outputs.vpcId ?? "",
  };
}

/** Services get 10.100.0.0/16, or 172.20.0.0/16 in a VPC of 10.0.0.0/8. */
function networkConfig(inputs: Properties, context: CreateContext, old: Properties | undefined): Properties {
  const vpcId = context.get(SUBNET, texts(record(inputs.vpcConfig).subnetIds)[0])?.outputs.vpcId;
  const isTen = networkOf(context.get(VPC, vpcId)?.outputs.cidrBlock)
    ?.first.toString(16)
    .padStart(8, "0")
    .startsWith("0a");
  return {
    ipFamily: "ipv4",
    serviceIpv4Cidr: kept(record(old?.kubernetesNetworkConfig), "serviceIpv4Cidr", () =>
      isTen ? "172.20.0.0/16" : "10.100.0.0/16",
    ),
    serviceIpv6Cidr: "",
    elasticLoadBalancing: { enabled: false },
    ...record(inputs.kubernetesNetworkConfig),
  };
}

/** Looks like a certificate; nothing is signed by it. */
const certificate = (id: string): string =>
  Buffer.from(
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(`sandbox ${id}`).toString("base64")}\n-----END CERTIFICATE-----\n`,
  ).toString("base64");
