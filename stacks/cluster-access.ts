import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ClusterApiAccess, ClusterEngine } from "@throughline/components/compute/mesh-cluster-args";
import type { Sections } from "./config/sections";
import type { ContractValues } from "./contracts";
import { refuse } from "./contracts/refuse";

/** Set to the port on 127.0.0.1 that leads to the cluster's API by whoever keeps the tunnel open. */
export const clusterApiPort = "THROUGHLINE_CLUSTER_API_PORT";

/** A cluster as the compute layer's contract has it. */
export type Cluster = NonNullable<ContractValues<"compute">["cluster"]>;

/**
 * The provider of a layer's Kubernetes objects.
 *
 * Its identity is the cluster's endpoint, whichever way leads there: another way, or renewed certificates, replace
 * nothing.
 *
 * @throws {pulumi.RunError} if the environment's cluster has no way to log in, or by way of an output if there is none.
 */
export function kubernetesProvider(
  cluster: pulumi.Output<Cluster | undefined>,
  { account, compute }: Pick<Sections, "account"> & { compute: NonNullable<Sections["compute"]> },
): kubernetes.Provider {
  if (compute.engine !== ClusterEngine.eks) {
    refuse(`There is no way yet to log in to a cluster of ${compute.engine}: its objects cannot be deployed.`);
  }
  const present = presentCluster(cluster);
  const port = compute.api.access === ClusterApiAccess.tunnel ? process.env[clusterApiPort] : undefined;
  return new kubernetes.Provider("kubernetes", {
    kubeconfig: present.apply((value) => kubeconfig(value, account.region, port)),
    clusterIdentifier: present.endpoint,
  });
}

/** The cluster, where a layer cannot do without. */
export function presentCluster(cluster: pulumi.Output<Cluster | undefined>): pulumi.Output<Cluster> {
  return cluster.apply((value) => value ?? refuse(`The compute layer of "${pulumi.getStack()}" has no cluster.`));
}

/**
 * What a client of the cluster's API needs: https://docs.aws.amazon.com/eks/latest/userguide/create-kubeconfig.html
 *
 * The token is fetched when it is used, with the credentials of whoever runs the program; none is kept.
 *
 * @param port of 127.0.0.1 that leads to the API. The certificate is the endpoint's still.
 */
export function kubeconfig({ name, endpoint, certificateAuthority }: Cluster, region: string, port?: string): string {
  const way =
    port === undefined
      ? { server: endpoint }
      : { server: `https://127.0.0.1:${port}`, "tls-server-name": endpoint.replace(/^https:\/\/|[:/].*$/g, "") };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { ...way, "certificate-authority-data": certificateAuthority } }],
    users: [
      {
        name,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1",
            command: "aws",
            args: ["eks", "get-token", "--cluster-name", name, "--region", region, "--output", "json"],
            interactiveMode: "Never",
          },
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}
