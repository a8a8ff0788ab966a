import { type EC2Client, paginateDescribeSecurityGroups, type SecurityGroup } from "@aws-sdk/client-ec2";
import {
  type CacheCluster,
  type ElastiCacheClient,
  paginateDescribeCacheClusters,
  paginateDescribeReplicationGroups,
  type ReplicationGroup,
} from "@aws-sdk/client-elasticache";
import { type DBInstance, paginateDescribeDBInstances, type RDSClient } from "@aws-sdk/client-rds";
import { paginateListSecrets, type SecretListEntry, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { WantedData } from "@throughline/stacks/existing";
import type { Questions } from "../questions";

/** What a region has of everything that a data layer is made of. */
export interface DataInventory {
  readonly databases: readonly DBInstance[];
  readonly replicationGroups: readonly ReplicationGroup[];
  /** Nodes of caches: only they know their security groups. */
  readonly cacheNodes: readonly CacheCluster[];
  /** Names and ARNs. */
  readonly secrets: readonly SecretListEntry[];
  readonly securityGroups: readonly SecurityGroup[];
}

export interface DataClients {
  readonly ec2: EC2Client;
  readonly rds: RDSClient;
  readonly elastiCache: ElastiCacheClient;
  readonly secretsManager: SecretsManagerClient;
}

/** Lists everything by reading calls; what the settings do not want is not asked for. */
export async function takeInventory(
  { ec2, rds, elastiCache, secretsManager }: DataClients,
  ask: Questions,
  wanted: WantedData,
): Promise<DataInventory> {
  const none = Promise.resolve([]);
  const caches = wanted.caches.length > 0;
  const [databases, replicationGroups, cacheNodes, secrets, securityGroups] = await Promise.all([
    wanted.databases.length > 0
      ? ask.all("rds:DescribeDBInstances", paginateDescribeDBInstances({ client: rds }, {}), (page) => page.DBInstances)
      : none,
    caches
      ? ask.all(
          "elasticache:DescribeReplicationGroups",
          paginateDescribeReplicationGroups({ client: elastiCache }, {}),
          (page) => page.ReplicationGroups,
        )
      : none,
    caches
      ? ask.all(
          "elasticache:DescribeCacheClusters",
          paginateDescribeCacheClusters({ client: elastiCache }, {}),
          (page) => page.CacheClusters,
        )
      : none,
    ask.all(
      "secretsmanager:ListSecrets",
      paginateListSecrets({ client: secretsManager }, {}),
      (page) => page.SecretList,
    ),
    ask.all(
      "ec2:DescribeSecurityGroups",
      paginateDescribeSecurityGroups({ client: ec2 }, {}),
      (page) => page.SecurityGroups,
    ),
  ]);
  return { databases, replicationGroups, cacheNodes, secrets, securityGroups };
}
