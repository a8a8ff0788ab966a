import type * as pulumi from "@pulumi/pulumi";

import type { DatabaseArgs } from "./data-tier-args";
import { engines } from "./engines";
import type { RelationalDatabaseArgs } from "./relational-database";

/** What all parts of a database are made with. */
export interface DatabaseContext {
  parent: pulumi.Resource;
  /** Name of the component. */
  name: string;
  /** Identifier on RDS. */
  identifier: string;
  args: RelationalDatabaseArgs;
}

export const userOf = ({ username = "app" }: DatabaseArgs): string => username;
export const portOf = ({ engine, port }: DatabaseArgs): number => port ?? engines[engine].port;
export const replicaNumbers = ({ readReplicas = 0 }: DatabaseArgs): number[] =>
  Array.from({ length: readReplicas }, (_, index) => index + 1);
export const isProtected = ({ deletionProtection = true }: DatabaseArgs): boolean => deletionProtection;

/** Keeps the database and its credentials; what can be made again goes with the rest. */
export const protection = (args: DatabaseArgs): pulumi.CustomResourceOptions =>
  isProtected(args) ? { protect: true } : {};
