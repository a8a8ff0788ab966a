/** Parameters of a family: what they take, and whether a change waits for a reboot. */
export interface Parameter {
  readonly values: RegExp;
  readonly static?: boolean;
}

const flag = /^[01]$/;
const number = /^-?\d+$/;
/** A number, or a formula such as `LEAST({DBInstanceClassMemory/9531392},5000)`. */
const formula = /^(-?\d+|\w+\(.*\)|\{.*\})$/;
const words = /^.*$/s;

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html */
const postgres: Readonly<Record<string, Parameter>> = {
  "rds.force_ssl": { values: flag },
  "rds.logical_replication": { values: flag, static: true },
  "rds.log_retention_period": { values: /^(14[4-9]\d|1[5-9]\d\d|[2-9]\d{3}|10080|100[0-7]\d)$/ },
  autovacuum: { values: flag },
  autovacuum_max_workers: { values: formula, static: true },
  effective_cache_size: { values: formula },
  idle_in_transaction_session_timeout: { values: number },
  log_connections: { values: /^([01]|receipt|authentication|authorization|all)(,\w+)*$/ },
  log_disconnections: { values: flag },
  log_lock_waits: { values: flag },
  log_min_duration_statement: { values: number },
  log_statement: { values: /^(none|ddl|mod|all)$/ },
  log_temp_files: { values: number },
  maintenance_work_mem: { values: formula },
  max_connections: { values: formula, static: true },
  max_wal_senders: { values: number, static: true },
  "pg_stat_statements.track": { values: /^(none|top|all)$/i },
  random_page_cost: { values: /^\d+(\.\d+)?$/ },
  shared_buffers: { values: formula, static: true },
  shared_preload_libraries: { values: words, static: true },
  ssl_max_protocol_version: { values: /^TLSv1(\.[123])?$/ },
  ssl_min_protocol_version: { values: /^TLSv1(\.[123])?$/ },
  statement_timeout: { values: number },
  timezone: { values: words },
  work_mem: { values: formula },
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters.html */
const mysql: Readonly<Record<string, Parameter>> = {
  character_set_server: { values: /^\w+$/ },
  collation_server: { values: /^\w+$/ },
  event_scheduler: { values: /^(ON|OFF)$/ },
  general_log: { values: flag },
  innodb_buffer_pool_size: { values: formula, static: true },
  innodb_lock_wait_timeout: { values: number },
  log_bin_trust_function_creators: { values: flag },
  log_output: { values: /^(FILE|TABLE|NONE)$/ },
  long_query_time: { values: /^\d+(\.\d+)?$/ },
  max_allowed_packet: { values: number },
  max_connections: { values: formula },
  performance_schema: { values: flag, static: true },
  require_secure_transport: { values: /^([01]|ON|OFF)$/ },
  slow_query_log: { values: flag },
  sql_mode: { values: words },
  time_zone: { values: words },
  tls_version: { values: /^TLSv1\.[23](,TLSv1\.[23])?$/, static: true },
  wait_timeout: { values: number },
};

export function parametersOf(family: string): Readonly<Record<string, Parameter>> {
  return family.startsWith("mysql") ? mysql : postgres;
}
