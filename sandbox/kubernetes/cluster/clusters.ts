import { record, records, text } from "../../aws/values";
import type { IndexDefinition } from "../../world/type-records";
import type { WorldRecord } from "../../world/record";
import type { World } from "../../world/world";

export const EKS_CLUSTER = "aws:eks/cluster:Cluster";

/** A Kubernetes cluster of the world, and where its objects are. */
export interface Cluster {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Region of the world's records that are objects of this cluster. */
  readonly place: string;
  readonly endpoint: string;
  readonly certificateAuthority?: string;
  /** `1.35`. */
  readonly version: string;
  readonly serviceCidr: string;
  /** URL of who vouches for its service accounts. */
  readonly issuer?: string;
  readonly network: {
    readonly vpcId?: string;
    readonly subnetIds: readonly string[];
    readonly publicAccess: boolean;
    readonly publicCidrs: readonly string[];
    readonly privateAccess: boolean;
  };
}

const byEndpointHost: IndexDefinition = {
  name: "host of the endpoint",
  keys: ({ outputs }) => [hostOf(text(outputs.endpoint))].filter((host) => host !== undefined),
};

export function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname.toLowerCase() : undefined;
}

/** The cluster whose API has this host name, in whichever account. */
export function clusterAt(world: World, host: string): Cluster | undefined {
  const [found] = world.find(EKS_CLUSTER, byEndpointHost, host.toLowerCase());
  return found && eksCluster(found);
}

function eksCluster({ account, region, id, outputs }: WorldRecord): Cluster {
  const vpc = record(outputs.vpcConfig);
  const name = text(outputs.name) ?? id;
  return {
    name,
    account,
    region,
    place: placeOf(region, name),
    endpoint: text(outputs.endpoint) ?? "",
    certificateAuthority: text(record(outputs.certificateAuthority).data),
    version: text(outputs.version) ?? "",
    serviceCidr: text(record(outputs.kubernetesNetworkConfig).serviceIpv4Cidr) ?? "172.20.0.0/16",
    issuer: issuerOf(outputs.identities),
    network: {
      vpcId: text(vpc.vpcId),
      subnetIds: texts(vpc.subnetIds),
      publicAccess: vpc.endpointPublicAccess !== false,
      publicCidrs: vpc.publicAccessCidrs === undefined ? ["0.0.0.0/0"] : texts(vpc.publicAccessCidrs),
      privateAccess: vpc.endpointPrivateAccess === true,
    },
  };
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const issuerOf = (identities: unknown): string | undefined =>
  records(identities)
    .flatMap(({ oidcs }) => records(oidcs))
    .map(({ issuer }) => text(issuer))
    .find((issuer) => issuer !== undefined);

const placeOf = (region: string, name: string): string => `${region}/${name}`;

/** The objects that vanish with a cluster. */
export function objectsOf({ type, account, region, id, outputs }: WorldRecord, world: World): readonly WorldRecord[] {
  if (type !== EKS_CLUSTER) {
    return [];
  }
  const place = placeOf(region, text(outputs.name) ?? id);
  return world.all().filter((record) => record.account === account && record.region === place);
}
