import type { Mistake } from "./mistake";

const compute = "throughline:compute";
const data = "throughline:data";
const versions = "throughline:versions";
const network = "throughline:network";
const apps = "throughline:apps";
const service = `${apps}.services.account`;
const route = `${service}.routes.api`;

/** The form of values. */
export const formMistakes: readonly Mistake[] = [
  {
    mistake: "a key that does not exist",
    change: { [`${compute}.nodePools`]: {} },
    problems: [
      "throughline:compute.nodePools: unknown key. Allowed: engine, tier, api, nodeGroups, servers, agents, podCidrBlock, serviceCidrBlock, admins, ingress, logTypes, logRetentionInDays, tags",
    ],
  },
  {
    mistake: "a key without a near one",
    change: { [`${data}.kafka`]: {} },
    problems: [
      "throughline:data.kafka: unknown key. Allowed: tier, databases, selfHostedDatabases, caches, secrets, secretRecoveryWindowInDays, rotationFunctions, kmsKeyArn, logRetentionInDays, tags",
    ],
  },
  {
    mistake: "a section that does not exist",
    change: { "throughline:databases": {} },
    problems: [
      'throughline:databases: unknown section. Did you mean "throughline:data"? Known sections: account, network, compute, data, mesh, apps, edge, observability, flows, paths, policy, versions, reads, existing, peers, base',
    ],
  },
  {
    mistake: "a required section left out",
    change: { "throughline:account": undefined },
    problems: ["throughline:account: required: a map"],
  },
  {
    mistake: "a required key left out",
    change: { [`${compute}.engine`]: undefined },
    problems: ["throughline:compute.engine: required. Allowed: eks, k3s"],
  },
  {
    mistake: "a number where a text belongs",
    change: { "throughline:account.id": 123456789012 },
    problems: ['throughline:account.id: 123456789012 is not a string: put it in quotes, "123456789012"'],
  },
  {
    mistake: "an account id that is too short",
    change: { "throughline:account.id": "1234" },
    problems: ['throughline:account.id: "1234": an account id is twelve digits in quotes: "123456789012"'],
  },
  {
    mistake: "a region that is none",
    change: { "throughline:account.region": "virginia" },
    problems: ['throughline:account.region: "virginia": a region looks like us-east-1'],
  },
  {
    mistake: "a version that YAML reads as a number",
    change: { [`${versions}.kubernetes`]: 1.35 },
    problems: ['throughline:versions.kubernetes: 1.35 is not a string: put it in quotes, "1.35"'],
  },
  {
    mistake: "a text where a number belongs",
    change: { [`${compute}.nodeGroups.general.minSize`]: "two" },
    problems: ['throughline:compute.nodeGroups.general.minSize: "two" is not a number'],
  },
  {
    mistake: "a value that is not offered",
    change: { [`${network}.hub.natGateways`]: "two" },
    problems: ['throughline:network.hub.natGateways: "two" is not allowed. Allowed: none, single, perAz'],
  },
  {
    mistake: "a list where a map belongs",
    change: { [`${apps}.services`]: [{ name: "frontend" }] },
    problems: ['throughline:apps.services: [{"name":"frontend"}] is not a map'],
  },
  {
    mistake: "a number out of range",
    change: { [`${apps}.services.frontend.port`]: 70_000 },
    problems: ["throughline:apps.services.frontend.port: 70000 is too large: at most 65535"],
  },
  {
    mistake: "storage that RDS does not sell",
    change: { [`${data}.databases.accounts.allocatedStorage`]: 10 },
    problems: ["throughline:data.databases.accounts.allocatedStorage: 10 is too small: at least 20"],
  },
  {
    mistake: "an empty list of instance types",
    change: { [`${compute}.nodeGroups.general.instanceTypes`]: [] },
    problems: ["throughline:compute.nodeGroups.general.instanceTypes: [] is too short: at least 1"],
  },
  {
    mistake: "a name with capital letters",
    change: { [`${apps}.services.Ledger`]: { port: 8080 } },
    problems: [
      "throughline:apps.services.Ledger: a name has lower-case letters, digits and hyphens, a letter first, no hyphen last, at most 63 characters",
    ],
  },
  {
    mistake: "a duration without a unit",
    change: { [`${route}.timeout`]: "10" },
    problems: [
      'throughline:apps.services.account.routes.api.timeout: "10": a duration has a unit: "500ms", "10s", "1m"',
    ],
  },
  {
    mistake: "an environment variable with a hyphen",
    change: { [`${service}.environment`]: { "LOG-LEVEL": "debug" } },
    problems: [
      "throughline:apps.services.account.environment.LOG-LEVEL: an environment variable has letters, digits and underscores",
    ],
  },
  {
    mistake: "an image by tag",
    change: { [`${versions}.images`]: { account: { v1: "acme/account:latest" } } },
    problems: [
      'throughline:versions.images.account.v1: "acme/account:latest": an image is pinned by digest: <repository>@sha256:<64 hex digits>',
    ],
  },
  {
    mistake: "a chart without a full version",
    change: { [`${versions}.charts.external-secrets`]: "2.7" },
    problems: ['throughline:versions.charts.external-secrets: "2.7": a version is pinned in full: 1.30.4'],
  },
  {
    mistake: "log retention that CloudWatch does not offer",
    change: { [`${compute}.logRetentionInDays`]: 45 },
    problems: [
      "throughline:compute.logRetentionInDays: 45 is not allowed. Allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
    ],
  },
];
