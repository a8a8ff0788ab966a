import type { Quota } from "../../resource-type";
import { texts } from "../values";

export const VPC_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

/** Groups that the input of a resource gives to its network interfaces. */
export const groupsPerInterface = (input: string): Quota => ({
  name: "Security groups per network interface",
  limit: 5,
  used: (inputs) => texts(inputs[input]).length,
  code: "SecurityGroupsPerInterfaceLimitExceeded",
  documentation: `${VPC_QUOTAS}#vpc-limits-security-groups (L-2AFB9258)`,
});
