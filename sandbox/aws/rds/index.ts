import type { ResourceType } from "../../resource-type";
import { instance } from "./instance";
import { parameterGroup } from "./parameter-group";
import { subnetGroup } from "./subnet-group";

export const rdsTypes: readonly ResourceType[] = [subnetGroup, parameterGroup, instance];
