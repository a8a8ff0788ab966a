import * as pulumi from "@pulumi/pulumi";
import { hostAddress } from "@throughline/components/compute/host-address";
import type {
  EdgeDistributionArgs,
  LoadBalancerPlaceArgs,
} from "@throughline/components/edge/edge-distribution-inputs";
import type { LoadBalancerTargetsArgs } from "@throughline/components/edge/load-balancer-targets";
import { names } from "../config/names";
import type { Sections } from "../config/sections";
import { groupNamed, named, tierNamed } from "../contracts/named";
import type { ContractOutputs } from "../contracts/read";
import { refuse } from "../contracts/refuse";
import { vpcOf } from "../network/names";
import { planOf, subnetsOf } from "../network/plan";

type Network = ContractOutputs<"network">;
type Compute = ContractOutputs<"compute">;
type Settings = Pick<Sections, "account" | "network" | "flows" | "compute"> & { edge: NonNullable<Sections["edge"]> };

/** The arguments of the environment's edge: the settings say what there is, the contracts which it is. */
export function edgeArgs(settings: Settings, network: Network, compute: Compute | undefined): EdgeDistributionArgs {
  const { account, edge } = settings;
  const environment = pulumi.getStack();
  const balancers = { ...(edge.alb && { alb: edge.alb }), ...edge.nlb };
  return {
    ...edge,
    accountId: account.id,
    region: account.region,
    places: mapValues(balancers, ({ tier, securityGroup }, name) =>
      place(settings, network, tier, name === "alb" ? (securityGroup ?? tier) : securityGroup),
    ),
    ...(compute && { ingress: ingress(settings, compute) }),
    names: {
      applicationLoadBalancer: names.applicationLoadBalancer(environment),
      networkLoadBalancers: mapValues(edge.nlb ?? {}, (_, spoke) => names.spokeLoadBalancer(environment, spoke)),
      siteBucket: names.bucket(environment, "site", account.id),
      distributionLogsBucket: names.bucket(environment, "cdn-logs", account.id),
      loadBalancerLogsBucket: names.bucket(environment, "alb-logs", account.id),
    },
  };
}

function place(
  settings: Settings,
  network: Network,
  tierName: string,
  group: string | undefined,
): LoadBalancerPlaceArgs {
  const { vpc, tier } = tierNamed(network, tierName);
  return {
    vpcId: vpc.vpcId,
    subnetIds: tier.subnetIds,
    ...(group !== undefined && { securityGroupId: groupNamed(settings.network, network, group) }),
  };
}

/** Who receives, in the shape that the settings decide: a target group in the load balancer's VPC, else addresses. */
function ingress(settings: Settings, compute: Compute): Record<string, LoadBalancerTargetsArgs> {
  const addresses = plannedAddresses(settings);
  const receivers = ["http", "https"].map((traffic) => [traffic, named(compute.ingress, traffic)] as const);
  return Object.fromEntries(
    receivers.map(([traffic, receiver]) => [
      traffic,
      addresses === undefined
        ? { targetGroupArn: receiver.apply(({ targetGroupArn }) => targetGroupArn ?? wrongShape("a target group")) }
        : {
            addresses: Object.fromEntries(
              addresses.map((address) => [
                address,
                receiver.apply((actual) =>
                  actual.addresses?.includes(address) === true ? address : wrongShape(`the address ${address}`),
                ),
              ]),
            ),
            vpcId: receiver.vpcId,
            port: receiver.port,
            healthCheck: receiver.healthCheck,
          },
    ]),
  );
}

/** Addresses that the cluster hands over; undefined where it hands over target groups. */
function plannedAddresses({ network, flows, compute, edge }: Settings): string[] | undefined {
  if (compute === undefined) {
    return undefined;
  }
  if (compute.ingress !== undefined) {
    const { hostNumber = 10 } = compute.ingress;
    return subnetsOf(planOf(network, flows), compute.tier).map((block) => hostAddress(block, hostNumber));
  }
  const vpcs = [edge.alb, ...Object.values(edge.nlb ?? {})].flatMap((entrance) =>
    entrance === undefined ? [] : [vpcOf(entrance.tier)],
  );
  return vpcs.includes(vpcOf(compute.tier))
    ? undefined
    : Object.values({ ...compute.servers, ...compute.agents }).map(({ privateIp }) => privateIp);
}

function wrongShape(what: string): never {
  return refuse(
    `The compute layer of "${pulumi.getStack()}" does not hand over ${what}, which its settings call for. Deploy it again: throughline up ${pulumi.getStack()} --layers compute`,
  );
}

function mapValues<Value, Result>(
  map: Readonly<Record<string, Value>>,
  make: (value: Value, name: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, make(value, name)]));
}
