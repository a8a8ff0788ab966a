import type { DBInstance } from "@aws-sdk/client-rds";
import type { DataIds, WantedData, WantedStore } from "@throughline/stacks/existing";
import type { Collection } from "../collection";
import type { Place } from "../place";
import { databaseProperties, replicationGroupProperties, secretProperties } from "../properties/data";
import { securityGroupProperties } from "../properties/rules";
import type { Search } from "../search";
import type { DataInventory } from "./inventory";

export interface Context {
  readonly place: Place;
  readonly wanted: WantedData;
  readonly inventory: DataInventory;
  readonly search: Search;
  readonly found: Collection;
}

/**
 * Finds in an inventory what the settings want. What is missing, or not told apart, is among the problems of the search;
 * the ids are complete when there is none.
 */
export function mapData(context: Context): DataIds {
  const { databases, caches, secrets } = context.wanted;
  return {
    databases: entries(databases, (wanted) => mapDatabase(context, wanted)),
    caches: entries(caches, (wanted) => mapCache(context, wanted)),
    secretArns: entries(secrets, ({ name, secret }) =>
      mapSecret(context, { what: `secret ${name}`, name, secret, key: `data.secrets.${name}` }),
    ),
  };
}

function entries<Wanted extends { readonly name: string }, Ids>(
  wanted: readonly Wanted[],
  map: (wanted: Wanted) => Ids | undefined,
): Record<string, Ids> {
  return Object.fromEntries(
    wanted.flatMap((one) => {
      const ids = map(one);
      return ids === undefined ? [] : [[one.name, ids]];
    }),
  );
}

function mapDatabase(context: Context, wanted: WantedStore): DataIds["databases"][string] | undefined {
  const { inventory, search, found, place } = context;
  const what = `database ${wanted.name}`;
  const key = `data.databases.${wanted.name}`;
  const database = inventory.databases.find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === wanted.identifier);
  if (database === undefined) {
    search.problem(
      `${what}: there is no DB instance "${wanted.identifier}". Make it, or say which it is: throughline:existing.${key}.identifier`,
    );
    return undefined;
  }
  checkDatabase(context, wanted, database);
  const identifier = found.add(
    "aws:rds/instance:Instance",
    wanted.name,
    wanted.identifier,
    databaseProperties(place, database),
  );
  const groups = (database.VpcSecurityGroups ?? []).flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? []);
  const securityGroupId = mapSecurityGroup(context, what, key, groups, wanted);
  const managed = wanted.secretGiven ? undefined : database.MasterUserSecret?.SecretArn;
  const secretArn = mapSecret(context, {
    what: `${what}: its secret`,
    name: wanted.name,
    secret: managed ?? wanted.secret,
    key: `${key}.secret`,
  });
  return securityGroupId === undefined || secretArn === undefined
    ? undefined
    : { identifier, securityGroupId, secretArn };
}

/** What programs would take for granted and is not so. */
function checkDatabase({ search }: Context, { name, engine, identifier }: WantedStore, database: DBInstance): void {
  if (database.Engine !== engine) {
    search.problem(
      `database ${name}: the engine of ${identifier} is ${database.Engine ?? "unknown"}, and the settings say ${engine}. Correct throughline:data.databases.${name}.engine`,
    );
  }
  if (database.DBName === undefined) {
    search.problem(`database ${name}: ${identifier} was made without a database in it. RDS does not tell another`);
  }
  if (database.Endpoint?.Address === undefined) {
    search.problem(`database ${name}: ${identifier} has no endpoint yet (${database.DBInstanceStatus ?? "unknown"})`);
  }
}

function mapCache(context: Context, wanted: WantedStore): DataIds["caches"][string] | undefined {
  const { inventory, search, found, place } = context;
  const what = `cache ${wanted.name}`;
  const key = `data.caches.${wanted.name}`;
  const group = inventory.replicationGroups.find(({ ReplicationGroupId }) => ReplicationGroupId === wanted.identifier);
  if (group === undefined) {
    search.problem(
      `${what}: there is no replication group "${wanted.identifier}". Make it, or say which it is: throughline:existing.${key}.identifier`,
    );
    return undefined;
  }
  const nodes = inventory.cacheNodes.filter(({ ReplicationGroupId }) => ReplicationGroupId === wanted.identifier);
  const groups = [
    ...new Set(nodes.flatMap(({ SecurityGroups = [] }) => SecurityGroups.flatMap((one) => one.SecurityGroupId ?? []))),
  ];
  const replicationGroupId = found.add(
    "aws:elasticache/replicationGroup:ReplicationGroup",
    wanted.name,
    wanted.identifier,
    replicationGroupProperties(place, group, groups),
  );
  const securityGroupId = mapSecurityGroup(context, what, key, groups, wanted);
  const secretArn =
    wanted.secretGiven || group.AuthTokenEnabled === true
      ? mapSecret(context, {
          what: `${what}: its secret`,
          name: wanted.name,
          secret: wanted.secret,
          key: `${key}.secret`,
        })
      : undefined;
  return securityGroupId === undefined ? undefined : { replicationGroupId, securityGroupId, secretArn };
}

function mapSecurityGroup(
  { inventory, search, found, place }: Context,
  what: string,
  key: string,
  groups: readonly string[],
  { name, securityGroup }: WantedStore,
): string | undefined {
  const group = search.one({
    what: `${what}: its security group`,
    among: inventory.securityGroups.filter(({ GroupId = "" }) => groups.includes(GroupId)),
    facts: ({ GroupId = "", GroupName, Tags }) => ({ id: GroupId, names: [GroupName], tags: Tags }),
    key: `${key}.securityGroup`,
    given: securityGroup,
    fits: () => true,
    fitting: "that it has",
  });
  return (
    group &&
    found.add("aws:ec2/securityGroup:SecurityGroup", name, group.GroupId ?? "", securityGroupProperties(place, group))
  );
}

interface SecretWish {
  readonly what: string;
  readonly name: string;
  /** Name or ARN. */
  readonly secret: string;
  readonly key: string;
}

function mapSecret({ inventory, search, found, place }: Context, { what, name, secret, key }: SecretWish) {
  const entry = search.one({
    what,
    among: inventory.secrets,
    facts: ({ ARN = "", Name, Tags }) => ({ id: ARN, names: [Name], tags: Tags }),
    key,
    given: undefined,
    fits: ({ ARN, Name }) => ARN === secret || Name === secret,
    fitting: `called ${secret}`,
  });
  return entry && found.add("aws:secretsmanager/secret:Secret", name, entry.ARN ?? "", secretProperties(place, entry));
}
