import type { ResourceType } from "../../resource-type";
import { canary } from "./canary";

export const syntheticsTypes: readonly ResourceType[] = [canary];
