import { at, error, type Finding } from "../finding";
import { names } from "../names";
import type { Path } from "../place";
import type { Sections } from "../sections";
import type { CheckContext } from "./check";

type Read = Pick<Sections, "account" | "network" | "compute" | "data" | "apps" | "edge">;

/** What AWS takes as a name. */
interface Rule {
  readonly what: string;
  readonly longest: number;
  readonly page: string;
}

/** Pulumi appends a hyphen and seven hex digits to names that it may have to replace. */
const generatedSuffix = "-0000000".length;

const rules = {
  loadBalancer: {
    what: "a load balancer",
    longest: 32,
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  },
  targetGroup: {
    what: "a target group",
    longest: 32,
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
  },
  cluster: {
    what: "a cluster of EKS",
    longest: 100,
    page: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html",
  },
  nodeGroup: {
    what: "a node group",
    longest: 63,
    page: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html",
  },
  database: {
    what: "an instance of RDS",
    longest: 63,
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  },
  cache: {
    what: "a replication group",
    longest: 40,
    page: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
  },
  bucket: {
    what: "a bucket",
    longest: 63,
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
  role: {
    what: "a role",
    longest: 64,
    page: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  },
} as const satisfies Record<string, Rule>;

interface Named {
  readonly rule: Rule;
  readonly name: string;
  /** Characters that are appended. */
  readonly suffix: number;
  /** What a person would change. */
  readonly path: Path;
}

/** Names that AWS would refuse, made from those of the environment and its parts. */
export function physicalNames(sections: Read, { environment }: CheckContext): Finding[] {
  if (!/^[a-z][a-z0-9-]*$/.test(environment) || environment.endsWith("-") || environment.includes("--")) {
    const message = `"${environment}" begins the names of buckets, databases and load balancers: lower-case letters, digits and single hyphens, a letter first. Rename the file.`;
    return [error([], message)];
  }
  return [...namesOf(sections, environment).flatMap(tooLong), ...doubleHyphens(sections)];
}

function tooLong({ rule, name, suffix, path }: Named): Finding[] {
  const length = name.length + suffix;
  if (length <= rule.longest) {
    return [];
  }
  const counted = suffix === 0 ? "" : ` with Pulumi's suffix`;
  return [
    error(
      path,
      `"${name}" has ${length} characters${counted}, ${length - rule.longest} too many for ${rule.what}: at most ${rule.longest}. Shorten this name or the environment's. (${rule.page})`,
    ),
  ];
}

function namesOf({ account, compute, data, apps, edge }: Read, environment: string): Named[] {
  const generated = (rule: Rule, name: string, path: Path): Named => ({ rule, name, suffix: generatedSuffix, path });
  const fixed = (rule: Rule, name: string, path: Path): Named => ({ rule, name, suffix: 0, path });
  const each = <T>(things: Record<string, T> | undefined, make: (name: string, thing: T) => Named[]): Named[] =>
    Object.entries(things ?? {}).flatMap(([name, thing]) => make(name, thing));
  return [
    ...(compute === undefined
      ? []
      : [
          fixed(rules.cluster, names.cluster(environment), at("compute")),
          generated(rules.loadBalancer, names.clusterLoadBalancer(environment), at("compute", "ingress")),
          generated(rules.targetGroup, names.targetGroup(environment, "https"), at("compute", "ingress")),
        ]),
    ...each(compute?.nodeGroups, (name) => [
      generated(rules.nodeGroup, names.nodeGroup(environment, name), at("compute", "nodeGroups", name)),
    ]),
    ...each(data?.databases, (name, { readReplicas = 0 }) => [
      fixed(
        rules.database,
        readReplicas === 0 ? names.database(environment, name) : names.readReplica(environment, name, readReplicas),
        at("data", "databases", name),
      ),
    ]),
    ...each(data?.caches, (name) => [fixed(rules.cache, names.cache(environment, name), at("data", "caches", name))]),
    ...each(apps?.services, (name) => [
      generated(rules.role, names.serviceRole(environment, name), at("apps", "services", name)),
    ]),
    ...(edge?.alb === undefined
      ? []
      : [generated(rules.loadBalancer, names.applicationLoadBalancer(environment), at("edge", "alb"))]),
    ...each(edge?.nlb, (name) => [
      fixed(rules.loadBalancer, names.spokeLoadBalancer(environment, name), at("edge", "nlb", name)),
    ]),
    ...(edge?.cdn === undefined
      ? []
      : [fixed(rules.bucket, names.bucket(environment, "site", account.id), at("edge", "cdn"))]),
  ];
}

/** Identifiers of RDS and ElastiCache have no two hyphens in a row, which other names may have. */
function doubleHyphens({ data }: Read): Finding[] {
  const { databases = {}, caches = {} } = data ?? {};
  return Object.entries({ databases, caches }).flatMap(([kind, things]) =>
    Object.keys(things)
      .filter((name) => name.includes("--"))
      .map((name) =>
        error(
          at("data", kind, name),
          `"${name}" has two hyphens in a row, which AWS refuses in its identifier. Write one.`,
        ),
      ),
  );
}
