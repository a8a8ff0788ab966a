import type { ResourceType } from "../../resource-type";
import { parameterGroup } from "./parameter-group";
import { replicationGroup } from "./replication-group";
import { subnetGroup } from "./subnet-group";

export const elastiCacheTypes: readonly ResourceType[] = [subnetGroup, parameterGroup, replicationGroup];
