import * as pulumi from "@pulumi/pulumi";
import type { Sections } from "../config/sections";
import type { dataContract, Outputs } from "../contracts";
import type { DataIds } from "./data-ids";
import { type ReadResource, readResources } from "./read";
import { requireExisting } from "./require";
import { wantedData } from "./wanted-data";

type DataOutputs = Outputs<(typeof dataContract)["schema"]["shape"]>;

/**
 * Databases, caches and secrets that exist already, in the form of the data layer's contract.
 *
 * @throws {pulumi.RunError} with everything that is wrong with `existing.<environment>.json`.
 */
export function existingData(
  sections: Pick<Sections, "account" | "data" | "existing">,
  options: pulumi.CustomResourceOptions,
): DataOutputs {
  const { ids, resources } = requireExisting("data", sections);
  const read = readResources(resources, options);
  const engines = new Map(wantedData(pulumi.getStack(), sections).databases.map(({ name, engine }) => [name, engine]));
  return {
    databases: Object.fromEntries(
      Object.entries(ids.databases).map(([name, database]) => [
        name,
        existingDatabase(engines.get(name) ?? "", database, read),
      ]),
    ),
    caches: Object.fromEntries(Object.entries(ids.caches).map(([name, cache]) => [name, existingCache(cache, read)])),
    secretArns: Object.fromEntries(
      Object.entries(ids.secretArns).map(([name, arn]) => [name, read("aws:secretsmanager/secret:Secret", arn).arn]),
    ),
  };
}

function existingDatabase(engine: string, ids: DataIds["databases"][string], read: ReadResource) {
  const { arn, address, port, dbName } = read("aws:rds/instance:Instance", ids.identifier);
  return {
    engine,
    arn,
    endpoint: address,
    port,
    databaseName: dbName,
    securityGroupId: read("aws:ec2/securityGroup:SecurityGroup", ids.securityGroupId).id,
    secretArn: read("aws:secretsmanager/secret:Secret", ids.secretArn).arn,
  };
}

function existingCache(ids: DataIds["caches"][string], read: ReadResource) {
  const group = read("aws:elasticache/replicationGroup:ReplicationGroup", ids.replicationGroupId);
  return {
    engine: group.engine,
    arn: group.arn,
    endpoint: group.primaryEndpointAddress,
    port: group.port.apply((port) => port ?? 6379),
    readerEndpoint: group.readerEndpointAddress,
    securityGroupId: read("aws:ec2/securityGroup:SecurityGroup", ids.securityGroupId).id,
    secretArn: ids.secretArn === undefined ? undefined : read("aws:secretsmanager/secret:Secret", ids.secretArn).arn,
  };
}
