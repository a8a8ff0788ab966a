import type { Mistake } from "./mistake";

/** The file as a whole. */
export const fileMistakes: readonly Mistake[] = [
  {
    mistake: "default providers that are not disabled",
    change: { "pulumi:disable-default-providers": ["aws"] },
    problems: [
      "pulumi:disable-default-providers: required: [aws, kubernetes]. A resource without a provider of its own would go wherever the credentials at hand lead.",
    ],
  },
  {
    mistake: "a peer that does not exist",
    change: { "throughline:peers": ["prdo"] },
    problems: ['throughline:peers[0]: there is no environment "prdo". There is: same.'],
  },
  {
    mistake: "a peer with the same addresses",
    change: { "throughline:peers": ["same"] },
    problems: [
      "throughline:network.hub.cidrBlock: 10.0.0.0/16 overlaps 10.0.0.0/16, which is VPC hub of same, a peer. Connected VPCs share no addresses: choose another block.",
      "throughline:network.spokes[0].cidrBlock: 10.1.0.0/16 overlaps 10.1.0.0/16, which is VPC apps of same, a peer. Connected VPCs share no addresses: choose another block.",
    ],
  },
  {
    mistake: "itself as a peer",
    change: { "throughline:peers": ["dev"] },
    problems: ['throughline:peers[0]: "dev" is this environment. Name another, or remove it.'],
  },
  {
    mistake: "an environment that is read and does not exist",
    change: { "throughline:reads": { data: ["konecta/data"] } },
    problems: ['throughline:reads.data[0]: there is no environment "konecta". There is: same.'],
  },
  {
    mistake: "layers of two environments that wait for each other",
    change: { "throughline:reads": { edge: ["same/edge"] } },
    beside: { same: { "throughline:reads": { edge: ["dev/edge"] } } },
    problems: [
      "throughline:reads.edge[0]: These stacks read each other in a circle, so none of them can be deployed first: dev/edge → same/edge → dev/edge. Environments may read each other, layers may not: take one of these references out of the settings.",
    ],
  },
];
