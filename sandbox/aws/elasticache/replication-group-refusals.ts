import type { Properties, Refusal, Rule, RuleContext } from "../../resource-type";
import { SECURITY_GROUP } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { given, number, text, texts } from "../values";
import { PARAMETER_GROUP } from "./parameter-group";
import { SUBNET_GROUP } from "./subnet-group";
import { familyOf, versionExists } from "./versions";

export const SNAPSHOT = "aws:elasticache/snapshot:Snapshot";

const combination = (message: string): Refusal => ({ code: "InvalidParameterCombination", message });
const value = (message: string): Refusal => ({ code: "InvalidParameterValue", message });

/** Nodes of a group that is not sharded; undefined for one that is. */
export function nodesOf({ numCacheClusters, numNodeGroups, replicasPerNodeGroup }: Properties): number | undefined {
  if ((number(numNodeGroups) ?? 1) > 1) {
    return undefined;
  }
  return number(numCacheClusters) ?? (number(replicasPerNodeGroup) ?? 0) + 1;
}

const nodesAreStatedOnce: Rule = (inputs) =>
  given(inputs, ["numCacheClusters"]).length > 0 && given(inputs, ["numNodeGroups", "replicasPerNodeGroup"]).length > 0
    ? combination("numCacheClusters excludes numNodeGroups and replicasPerNodeGroup.")
    : undefined;

const atMostFiveReplicas: Rule = (inputs) => {
  const nodes = nodesOf(inputs);
  return nodes !== undefined && (nodes < 1 || nodes > 6)
    ? value(`A replication group has 1 to 6 nodes, not ${nodes}.`)
    : undefined;
};

const failoverHasAReplica: Rule = (inputs) => {
  if (inputs.multiAzEnabled === true && inputs.automaticFailoverEnabled !== true) {
    return combination("automatic_failover_enabled must be true if multi_az_enabled is true");
  }
  return inputs.automaticFailoverEnabled === true && (nodesOf(inputs) ?? 2) < 2
    ? combination('"num_cache_clusters": must be at least 2 if automatic_failover_enabled is true.')
    : undefined;
};

const versionIsOffered: Rule = ({ engine, engineVersion }) =>
  engineVersion === undefined || versionExists(engine, engineVersion)
    ? undefined
    : combination(`Cannot find version ${text(engineVersion) ?? ""} for ${text(engine) ?? ""}`);

const familyFits: Rule = ({ engine, engineVersion, parameterGroupName }, { get }) => {
  const group = get(PARAMETER_GROUP, parameterGroupName)?.outputs;
  const family = familyOf(engine, engineVersion);
  return group && engineVersion !== undefined && group.family !== family
    ? combination(`Expected a parameter group of family ${family} but found one of family ${String(group.family)}`)
    : undefined;
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html */
const tokenNeedsTls: Rule = ({ authToken, authTokenWo, transitEncryptionEnabled }) => {
  const token = text(authToken ?? authTokenWo);
  if (token === undefined) {
    return undefined;
  }
  if (transitEncryptionEnabled !== true) {
    return combination("The AUTH token is only supported when encryption-in-transit is enabled.");
  }
  return /^[!#-.0-?A-~]{16,128}$/.test(token)
    ? undefined
    : value('Invalid AuthToken provided: 16 to 128 printable characters, none of @, " and /.');
};

const isInANetwork: Rule = ({ subnetGroupName }) =>
  text(subnetGroupName) === undefined
    ? combination("Use of cache security groups is not permitted in this API version for your account.")
    : undefined;

const subnetsOf = ({ subnetGroupName }: Properties, { get }: RuleContext) =>
  texts(get(SUBNET_GROUP, subnetGroupName)?.outputs.subnetIds).flatMap((id) => get(SUBNET, id) ?? []);

const zonesSuffice: Rule = (inputs, context) => {
  const zones = new Set(subnetsOf(inputs, context).map(({ outputs }) => outputs.availabilityZone));
  return inputs.multiAzEnabled === true && zones.size < 2
    ? value("Multi-AZ needs a cache subnet group with subnets in two availability zones or more.")
    : undefined;
};

const groupsAreInItsVpc: Rule = (inputs, context) => {
  const vpc = context.get(SUBNET_GROUP, inputs.subnetGroupName)?.outputs.vpcId;
  const foreign = texts(inputs.securityGroupIds).find((id) => context.get(SECURITY_GROUP, id)?.outputs.vpcId !== vpc);
  return vpc !== undefined && foreign !== undefined
    ? value(`Invalid security group: ${foreign} is not in the VPC ${text(vpc) ?? ""} of the cache subnet group.`)
    : undefined;
};

export const replicationGroupRefusals: readonly Rule[] = [
  nodesAreStatedOnce,
  atMostFiveReplicas,
  failoverHasAReplica,
  versionIsOffered,
  familyFits,
  tokenNeedsTls,
  isInANetwork,
  zonesSuffice,
  groupsAreInItsVpc,
];

export const snapshotNameIsFree: Rule = ({ finalSnapshotIdentifier }, { get }) =>
  get(SNAPSHOT, finalSnapshotIdentifier)
    ? {
        code: "SnapshotAlreadyExistsFault",
        message: `A snapshot named ${String(finalSnapshotIdentifier)} already exists.`,
      }
    : undefined;
