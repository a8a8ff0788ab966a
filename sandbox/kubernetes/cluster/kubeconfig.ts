import { parse } from "yaml";
import { list, record, records, text } from "../../aws/values";
import type { Properties } from "../../resource-type";

/** What a kubeconfig says about the one cluster that its context names. */
export interface Kubeconfig {
  /** URL of the API. */
  readonly server: string;
  /** Name that the server's certificate is checked for, where the URL is that of a tunnel's end. */
  readonly tlsServerName?: string;
  readonly proxyUrl?: string;
  readonly certificateAuthority?: string;
  readonly namespace?: string;
  /** Name that `aws eks get-token` is asked for a token of. */
  readonly tokenFor?: string;
}

export interface Overrides {
  readonly context?: string;
  readonly cluster?: string;
}

/**
 * Reads a kubeconfig, YAML or JSON. Throws what client-go says of one that names no cluster.
 *
 * https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
 */
export function readKubeconfig(content: string, overrides: Overrides = {}): Kubeconfig {
  const config = record(parse(content));
  const contextName = overrides.context ?? text(config["current-context"]);
  const context = named(config.contexts, contextName, "context");
  if (contextName !== undefined && context === undefined) {
    throw new Error(`invalid configuration: context was not found for specified context: ${contextName}`);
  }
  const clusterName = overrides.cluster ?? text(context?.cluster);
  const cluster = named(config.clusters, clusterName, "cluster");
  const server = text(cluster?.server);
  if (cluster === undefined || server === undefined) {
    throw new Error(
      clusterName === undefined
        ? "invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable"
        : `invalid configuration: no server found for cluster "${clusterName}"`,
    );
  }
  return {
    server,
    tlsServerName: text(cluster["tls-server-name"]),
    proxyUrl: text(cluster["proxy-url"]),
    certificateAuthority: text(cluster["certificate-authority-data"]),
    namespace: text(context?.namespace),
    tokenFor: tokenFor(named(config.users, text(context?.user), "user")),
  };
}

/** Entry of one of the three lists; its content is below a key of the same kind. */
function named(entries: unknown, name: string | undefined, key: string): Properties | undefined {
  const entry = records(entries).find((candidate) => candidate.name === name);
  return entry && record(entry[key]);
}

function tokenFor(user: Properties | undefined): string | undefined {
  const { command, args } = record(user?.exec);
  const words = list(args).map(String);
  const at = words.indexOf("--cluster-name");
  return text(command)?.endsWith("aws") && words.includes("get-token") && at >= 0 ? words[at + 1] : undefined;
}
