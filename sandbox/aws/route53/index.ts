import type { ResourceType } from "../../resource-type";
import { record } from "./record";
import { zone, zoneAssociation } from "./zone";

export const route53Types: readonly ResourceType[] = [zone, zoneAssociation, record];
