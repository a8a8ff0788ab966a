import type { ResourceType } from "../../resource-type";
import { certificate } from "./certificate";
import { certificateValidation } from "./certificate-validation";

export const acmTypes: readonly ResourceType[] = [certificate, certificateValidation];
