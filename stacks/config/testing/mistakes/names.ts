import type { Mistake } from "./mistake";

const network = "throughline:network";
const edge = "throughline:edge";
const data = "throughline:data";

/** Names that AWS limits. */
export const namesMistakes: readonly Mistake[] = [
  {
    mistake: "a load balancer's name that is too long",
    change: {
      [`${network}.spokes[1]`]: {
        name: "statements",
        cidrBlock: "10.2.0.0/16",
        tiers: [{ name: "transit", type: "attachment" }],
      },
      [`${network}.spokes[2]`]: {
        name: "statements-archive",
        cidrBlock: "10.3.0.0/16",
        tiers: [{ name: "transit", type: "attachment" }],
      },
      [`${edge}.nlb`]: { statements: { tier: "hub.public" }, "statements-archive": { tier: "hub.public" } },
    },
    problems: [
      'throughline:edge.nlb.statements-archive: "dev-statements-archive-public-nlb" has 33 characters, 1 too many for a load balancer: at most 32. Shorten this name or the environment\'s. (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html)',
    ],
  },
  {
    mistake: "a database's name that is too long",
    change: {
      [`${data}.databases.${"d".repeat(60)}`]: {
        engine: "mysql",
        engineVersion: "8.4",
        instanceClass: "db.t4g.micro",
        allocatedStorage: 20,
        databaseName: "long",
      },
    },
    problems: [
      'throughline:data.databases.dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd: "dev-dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd" has 64 characters, 1 too many for an instance of RDS: at most 63. Shorten this name or the environment\'s. (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html)',
    ],
  },
  {
    mistake: "a cache's name with two hyphens",
    change: { [`${data}.caches.user--sessions`]: { engineVersion: "7.1", nodeType: "cache.t4g.micro" } },
    problems: [
      'throughline:data.caches.user--sessions: "user--sessions" has two hyphens in a row, which AWS refuses in its identifier. Write one.',
    ],
  },
];
