import * as pulumi from "@pulumi/pulumi";
import type { MeshServicesArgs } from "@throughline/components/apps/mesh-services-inputs";
import type { ServiceDatabaseArgs, ServiceStoreArgs } from "@throughline/components/apps/mesh-service-args";
import { ClusterEngine } from "@throughline/components/compute/mesh-cluster-args";
import { type Cluster, presentCluster } from "../cluster-access";
import type { Sections } from "../config/sections";
import { knownNetwork } from "../contracts/known-network";
import { named } from "../contracts/named";
import type { ContractOutputs } from "../contracts/read";
import { refuse } from "../contracts/refuse";
import { servicesWithPods } from "./served-elsewhere";

type Settings = Pick<Sections, "account" | "network" | "data" | "edge" | "versions"> & {
  compute: NonNullable<Sections["compute"]>;
  mesh: NonNullable<Sections["mesh"]>;
  apps: NonNullable<Sections["apps"]>;
};

/** What the layers below hand over. */
export interface Below {
  readonly cluster: pulumi.Output<Cluster | undefined>;
  readonly mesh: ContractOutputs<"mesh">;
  /** Undefined where the environment has no data. */
  readonly data: ContractOutputs<"data"> | undefined;
}

/** The arguments of the environment's services: the settings say which there are, the contracts where everything is. */
export function serviceArgs(settings: Settings, { cluster, mesh, data }: Below): MeshServicesArgs {
  const { account, compute, apps, edge, versions } = settings;
  const { mirror, addOns: { argoCd } = {} } = settings.mesh;
  return {
    ...apps,
    services: servicesWithPods(apps, edge),
    mesh: {
      istioVersion: named(mesh.versions, "istio"),
      trustDomain: mesh.trustDomain,
      ingressGateway: {
        namespace: mesh.ingressGateway.namespace,
        // The gateway's service and service account have one name.
        serviceAccount: mesh.ingressGateway.service,
        selector: mesh.ingressGateway.selector,
      },
      mirror,
    },
    hosts: edge?.domain && [edge.domain.name],
    images: versions.images,
    ...(data && stores(settings, data)),
    secretsManager: {
      region: account.region,
      ...(compute.engine === ClusterEngine.eks && { oidc: presentCluster(cluster).apply(oidcOf) }),
      kmsKeyArn: settings.data?.kmsKeyArn,
    },
    argoCd: argoCd && { ...argoCd, namespace: named(mesh.namespaces, "argo-cd") },
    tags: compute.tags,
  };
}

function oidcOf({ oidc }: Cluster) {
  return oidc ?? refuse(`The cluster of "${pulumi.getStack()}" has no OIDC provider: services cannot have IAM roles.`);
}

/** Databases, caches and secrets by name. */
function stores(
  settings: Settings,
  { databases, caches, secretArns }: ContractOutputs<"data">,
): Pick<MeshServicesArgs, "databases" | "caches" | "secretArns"> {
  const { data } = settings;
  const cidrBlocks = tierBlocks(settings);
  const database = (name: string): ServiceDatabaseArgs => {
    const { endpoint, port, databaseName, secretArn } = named(databases, name);
    return { endpoint, port, databaseName, secretArn, cidrBlocks };
  };
  const cache = (name: string): ServiceStoreArgs => {
    const { endpoint, port } = named(caches, name);
    const secretArn = named(caches, name).apply(
      (present) => present.secretArn ?? refuse(`Cache "${name}" has no secret.`),
    );
    return { endpoint, port, secretArn, cidrBlocks };
  };
  return {
    databases: byName({ ...data?.databases, ...data?.selfHostedDatabases }, database),
    caches: byName(data?.caches, cache),
    secretArns: byName(data?.secrets, (name) => named(secretArns, name)),
  };
}

function byName<T>(things: object = {}, make: (name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.keys(things).map((name) => [name, make(name)]));
}

/** The addresses of the data tier, which the settings decide. */
function tierBlocks(settings: Settings): string[] {
  const [vpc = "", tier = ""] = settings.data?.tier.split(".") ?? [];
  const { cidrBlocks } = knownNetwork(settings).vpcs?.[vpc]?.tiers?.[tier] ?? {};
  return [...(cidrBlocks ?? refuse(`throughline:data.tier: the network has no tier "${vpc}.${tier}".`))];
}
