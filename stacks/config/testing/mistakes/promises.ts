import type { Mistake } from "./mistake";

const paths = "throughline:paths";
const observability = "throughline:observability";
const policy = "throughline:policy";

/** Paths, policy, what is watched. */
export const promisesMistakes: readonly Mistake[] = [
  {
    mistake: "a path from nowhere",
    change: { [`${paths}.balance.from`]: "internt" },
    problems: [
      'throughline:observability.canaries.balance: a canary sends a request from the internet that is answered, and the path "balance" is none.',
      'throughline:paths.balance.from: there is no end of a path "internt". Did you mean "internet"? There are: internet, deployer, clusterApi, hub, apps, hub.public, hub.private, hub.transit, apps.nodes, apps.data, apps.transit, hub.load-balancer, apps.ingress, hub.bastion, service:frontend, service:account, database:accounts, cache:sessions.',
    ],
  },
  {
    mistake: "a path that is request and packet",
    change: { [`${paths}.balance.packet`]: { protocol: "tcp", port: 443 } },
    problems: ["throughline:paths.balance: a path is a request or a packet: give exactly one of request, packet."],
  },
  {
    mistake: "hops of what is blocked",
    change: { [`${paths}.nobody-to-the-database.hops`]: ["alb"] },
    problems: [
      "throughline:paths.nobody-to-the-database.hops: what is blocked has no hops to promise. Remove them, or expect it to be proven.",
    ],
  },
  {
    mistake: "a hop that does not exist",
    change: { [`${paths}.balance.hops`]: ["cloudfront"] },
    problems: [
      'throughline:paths.balance.hops[0]: "cloudfront" is not allowed. Allowed: route53, cloudFront, waf, s3, alb, nlb, natGateway, transitGateway, nodePort, istioGateway, virtualService, service, pod, database, cache',
    ],
  },
  {
    mistake: "a branch that does not exist",
    change: { [`${paths}.balance.branch`]: "v7" },
    problems: ['throughline:paths.balance.branch: there is no branch "v7". There are: v1, v2, us-east-1a, us-east-1b.'],
  },
  {
    mistake: "a packet without a port",
    change: { [`${paths}.nobody-to-the-database.expect`]: "proven" },
    problems: [
      "throughline:paths.nobody-to-the-database.packet.port: required: a packet of tcp that arrives has a port.",
    ],
  },
  {
    mistake: "a canary of a path that does not exist",
    change: { [`${observability}.canaries.balances`]: { everyMinutes: 5 } },
    problems: [
      'throughline:observability.canaries.balances: there is no path with a request "balances". Did you mean "balance"? There is: balance.',
    ],
  },
  {
    mistake: "a canary of what is blocked",
    change: { [`${observability}.canaries.nobody-to-the-database`]: { everyMinutes: 5 } },
    problems: [
      'throughline:observability.canaries.nobody-to-the-database: a canary sends a request from the internet that is answered, and the path "nobody-to-the-database" is none.',
    ],
  },
  {
    mistake: "an acknowledgement that ended",
    change: { [`${policy}.acknowledgements[0].expires`]: "2026-11-01" },
    problems: [
      "throughline:policy.acknowledgements[0].expires: it ended on 2026-11-01. Mend what the rule finds, or accept it anew with a later day.",
    ],
  },
  {
    mistake: "an acknowledgement that ends soon",
    change: { [`${policy}.acknowledgements[0].expires`]: "2026-12-24" },
    warnings: ["throughline:policy.acknowledgements[0].expires: it ends in 34 days, on 2026-12-24."],
  },
  {
    mistake: "an acknowledgement for ever",
    change: { [`${policy}.acknowledgements[0].expires`]: "2099-12-31" },
    problems: [
      "throughline:policy.acknowledgements[0].expires: 2099-12-31 is more than a year ahead. Choose an earlier day, so that somebody looks again.",
    ],
  },
  {
    mistake: "a day that does not exist",
    change: { [`${policy}.acknowledgements[0].expires`]: "2027-02-30" },
    problems: ['throughline:policy.acknowledgements[0].expires: "2027-02-30": there is no such day'],
  },
  {
    mistake: "a packet to nowhere",
    change: { [`${paths}.nobody-to-the-database.to`]: undefined },
    problems: ["throughline:paths.nobody-to-the-database.to: required: where a packet goes."],
  },
  {
    mistake: "a port of ICMP",
    change: { [`${paths}.nobody-to-the-database.packet`]: { protocol: "icmp", port: 7 } },
    problems: ["throughline:paths.nobody-to-the-database.packet.port: ICMP has no ports. Remove it."],
  },
  {
    mistake: "a path to what does not exist",
    change: { [`${paths}.balance.to`]: "database:account" },
    problems: [
      'throughline:paths.balance.to: there is no end of a path "database:account". Did you mean "database:accounts"? There are: internet, deployer, clusterApi, hub, apps, hub.public, hub.private, hub.transit, apps.nodes, apps.data, apps.transit, hub.load-balancer, apps.ingress, hub.bastion, service:frontend, service:account, database:accounts, cache:sessions.',
    ],
  },
  {
    mistake: "one finding acknowledged twice",
    change: {
      [`${policy}.acknowledgements[1]`]: {
        rule: "single-nat-gateway",
        reason: "Again",
        owner: "platform@acme.dev",
        expires: "2027-06-30",
      },
    },
    problems: [
      'throughline:policy.acknowledgements[1].rule: "single-nat-gateway" is acknowledged for every resource already. Remove one.',
    ],
  },
];
