import type { FlowArgs } from "@throughline/components/flows";
import { FlowLogTraffic } from "@throughline/components/network/flow-log-settings";
import { NatGatewayStrategy } from "@throughline/components/network/nat-gateways";
import { NetworkAclMode } from "@throughline/components/network/hub-spoke-network-args";
import type { HubSpokeNetworkArgs } from "@throughline/components/network/hub-spoke-network-args";
import { FlowProtocol } from "@throughline/components/flows";
import { TierType } from "@throughline/components/network/addresses";
import { z } from "zod";

const tierSchema = z.strictObject({
  name: z.string(),
  type: z.enum(TierType),
  subnetMask: z.int().optional(),
  maxAvailabilityZones: z.int().optional(),
  cidrBlock: z.string().optional(),
  subnetCidrBlocks: z.array(z.string()).optional(),
  networkAcl: z.enum(NetworkAclMode).optional(),
});

const vpcShape = {
  cidrBlock: z.string(),
  tiers: z.array(tierSchema),
  groups: z.array(z.strictObject({ name: z.string(), tiers: z.array(z.string()) })).optional(),
  gatewayEndpoints: z.array(z.string()).optional(),
  interfaceEndpoints: z.array(z.string()).optional(),
};

/** Section `throughline:network`: the arguments of `HubSpokeNetwork`, its flows aside. */
export const networkSchema = z.strictObject({
  availabilityZones: z.array(z.string()).min(1),
  hub: z.strictObject({ ...vpcShape, natGateways: z.enum(NatGatewayStrategy).optional() }),
  spokes: z.array(z.strictObject({ name: z.string(), ...vpcShape, routingDomain: z.string().optional() })).optional(),
  transitGateway: z.strictObject({ amazonSideAsn: z.int().optional() }).optional(),
  flowLogs: z
    .strictObject({
      traffic: z.enum(FlowLogTraffic).optional(),
      retentionInDays: z.int().optional(),
      kmsKeyId: z.string().optional(),
      bucketArn: z.string().optional(),
    })
    .optional(),
  bastion: z
    .strictObject({
      tier: z.string(),
      instanceType: z.string().optional(),
      amiId: z.string().optional(),
      keyName: z.string().optional(),
      sshFrom: z.array(z.string()).optional(),
      sshFromAnywhere: z.strictObject({ reason: z.string() }).optional(),
    })
    .optional(),
  privateZone: z.strictObject({ name: z.string() }).optional(),
  tags: z.record(z.string(), z.string()).optional(),
}) satisfies z.ZodType<Omit<HubSpokeNetworkArgs, "flows">>;

/** Section `throughline:flows`: who may talk to whom, over all layers. */
export const flowsSchema = z.array(
  z.strictObject({
    from: z.string(),
    to: z.string(),
    protocol: z.enum(FlowProtocol).optional(),
    port: z.int().optional(),
    ports: z.array(z.coerce.string()).optional(),
    reason: z.string(),
    ruleNumber: z.int().optional(),
  }),
) satisfies z.ZodType<FlowArgs[]>;

export type NetworkSection = z.output<typeof networkSchema>;
export type FlowsSection = z.output<typeof flowsSchema>;
