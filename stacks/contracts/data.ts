import { z } from "zod";
import { defineContract } from "./contract";
import { byName } from "./shapes";

const store = {
  /** `postgres`, `redis` … */
  engine: z.string(),
  arn: z.string(),
  /** Host name that clients connect to. */
  endpoint: z.string(),
  port: z.int(),
  /** Host name for reads alone; absent without replicas. */
  readerEndpoint: z.string().optional(),
  securityGroupId: z.string(),
};

/** What the data layer hands to the layers above it. */
export const dataContract = defineContract("data", 1, {
  /** `secretArn` is the secret in Secrets Manager with user name and password. */
  databases: z.record(z.string(), z.object({ ...store, databaseName: z.string(), secretArn: z.string() })),
  /** `secretArn` is the secret with the authentication token; absent where the cache asks for none. */
  caches: z.record(z.string(), z.object({ ...store, secretArn: z.string().optional() })),
  /** Further secrets in Secrets Manager. */
  secretArns: byName,
});
