import type { DeployerPlace } from "../../place";
import { ruleContext } from "../../server/context";
import type { Table } from "../../server/table";
import type { World } from "../../world/world";
import { clusterAt, hostOf } from "./clusters";
import type { Cluster } from "./clusters";
import type { Kubeconfig } from "./kubeconfig";
import { unreachable } from "./reach";

interface Surroundings {
  readonly world: World;
  readonly table: Table;
  readonly place: DeployerPlace;
}

const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/** The cluster that a kubeconfig leads to. Throws what kubectl says when it leads nowhere. */
export function connect(kubeconfig: Kubeconfig, { world, table, place }: Surroundings): Cluster {
  const { server, tlsServerName, proxyUrl } = kubeconfig;
  const local = LOCAL.test(hostOf(server) ?? "");
  const host = tlsServerName ?? hostOf(server);
  const cluster = host === undefined ? undefined : clusterAt(world, host);
  if (cluster === undefined) {
    throw new Error(
      local
        ? `Get "${server}/openapi/v2?timeout=32s": dial tcp ${new URL(server).host}: connect: connection refused`
        : `Get "${server}/openapi/v2?timeout=32s": dial tcp: lookup ${host ?? server}: no such host`,
    );
  }
  const aws = ruleContext(world, table, cluster);
  const why = unreachable(cluster, local || proxyUrl !== undefined, place, aws);
  if (why !== undefined) {
    throw new Error(`Get "${server}/openapi/v2?timeout=32s": dial tcp: lookup ${host ?? server}: i/o timeout (${why})`);
  }
  identify(kubeconfig, cluster);
  return cluster;
}

function identify({ server, certificateAuthority, tokenFor }: Kubeconfig, cluster: Cluster): void {
  const { certificateAuthority: actual, name } = cluster;
  if (certificateAuthority !== undefined && actual !== undefined && certificateAuthority !== actual) {
    throw new Error(
      `Get "${server}/openapi/v2?timeout=32s": tls: failed to verify certificate: x509: certificate signed by ` +
        "unknown authority",
    );
  }
  if (tokenFor !== undefined && tokenFor !== name) {
    throw new Error(
      `the server has asked for the client to provide credentials (the token is for cluster "${tokenFor}", ` +
        `this is "${name}")`,
    );
  }
}
