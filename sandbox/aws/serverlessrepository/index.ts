import type { ResourceType } from "../../resource-type";
import { cloudFormationStack } from "./cloudformation-stack";

export const serverlessRepositoryTypes: readonly ResourceType[] = [cloudFormationStack];
