import type { Mistake } from "./mistake";

const existing = "throughline:existing";

/** What exists already. */
export const existingMistakes: readonly Mistake[] = [
  {
    mistake: "existing things that the network has not",
    change: {
      [existing]: {
        network: { vpcs: { app: "vpc-1" }, securityGroups: { "apps.node": "sg-1" }, privateZone: "Z1" },
      },
      "throughline:network.privateZone": undefined,
    },
    problems: [
      'throughline:existing.network.vpcs.app: there is no VPC "app". Did you mean "apps"? There are: hub, apps.',
      'throughline:existing.network.securityGroups.apps.node: there is no tier or group "apps.node". Did you mean "apps.nodes"? There are: hub.public, hub.private, hub.transit, hub.load-balancer, hub.bastion, apps.nodes, apps.data, apps.transit, apps.ingress.',
      "throughline:existing.network.privateZone: the network has no privateZone. Remove it, or say what it is in throughline:network.",
    ],
  },
  {
    mistake: "an existing database that the data layer has not",
    change: { [existing]: { data: { databases: { acounts: { identifier: "old" } } } } },
    problems: [
      'throughline:existing.data.databases.acounts: there is no database "acounts". Did you mean "accounts"? There is: accounts.',
    ],
  },
  {
    mistake: "an existing layer that cannot exist",
    change: { [existing]: { mesh: {} } },
    problems: ["throughline:existing.mesh: unknown key. Allowed: network, data"],
  },
  {
    mistake: "an existing security group without its VPC",
    change: { [existing]: { network: { securityGroups: { nodes: "sg-1" } } } },
    problems: [
      "throughline:existing.network.securityGroups.nodes: a security group is named as flows name it: apps.nodes",
    ],
  },
  {
    mistake: "an existing zone that is told by its name",
    change: { [existing]: { network: { privateZone: "dev.internal" } } },
    problems: [
      'throughline:existing.network.privateZone: "dev.internal": a hosted zone is told by its id: Z0123456789ABCDEFGHIJ',
    ],
  },
];
