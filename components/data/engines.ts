import type { DatabaseEngine } from "./data-tier-args";

/** What differs between the engines on RDS. */
export interface EngineTraits {
  port: number;
  /** How many parts of a version name a major version. */
  majorParts: number;
  /** What the names of its parameter group families begin with. */
  family: string;
  /** Parameters that are set. */
  parameters: { name: string; value: string }[];
  /** Logs that go to CloudWatch. */
  logs: string[];
  /** RDS allows one connection for so many bytes of memory, up to `maxConnections`. */
  bytesPerConnection: number;
  maxConnections: number;
  /** Name of AWS's own function that rotates a password, in the AWS Serverless Application Repository. */
  rotationApplication: string;
}

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export const engines: Record<DatabaseEngine, EngineTraits> = {
  postgres: {
    port: 5432,
    majorParts: 1,
    family: "postgres",
    parameters: [
      { name: "rds.force_ssl", value: "1" },
      { name: "log_min_duration_statement", value: "1000" },
    ],
    logs: ["postgresql", "upgrade"],
    bytesPerConnection: 9_531_392,
    maxConnections: 5000,
    rotationApplication: "SecretsManagerRDSPostgreSQLRotationSingleUser",
  },
  mysql: {
    port: 3306,
    majorParts: 2,
    family: "mysql",
    parameters: [
      { name: "require_secure_transport", value: "1" },
      { name: "slow_query_log", value: "1" },
      { name: "long_query_time", value: "1" },
      // Only what is in files is exported.
      { name: "log_output", value: "FILE" },
    ],
    logs: ["error", "slowquery"],
    bytesPerConnection: 12_582_880,
    maxConnections: 16_000,
    rotationApplication: "SecretsManagerRDSMySQLRotationSingleUser",
  },
};

/** `17` of PostgreSQL 17.7, `8.4` of MySQL 8.4.8. */
export function majorVersion(engine: DatabaseEngine, version: string): string {
  return version.split(".").slice(0, engines[engine].majorParts).join(".");
}

/** Family of the parameter groups of a version: `postgres17`, `mysql8.4`. */
export function parameterGroupFamily(engine: DatabaseEngine, version: string): string {
  return engines[engine].family + majorVersion(engine, version);
}
