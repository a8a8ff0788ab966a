import { z } from "zod";
import type { IdOf } from "./network-ids";
import type { WantedData } from "./wanted-data";

/** Ids of everything that the contract of the data layer names. */
export function dataIdsSchema({ databases, caches, secrets }: WantedData, idOf: IdOf) {
  const secret = idOf("aws:secretsmanager/secret:Secret");
  const securityGroupId = idOf("aws:ec2/securityGroup:SecurityGroup");
  return z.object({
    databases: entries(
      databases,
      z.object({ identifier: idOf("aws:rds/instance:Instance"), securityGroupId, secretArn: secret }),
    ),
    caches: entries(
      caches,
      z.object({
        replicationGroupId: idOf("aws:elasticache/replicationGroup:ReplicationGroup"),
        securityGroupId,
        /** Absent where the cache asks for no token. */
        secretArn: secret.optional(),
      }),
    ),
    secretArns: entries(secrets, secret),
  });
}

export type DataIds = z.output<ReturnType<typeof dataIdsSchema>>;

function entries<Value extends z.ZodType>(things: readonly { readonly name: string }[], value: Value) {
  return z.object(Object.fromEntries(things.map(({ name }) => [name, value])));
}
