import type * as pulumi from "@pulumi/pulumi";

import {
  LoadBalancing,
  type MeshWorkloadArgs,
  type RateLimitUnit,
  type ServiceRateLimitArgs,
} from "./mesh-services-args";
import { versionsOf } from "./versions";

/** Where requests go, as Istio's routes have it: https://istio.io/latest/docs/reference/config/networking/virtual-service/ */
export interface RouteTargetArgs {
  /** Host name of the service in the cluster. */
  host: string;
  port: number;
  /**
   * Version.
   *
   * @default all
   */
  subset?: string;
  /**
   * Share in percent.
   *
   * @default all requests
   */
  weight?: number;
}

/** Name under which the whole cluster knows a service. */
export function hostOf(serviceName: string, namespace: string): string {
  return `${serviceName}.${namespace}.svc.cluster.local`;
}

/** Where a service's requests go: to the version that is asked for, or as its canary or active version says. */
export function targetsOf(
  { port, canary, blueGreen, ...service }: Pick<MeshWorkloadArgs, "port" | "canary" | "blueGreen" | "versions">,
  host: string,
  version?: string,
): RouteTargetArgs[] {
  const versions = versionsOf(service);
  const only = version ?? blueGreen?.active ?? (versions.length === 1 ? versions[0] : undefined);
  if (only === undefined && canary !== undefined) {
    return canary.map(({ version: subset, weight }) => ({ host, port, subset, weight }));
  }
  return [{ host, port, ...(only !== undefined && { subset: only }) }];
}

/** The routes of a VirtualService that lead there. */
export function routeTo(targets: RouteTargetArgs[]) {
  return targets.map(({ host, port, subset, weight }) => ({
    destination: { host, port: { number: port }, ...(subset !== undefined && { subset }) },
    ...(weight !== undefined && { weight }),
  }));
}

const algorithms: Record<LoadBalancing, string> = {
  [LoadBalancing.leastRequest]: "LEAST_REQUEST",
  [LoadBalancing.roundRobin]: "ROUND_ROBIN",
  [LoadBalancing.random]: "RANDOM",
};

/**
 * What clients do once a route has led them to the service. Mutual TLS needs no word: sidecars find out by themselves
 * that the other side has one.
 */
export function destinationRule(service: MeshWorkloadArgs, host: string): pulumi.Inputs {
  return {
    host,
    trafficPolicy: {
      loadBalancer: { simple: algorithms[service.loadBalancing ?? LoadBalancing.leastRequest] },
      connectionPool: {
        tcp: { connectTimeout: "2s" },
        // A service that does not keep up is told so, rather than asked ever more.
        http: { http1MaxPendingRequests: 1024, http2MaxRequests: 1024 },
      },
      // A pod that keeps failing gets no requests for a while; most stay, for the fault may be elsewhere.
      outlierDetection: {
        consecutive5xxErrors: 5,
        interval: "10s",
        baseEjectionTime: "30s",
        maxEjectionPercent: 50,
      },
    },
    subsets: versionsOf(service).map((version) => ({ name: version, labels: { version } })),
  };
}

const seconds: Record<RateLimitUnit, number> = { second: 1, minute: 60, hour: 3600 };

/**
 * A token bucket in each pod's sidecar: https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/
 *
 * Istio has no resource of its own for it.
 */
export function localRateLimit(
  labels: Record<string, string>,
  { requests, unit }: ServiceRateLimitArgs,
): pulumi.Inputs {
  const always = { default_value: { numerator: 100, denominator: "HUNDRED" } };
  const filter = {
    name: "envoy.filters.http.local_ratelimit",
    typed_config: {
      "@type": "type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit",
      stat_prefix: "http_local_rate_limiter",
      token_bucket: { max_tokens: requests, tokens_per_fill: requests, fill_interval: `${seconds[unit]}s` },
      filter_enabled: { runtime_key: "local_rate_limit_enabled", ...always },
      filter_enforced: { runtime_key: "local_rate_limit_enforced", ...always },
    },
  };
  return {
    workloadSelector: { labels },
    configPatches: [
      {
        applyTo: "HTTP_FILTER",
        match: {
          context: "SIDECAR_INBOUND",
          listener: { filterChain: { filter: { name: "envoy.filters.network.http_connection_manager" } } },
        },
        patch: { operation: "INSERT_BEFORE", value: filter },
      },
    ],
  };
}
