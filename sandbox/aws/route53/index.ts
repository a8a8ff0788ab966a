import type { ResourceType } from "../../resource-type";
import { keySigningKey, zoneSigning } from "./dnssec";
import { healthCheck } from "./health-check";
import { queryLog } from "./query-log";
import { record } from "./record";
import { zone, zoneAssociation } from "./zone";

export const route53Types: readonly ResourceType[] = [
  zone,
  zoneAssociation,
  record,
  keySigningKey,
  zoneSigning,
  queryLog,
  healthCheck,
];
