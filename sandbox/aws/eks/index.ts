import type { ResourceType } from "../../resource-type";
import { accessEntry, accessPolicyAssociation } from "./access-entry";
import { addOn } from "./add-on";
import { cluster } from "./cluster";
import { nodeGroup } from "./node-group";

export const eksTypes: readonly ResourceType[] = [cluster, nodeGroup, addOn, accessEntry, accessPolicyAssociation];
