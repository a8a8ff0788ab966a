import type { ResourceType } from "../../resource-type";
import { attachment } from "./attachment";
import { group } from "./group";

export const autoScalingTypes: readonly ResourceType[] = [group, attachment];
