import type { Properties, ResourceType, RuleContext } from "../../resource-type";
import { networkInterface } from "../ec2/addresses";
import { SECURITY_GROUP } from "../ec2/permissions";
import { derivedUuid } from "../identifiers";
import { arn, companion, derivedId, standard } from "../standard";
import { text, texts } from "../values";
import { PARAMETER_GROUP } from "./parameter-group";
import { nodesOf, replicationGroupRefusals, SNAPSHOT, snapshotNameIsFree } from "./replication-group-refusals";
import { SUBNET_GROUP } from "./subnet-group";
import { actual, familyOf, newest } from "./versions";

export const REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";

/** `use1`, `euw2`, `apse1`: place, direction and number of a region. */
const shortRegion = (region: string): string =>
  region.replace(/-(north|south)?(east|west|central)?-/, (_all, ns: string | undefined, ew: string | undefined) =>
    [ns, ew].map((word) => word?.charAt(0) ?? "").join(""),
  );

function hostName(prefix: string, id: string, { account, region }: RuleContext): string {
  const label = derivedUuid(`${account}/${region}/elasticache`).replaceAll("-", "").slice(0, 6);
  return `${prefix}${id}.${label}.${shortRegion(region)}.cache.amazonaws.com`;
}

const members = (id: string, inputs: Properties): readonly string[] =>
  Array.from({ length: nodesOf(inputs) ?? 1 }, (_, index) => `${id}-${String(index + 1).padStart(3, "0")}`);

export const replicationGroup: ResourceType = {
  type: REPLICATION_GROUP,
  documentation: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
  required: ["description"],
  defaults: { automaticFailoverEnabled: false, multiAzEnabled: false },
  autoname: { property: "replicationGroupId", maximumLength: 40 },
  id: ({ replicationGroupId }) => String(replicationGroupId),
  computed: (inputs, context) => {
    const id = String(inputs.replicationGroupId);
    const engine = text(inputs.engine) ?? "redis";
    const version = text(inputs.engineVersion) ?? newest(engine);
    const tls = inputs.transitEncryptionEnabled === true;
    const nodes = nodesOf(inputs) ?? 1;
    return {
      ...standard(inputs, context),
      arn: arn(context, "elasticache", `replicationgroup:${id}`),
      engine,
      engineVersion: version,
      engineVersionActual: actual(version),
      nodeType: inputs.nodeType ?? "cache.t4g.micro",
      primaryEndpointAddress: hostName(tls ? "master." : "", id, context),
      readerEndpointAddress: hostName(tls ? "replica." : "", tls ? id : `${id}-ro`, context),
      configurationEndpointAddress: "",
      clusterEnabled: false,
      clusterMode: inputs.clusterMode ?? "disabled",
      memberClusters: members(id, inputs),
      numCacheClusters: nodes,
      numNodeGroups: inputs.numNodeGroups ?? 1,
      replicasPerNodeGroup: nodes - 1,
      nodeGroupConfigurations: inputs.nodeGroupConfigurations ?? [],
      applyImmediately: inputs.applyImmediately ?? false,
      atRestEncryptionEnabled: inputs.atRestEncryptionEnabled ?? false,
      transitEncryptionEnabled: tls,
      transitEncryptionMode: inputs.transitEncryptionMode ?? (tls ? "required" : ""),
      autoMinorVersionUpgrade: inputs.autoMinorVersionUpgrade ?? true,
      dataTieringEnabled: inputs.dataTieringEnabled ?? false,
      durability: inputs.durability ?? "",
      globalReplicationGroupId: inputs.globalReplicationGroupId ?? "",
      ipDiscovery: inputs.ipDiscovery ?? "ipv4",
      networkType: inputs.networkType ?? "ipv4",
      maintenanceWindow: inputs.maintenanceWindow ?? "sun:09:00-sun:10:00",
      snapshotWindow: inputs.snapshotWindow ?? "06:30-07:30",
      parameterGroupName: inputs.parameterGroupName ?? `default.${familyOf(engine, version)}`,
      securityGroupIds: inputs.securityGroupIds ?? [],
      securityGroupNames: inputs.securityGroupNames ?? [],
    };
  },
  assumed: ["primaryEndpointAddress", "readerEndpointAddress", "maintenanceWindow", "snapshotWindow"],
  secretOutputs: ["authToken", "authTokenWo"],
  references: [
    {
      path: "subnetGroupName",
      to: [SUBNET_GROUP],
      by: "name",
      missing: "CacheSubnetGroupNotFoundFault",
      inUse: "CacheSubnetGroupInUse",
    },
    {
      path: "parameterGroupName",
      to: [PARAMETER_GROUP],
      by: "name",
      missing: "CacheParameterGroupNotFound",
      inUse: "InvalidCacheParameterGroupState",
      except: /^default\./,
    },
    {
      path: "securityGroupIds[]",
      to: [SECURITY_GROUP],
      missing: "InvalidParameterValue",
      inUse: "DependencyViolation",
    },
    { path: "kmsKeyId", to: ["aws:kms/key:Key"], by: "arn", missing: "InvalidParameterValue" },
    { path: "notificationTopicArn", to: ["aws:sns/topic:Topic"], by: "arn", missing: "InvalidParameterValue" },
  ],
  unique: [
    {
      scope: "account-region",
      key: ({ replicationGroupId }) => text(replicationGroupId)?.toLowerCase(),
      code: "ReplicationGroupAlreadyExists",
      message: ({ replicationGroupId }) => `Replication group ${String(replicationGroupId)} already exists.`,
    },
  ],
  replaceOn: [
    "region",
    "atRestEncryptionEnabled",
    "dataTieringEnabled",
    "globalReplicationGroupId",
    "kmsKeyId",
    "networkType",
    "port",
    "replicationGroupId",
    "securityGroupNames",
    "snapshotArns",
    "snapshotName",
    "subnetGroupName",
  ],
  // There is no way back: the provider makes another group.
  replaceWhen: (old, { engineVersion }) => {
    const before = text(old.engineVersion);
    const after = text(engineVersion);
    return before !== undefined && after !== undefined && after.localeCompare(before, "en", { numeric: true }) < 0
      ? ["engineVersion"]
      : [];
  },
  formats: [
    {
      property: "replicationGroupId",
      pattern: /^(?=.{1,40}$)[A-Za-z](-?[A-Za-z\d])*$/,
      code: "InvalidParameterValue",
      allowed: "up to 40 letters, digits and single hyphens, a letter first",
    },
    {
      property: "engine",
      pattern: /^(redis|valkey)$/,
      code: "InvalidParameterValue",
      allowed: "redis or valkey",
    },
    {
      property: "nodeType",
      pattern: /^cache\.[a-z]\d[a-z\d]*\.(micro|small|medium|large|\d*xlarge)$/,
      code: "InvalidParameterValue",
      allowed: "a node type such as cache.t4g.micro",
    },
    {
      property: "snapshotRetentionLimit",
      pattern: /^(\d|[12]\d|3[0-5])$/,
      code: "InvalidParameterValue",
      allowed: "0 to 35 days",
    },
    {
      property: "transitEncryptionMode",
      pattern: /^(preferred|required)$/,
      code: "InvalidParameterValue",
      allowed: "preferred or required",
    },
  ],
  refusals: replicationGroupRefusals,
  quotas: [
    {
      name: "Nodes per Region",
      limit: 300,
      used: (inputs, { all, self }) =>
        all(REPLICATION_GROUP)
          .filter(({ id }) => id !== self?.id)
          .reduce((sum, { outputs }) => sum + texts(outputs.memberClusters).length, nodesOf(inputs) ?? 1),
      code: "NodeQuotaForCustomerExceeded",
      documentation: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html",
    },
  ],
  inUse: [snapshotNameIsFree],
  brings: (outputs, context) => {
    const subnetIds = texts(context.get(SUBNET_GROUP, outputs.subnetGroupName)?.outputs.subnetIds);
    return texts(outputs.memberClusters).map((node, index) =>
      networkInterface(
        {
          id: derivedId("eni", String(outputs.arn), node),
          subnetId: subnetIds[index % subnetIds.length],
          interfaceType: "interface",
          description: `ElastiCache ${node}`,
          securityGroups: texts(outputs.securityGroupIds),
        },
        outputs,
        context,
      ),
    );
  },
  leaves: ({ inputs, outputs }) =>
    text(inputs.finalSnapshotIdentifier) === undefined
      ? []
      : [
          companion(SNAPSHOT, String(inputs.finalSnapshotIdentifier), {
            snapshotName: inputs.finalSnapshotIdentifier,
            replicationGroupId: outputs.replicationGroupId,
            engineVersion: outputs.engineVersionActual,
            snapshotStatus: "available",
          }),
        ],
};
