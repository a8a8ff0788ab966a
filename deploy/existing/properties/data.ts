import type { ReplicationGroup } from "@aws-sdk/client-elasticache";
import type { DBInstance } from "@aws-sdk/client-rds";
import type { SecretListEntry } from "@aws-sdk/client-secrets-manager";
import type { Place } from "../place";
import { type Properties, sorted, tagged } from "./common";

export function databaseProperties(place: Place, database: DBInstance): Properties {
  const { Address: address, Port: port } = database.Endpoint ?? {};
  return {
    arn: database.DBInstanceArn,
    region: place.region,
    identifier: database.DBInstanceIdentifier,
    resourceId: database.DbiResourceId,
    engine: database.Engine,
    engineVersionActual: database.EngineVersion,
    instanceClass: database.DBInstanceClass,
    allocatedStorage: database.AllocatedStorage,
    dbName: database.DBName,
    username: database.MasterUsername,
    address,
    port,
    endpoint: `${address ?? ""}:${port ?? ""}`,
    availabilityZone: database.AvailabilityZone,
    multiAz: database.MultiAZ ?? false,
    publiclyAccessible: database.PubliclyAccessible ?? false,
    storageEncrypted: database.StorageEncrypted ?? false,
    deletionProtection: database.DeletionProtection ?? false,
    backupRetentionPeriod: database.BackupRetentionPeriod,
    dbSubnetGroupName: database.DBSubnetGroup?.DBSubnetGroupName,
    vpcSecurityGroupIds: sorted(database.VpcSecurityGroups?.map((group) => group.VpcSecurityGroupId)),
    ...tagged(database.TagList),
  };
}

export function replicationGroupProperties(
  place: Place,
  group: ReplicationGroup,
  securityGroupIds: readonly string[],
): Properties {
  const [shard] = group.NodeGroups ?? [];
  const endpoint = shard?.PrimaryEndpoint ?? group.ConfigurationEndpoint;
  return {
    arn: group.ARN,
    region: place.region,
    replicationGroupId: group.ReplicationGroupId,
    description: group.Description,
    engine: group.Engine ?? "redis",
    nodeType: group.CacheNodeType,
    port: endpoint?.Port,
    primaryEndpointAddress: endpoint?.Address,
    readerEndpointAddress: shard?.ReaderEndpoint?.Address,
    clusterEnabled: group.ClusterEnabled ?? false,
    memberClusters: sorted(group.MemberClusters),
    atRestEncryptionEnabled: group.AtRestEncryptionEnabled ?? false,
    transitEncryptionEnabled: group.TransitEncryptionEnabled ?? false,
    securityGroupIds: sorted(securityGroupIds),
  };
}

/** Name and ARN, never the value: that is not asked for. */
export function secretProperties(place: Place, secret: SecretListEntry): Properties {
  return {
    arn: secret.ARN,
    region: place.region,
    name: secret.Name,
    description: secret.Description ?? "",
    kmsKeyId: secret.KmsKeyId ?? "",
    ...tagged(secret.Tags),
  };
}
