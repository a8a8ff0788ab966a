import type { ResourceType } from "../../resource-type";
import { instanceProfile } from "./instance-profile";
import { openIdConnectProvider } from "./openid-connect-provider";
import { policy, rolePolicy, rolePolicyAttachment } from "./policy";
import { role } from "./role";

export const iamTypes: readonly ResourceType[] = [
  role,
  rolePolicy,
  rolePolicyAttachment,
  policy,
  instanceProfile,
  openIdConnectProvider,
];
