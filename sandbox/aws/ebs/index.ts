import type { ResourceType } from "../../resource-type";
import { volume } from "./volume";
import { volumeAttachment } from "./volume-attachment";

export const ebsTypes: readonly ResourceType[] = [volume, volumeAttachment];
