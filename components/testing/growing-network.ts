import type { HubSpokeNetworkArgs, NetworkTierArgs, SpokeArgs } from "../network/hub-spoke-network-args";

const transit: NetworkTierArgs = { name: "transit", type: "attachment" };

function spoke(name: string, number: number): SpokeArgs {
  return {
    name,
    cidrBlock: `10.${number}.0.0/16`,
    tiers: [{ name: "nodes", type: "private" }, { name: "data", type: "isolated", networkAcl: "tiered" }, transit],
  };
}

/** Everything that a network can have. */
export const everything: HubSpokeNetworkArgs = {
  availabilityZones: ["us-east-1a", "us-east-1b"],
  hub: {
    cidrBlock: "10.0.0.0/16",
    tiers: [{ name: "public", type: "public" }, { name: "app", type: "private" }, transit],
    gatewayEndpoints: ["s3"],
    interfaceEndpoints: ["ssm"],
    groups: [{ name: "alb", tiers: ["public"] }],
  },
  spokes: [spoke("apps", 1), spoke("tools", 2)],
  flows: [
    { from: "internet", to: "hub.alb", port: 443, reason: "Visitors" },
    { from: "hub.alb", to: "apps.nodes", port: 30443, reason: "Load balancer to nodes" },
    { from: "apps.nodes", to: "apps.data", port: 5432, reason: "Queries" },
    { from: "apps.nodes", to: "internet", port: 443, reason: "Images" },
  ],
  flowLogs: {},
  bastion: { tier: "app" },
  privateZone: { name: "dev.internal" },
  tags: { team: "platform" },
};

/** A step of growth; `step` makes the names and addresses that it adds its own. */
export type Growth = (args: HubSpokeNetworkArgs, step: number) => HubSpokeNetworkArgs;

/** Ways to grow a network by appending. Any may follow any other. */
export const growths: Record<string, Growth> = {
  "an availability zone": (args) => {
    const next = ["us-east-1c", "us-east-1d"].find((zone) => !args.availabilityZones.includes(zone));
    return next === undefined ? args : { ...args, availabilityZones: [...args.availabilityZones, next] };
  },
  "a tier in the hub": (args, step) => ({
    ...args,
    hub: { ...args.hub, tiers: [...args.hub.tiers, { name: `more${step}`, type: "private", subnetMask: 24 }] },
  }),
  "a tier in every spoke": (args, step) => ({
    ...args,
    spokes: args.spokes?.map((one) => ({ ...one, tiers: [...one.tiers, { name: `more${step}`, type: "isolated" }] })),
  }),
  "a spoke": (args, step) => ({ ...args, spokes: [...(args.spokes ?? []), spoke(`spoke${step}`, 10 + step)] }),
  "a spoke in another's routing domain": (args, step) => ({
    ...args,
    spokes: [...(args.spokes ?? []), { ...spoke(`friend${step}`, 20 + step), routingDomain: "apps" }],
  }),
  "a flow": (args, step) => ({
    ...args,
    flows: [...(args.flows ?? []), { from: "tools.nodes", to: "tools.data", port: 6000 + step, reason: "Grown" }],
  }),
};
