import { z } from "zod";
import { defineContract } from "./contract";
import { byName } from "./shapes";

const cluster = z.object({
  engine: z.enum(["eks", "k3s"]),
  name: z.string(),
  /** Kubernetes version: `1.35`. */
  version: z.string(),
  /** URL of the Kubernetes API. Who reads it builds the kubeconfig: no token and no profile is handed over. */
  endpoint: z.string(),
  /** Certificate authority of the API: PEM in base64. */
  certificateAuthority: z.string(),
  /** The group that the cluster itself makes; absent where there is none. */
  securityGroupId: z.string().optional(),
  /** Who vouches for service accounts to IAM; absent without IAM roles for service accounts. */
  oidc: z.object({ issuer: z.string(), providerArn: z.string() }).optional(),
});

const nodeGroup = z.object({
  autoScalingGroupName: z.string(),
  /** Role of the instances. */
  roleArn: z.string(),
  /** All groups of the instances' interfaces. */
  securityGroupIds: z.array(z.string()),
});

const receivers = {
  vpcId: z.string(),
  /** TCP port at which they receive. */
  port: z.int(),
  healthCheck: z.object({ port: z.int(), path: z.string() }),
  /** Their groups: what a load balancer must be let into. */
  securityGroupIds: z.array(z.string()),
};

/**
 * Where a load balancer sends one kind of traffic: to a target group where balancer and receivers are in one VPC, to
 * addresses where a transit gateway lies between them.
 */
const ingress = z.union([
  z.object({ ...receivers, targetGroupArn: z.string(), addresses: z.never().optional() }),
  z.object({ ...receivers, addresses: z.array(z.string()), targetGroupArn: z.never().optional() }),
]);

/** What the compute layer hands to the layers above it. */
export const computeContract = defineContract("compute", 1, {
  /** Absent where the environment runs servers without a cluster. */
  cluster: cluster.optional(),
  nodeGroups: z.record(z.string(), nodeGroup),
  /** IAM roles for service accounts: `<namespace>/<service account>`. */
  roleArns: byName,
  /** By kind of traffic: `http`, `https`. */
  ingress: z.record(z.string(), ingress),
});
