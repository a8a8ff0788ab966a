import type { ResourceType } from "../../resource-type";
import { parameter } from "./parameter";

export const ssmTypes: readonly ResourceType[] = [parameter];
