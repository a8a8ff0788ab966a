import type { Mistake } from "./mistake";

const apps = "throughline:apps";
const service = `${apps}.services.account`;
const mesh = "throughline:mesh";
const route = `${service}.routes.api`;
const network = "throughline:network";
const compute = "throughline:compute";
const versions = "throughline:versions";

/** Applications. */
export const appsMistakes: readonly Mistake[] = [
  {
    mistake: "a database that does not exist",
    change: { [`${service}.database`]: "account" },
    problems: [
      'throughline:apps.services.account.database: there is no database "account". Did you mean "accounts"? There is: accounts.',
    ],
  },
  {
    mistake: "a cache that does not exist",
    change: { [`${service}.cache`]: "basket" },
    problems: ['throughline:apps.services.account.cache: there is no cache "basket". There is: sessions.'],
  },
  {
    mistake: "a secret that does not exist",
    change: { [`${service}.secrets.API_KEY.secret`]: "api-keys" },
    problems: [
      'throughline:apps.services.account.secrets.API_KEY.secret: there is no secret "api-keys". Did you mean "api-key"? There is: api-key.',
    ],
  },
  {
    mistake: "a secret of a Vault that does not exist",
    change: { [`${service}.secrets.API_KEY.store`]: "vault" },
    problems: [
      "throughline:apps.services.account.secrets.API_KEY.store: there is no Vault. Give throughline:apps.vault, or take secretsManager.",
    ],
  },
  {
    mistake: "credentials without External Secrets",
    change: { [`${mesh}.addOns`]: { externalSecrets: false } },
    problems: [
      "throughline:apps.services.account: its credentials come by External Secrets, and throughline:mesh.addOns.externalSecrets is false.",
    ],
  },
  {
    mistake: "a caller that does not exist",
    change: { [`${service}.allowFrom[0]`]: "front" },
    problems: [
      'throughline:apps.services.account.allowFrom[0]: there is no service "front". There are: frontend, account.',
    ],
  },
  {
    mistake: "weights that are not a hundred",
    change: { [`${service}.canary[1].weight`]: 20 },
    problems: ["throughline:apps.services.account.canary: the weights sum to 110, not to 100: v1 90 + v2 20."],
  },
  {
    mistake: "a share for a version that does not exist",
    change: { [`${service}.canary[1].version`]: "v3" },
    problems: ['throughline:apps.services.account.canary[1].version: there is no version "v3". There are: v1, v2.'],
  },
  {
    mistake: "canary and blue/green at once",
    change: { [`${service}.blueGreen`]: { active: "v2" } },
    problems: ["throughline:apps.services.account.blueGreen: canary divides requests already. Remove one of the two."],
  },
  {
    mistake: "blue/green with one version",
    change: { [`${apps}.services.frontend.blueGreen`]: { active: "v1" } },
    problems: [
      "throughline:apps.services.frontend.blueGreen: needs two versions to change between, and there is v1 only. List both in versions.",
    ],
  },
  {
    mistake: "a timeout that cuts off retries",
    change: { [`${route}.timeout`]: "5s" },
    problems: ["throughline:apps.services.account.routes.api.timeout: 5s is less than 3 attempts of 2s take: 6s."],
  },
  {
    mistake: "a timeout without time for the last retry",
    change: { [`${route}.timeout`]: "6s" },
    warnings: [
      "throughline:apps.services.account.routes.api.timeout: 6s leaves no time for the last retry: the first try and 3 retries of 2s take 8s.",
    ],
  },
  {
    mistake: "a route to a service that does not exist",
    change: { [`${route}.destination`]: { service: "acount" } },
    problems: [
      'throughline:apps.services.account.routes.api.destination.service: there is no service "acount". Did you mean "account"? There are: frontend, account.',
    ],
  },
  {
    mistake: "a route to a version that does not exist",
    change: { [`${route}.destination`]: { version: "v9" } },
    problems: [
      'throughline:apps.services.account.routes.api.destination.version: there is no version of account "v9". There are: v1, v2.',
    ],
  },
  {
    mistake: "two routes for the same requests",
    change: { [`${route}.prefix`]: "/" },
    problems: [
      'throughline:apps.services.account.routes.api.prefix: "/" is routed to frontend already, with the same headers. Only one of the two would get requests.',
    ],
  },
  {
    mistake: "a prefix that matches more than it says",
    change: { [`${route}.prefix`]: "/api" },
    warnings: [
      'throughline:apps.services.account.routes.api.prefix: "/api" matches /apix as well. Write "/api/" unless that is meant.',
    ],
  },
  {
    mistake: "replicas beside an autoscaler",
    change: { [`${service}.autoscaler`]: { minReplicas: 2, maxReplicas: 4 }, [`${service}.replicas`]: 3 },
    problems: ["throughline:apps.services.account.replicas: the autoscaler decides how many. Remove one of the two."],
  },
  {
    mistake: "pods that never leave a node",
    change: { [`${service}.minAvailable`]: 2 },
    problems: [
      "throughline:apps.services.account.minAvailable: 2 of 2 pods would never leave a node, which then cannot be drained. At most 1.",
    ],
  },
  {
    mistake: "a variable given twice",
    change: { [`${service}.environment`]: { API_KEY: "x" } },
    problems: [
      "throughline:apps.services.account.environment.API_KEY: is given in secrets as well. Remove one of the two.",
    ],
  },
  {
    mistake: "Argo CD that is not installed",
    change: { [`${apps}.deliver`]: "argocd" },
    problems: [
      'throughline:apps.deliver: "argocd" needs Argo CD and its repository. Give throughline:mesh.addOns.argoCd.',
    ],
  },
  {
    mistake: "more groups than an interface has",
    change: {
      [`${network}.spokes[0].groups`]: ["ingress", "a", "b", "c", "d", "e"].map((name) => ({ name, tiers: ["nodes"] })),
      [`${service}.securityGroups`]: ["apps.nodes", "apps.a", "apps.b", "apps.c", "apps.d", "apps.e"],
    },
    problems: [
      "throughline:apps.services.account.securityGroups: 6 groups are too many for a network interface: AWS allows 5.",
    ],
  },
  {
    mistake: "pod security groups on instances without them",
    change: {
      [`${service}.securityGroups`]: ["apps.nodes"],
      [`${compute}.nodeGroups.general.instanceTypes`]: ["t3.large"],
    },
    problems: [
      "throughline:apps.services.account.securityGroups: instances of the t family give pods no interfaces of their own: node group general. Take m, c or r.",
    ],
  },
  {
    mistake: "an image of a version that does not exist",
    change: { [`${versions}.images`]: { account: { v3: `acme/account@sha256:${"0".repeat(64)}` } } },
    problems: ['throughline:versions.images.account.v3: there is no version "v3". There are: v1, v2.'],
  },
  {
    mistake: "an autoscaler without metrics",
    change: {
      [`${service}.autoscaler`]: { minReplicas: 4, maxReplicas: 2 },
      [`${mesh}.addOns`]: { metricsServer: false },
    },
    problems: [
      "throughline:apps.services.account.autoscaler: it reads the Metrics Server, and throughline:mesh.addOns.metricsServer is false.",
      "throughline:apps.services.account.autoscaler.minReplicas: 4 is more than maxReplicas, which is 2.",
    ],
  },
  {
    mistake: "a version listed twice",
    change: { [`${service}.versions`]: ["v1", "v2", "v1"] },
    problems: ['throughline:apps.services.account.versions[2]: "v1" is listed twice. Remove one.'],
  },
  {
    mistake: "two shares of one version",
    change: { [`${service}.canary[1].version`]: "v1" },
    problems: ['throughline:apps.services.account.canary[1].version: "v1" is listed twice. Add the weights.'],
  },
  {
    mistake: "blue/green of a version that does not exist",
    change: { [`${service}.canary`]: undefined, [`${service}.blueGreen`]: { active: "v3" } },
    problems: ['throughline:apps.services.account.blueGreen.active: there is no version "v3". There are: v1, v2.'],
  },
  {
    mistake: "a security group that does not exist",
    change: { [`${service}.securityGroups`]: ["apps.node"] },
    problems: [
      'throughline:apps.services.account.securityGroups[0]: there is no security group in apps.nodes "apps.node". Did you mean "apps.nodes"? There are: apps.nodes, apps.ingress.',
    ],
    warnings: [
      'throughline:apps.services.account.database: no flow leads from apps.node to apps.data on port 5432, where "accounts" listens. Add one to throughline:flows.',
      'throughline:apps.services.account.cache: no flow leads from apps.node to apps.data on port 6379, where "sessions" listens. Add one to throughline:flows.',
    ],
  },
  {
    mistake: "applications without a mesh",
    change: { [mesh]: undefined },
    problems: ["throughline:apps: services run in a mesh, and there is no throughline:mesh."],
  },
  {
    mistake: "an image of a service that does not exist",
    change: { [`${versions}.images`]: { acount: { v1: `acme/account@sha256:${"0".repeat(64)}` } } },
    warnings: [
      'throughline:versions.images.acount: there is no service "acount". Did you mean "account"? There are: frontend, account.',
    ],
  },
];
