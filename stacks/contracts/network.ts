import { z } from "zod";
import { defineContract } from "./contract";
import { byName } from "./shapes";

const tier = z.object({
  type: z.string(),
  /** What a rule or route names when it means this tier: one block, unless the subnets were given one by one. */
  cidrBlocks: z.array(z.string()),
  /** In the order of `availabilityZones`. */
  subnetIds: z.array(z.string()),
  routeTableIds: z.array(z.string()),
  /** Absent for attachment tiers. */
  securityGroupId: z.string().optional(),
  /** Absent where the VPC's default network ACL is in force. */
  networkAclId: z.string().optional(),
});

const vpc = z.object({
  vpcId: z.string(),
  cidrBlock: z.string(),
  tiers: z.record(z.string(), tier),
  /** Security groups of workloads that share a tier but not its rules. */
  groups: byName,
  gatewayEndpointIds: byName,
  interfaceEndpointIds: byName,
  flowLogGroupName: z.string().optional(),
});

/** What the network layer hands to the layers above it. */
export const networkContract = defineContract("network", 1, {
  account: z.object({ id: z.string(), region: z.string() }),
  availabilityZones: z.array(z.string()),
  /** `hub`, and each spoke by its name. */
  vpcs: z.record(z.string(), vpc),
  /** Addresses that the internet sees as the source of what leaves through NAT. */
  natAddresses: z.array(z.string()),
  transitGateway: z
    .object({
      transitGatewayId: z.string(),
      /** By routing domain. */
      routeTableIds: byName,
      /** By VPC. */
      attachmentIds: byName,
    })
    .optional(),
  privateZone: z.object({ zoneId: z.string(), name: z.string() }).optional(),
  bastion: z.object({ instanceId: z.string(), privateIp: z.string(), securityGroupId: z.string() }).optional(),
});
