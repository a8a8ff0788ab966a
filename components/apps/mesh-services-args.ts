/** Who applies the Kubernetes objects of services: one owner for each object. */
export const Delivery = {
  pulumi: "pulumi",
  /** Argo CD, from its repository: of each service the folder with its name. */
  argocd: "argocd",
} as const;
export type Delivery = (typeof Delivery)[keyof typeof Delivery];

/** How clients in the mesh choose a pod: https://istio.io/latest/docs/reference/config/networking/destination-rule/ */
export const LoadBalancing = {
  leastRequest: "leastRequest",
  roundRobin: "roundRobin",
  random: "random",
} as const;
export type LoadBalancing = (typeof LoadBalancing)[keyof typeof LoadBalancing];

export const SecretStore = {
  secretsManager: "secretsManager",
  vault: "vault",
} as const;
export type SecretStore = (typeof SecretStore)[keyof typeof SecretStore];

export const RateLimitUnit = {
  second: "second",
  minute: "minute",
  hour: "hour",
} as const;
export type RateLimitUnit = (typeof RateLimitUnit)[keyof typeof RateLimitUnit];

/** The applications of an environment. */
export interface MeshServicesSettingsArgs {
  /**
   * Who applies deployments, services, autoscalers and routing. Namespaces, policies, identities and credentials are made
   * by Pulumi in any case.
   *
   * @default pulumi
   */
  deliver?: Delivery;
  /** Services by name: lower-case letters, digits and hyphens, at most 63. */
  services: Record<string, MeshServiceSettingsArgs>;
  /** HashiCorp Vault, which secrets with `store: vault` come from. */
  vault?: VaultArgs;
}

/** What a person decides about a service by itself. */
export interface MeshWorkloadArgs {
  /** Port that the container listens on, 1024 or above: it is not root. */
  port: number;
  /** Health checks over HTTP. */
  probes?: ServiceProbesArgs;
  /** What a pod may use. */
  resources?: ServiceResourcesArgs;
  /**
   * Pods per version, where no autoscaler decides.
   *
   * @default 2
   */
  replicas?: number;
  /**
   * Pods per version by load, instead of `replicas`.
   *
   * @default none
   */
  autoscaler?: ServiceAutoscalerArgs;
  /**
   * Pods per version that stay when nodes are drained.
   *
   * @default 1, or 0 where one pod is all there is
   */
  minAvailable?: number;
  /** Environment variables. No secrets: these are readable by all who can read pods. */
  environment?: Record<string, string>;
  /**
   * TCP ports of hosts on the internet that the service calls.
   *
   * @default none: the internet is not reached
   */
  internetPorts?: number[];
  /**
   * Versions that run side by side.
   *
   * @default v1
   */
  versions?: string[];
  /** Shares of requests by version, in percent; they sum to 100. */
  canary?: CanaryTargetArgs[];
  /** All requests to one version, the other ready. */
  blueGreen?: BlueGreenArgs;
  /**
   * Requests from the ingress gateway, by name. Longer prefixes are matched first.
   *
   * @default none: inside the mesh only
   */
  routes?: Record<string, ServiceRouteArgs>;
  /**
   * How clients choose a pod.
   *
   * @default leastRequest
   */
  loadBalancing?: LoadBalancing;
  /**
   * Most requests that each pod answers; more get 429.
   *
   * @default none
   */
  rateLimit?: ServiceRateLimitArgs;
}

/** What a person decides about a service among others; its images are in `versions.images`. */
export interface MeshServiceSettingsArgs extends MeshWorkloadArgs {
  /**
   * Namespace, with sidecar injection and the `restricted` pod-security level. Several services may share one.
   *
   * @default the service's name
   */
  namespace?: string;
  /**
   * Secrets as environment variables, by variable.
   *
   * @default none
   */
  secrets?: Record<string, ServiceSecretArgs>;
  /**
   * Name of the database in `data` that the service uses. It is told by `DATABASE_HOST`, `DATABASE_PORT` and
   * `DATABASE_NAME`; files `username` and `password` are in the folder `DATABASE_CREDENTIALS`, where a new password
   * takes the place of the old one within minutes.
   *
   * @default none
   */
  database?: string;
  /**
   * Name of the cache in `data` that the service uses. It is told by `CACHE_HOST` and `CACHE_PORT`; file `password` is in
   * the folder `CACHE_CREDENTIALS`.
   *
   * @default none
   */
  cache?: string;
  /**
   * Security groups of the pods themselves, as flows name them, at most 5. Needs instances that support them:
   * https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
   *
   * @default those of the nodes
   */
  securityGroups?: string[];
  /**
   * Names of services that may call this one. Who is not named is refused by authorization and network policies.
   *
   * @default none but the ingress gateway, for services with routes
   */
  allowFrom?: string[];
}

export interface ServiceProbesArgs {
  /** Path that answers 200 when the pod can take requests: `/actuator/health/readiness`. */
  readiness: string;
  /** Path that answers 200 as long as the pod need not be restarted: `/actuator/health/liveness`. */
  liveness: string;
}

/** https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ */
export interface ServiceResourcesArgs {
  /**
   * Processor time that is kept for a pod: `250m` is a quarter of a core.
   *
   * @default 100m
   */
  cpu?: string;
  /**
   * Memory that is kept for a pod, and that it may not exceed: `512Mi`.
   *
   * @default 256Mi
   */
  memory?: string;
}

export interface ServiceAutoscalerArgs {
  /** Fewest pods. */
  minReplicas: number;
  /** Most pods. */
  maxReplicas: number;
  /**
   * Use of the kept processor time, in percent, that it aims at.
   *
   * @default 70
   */
  targetCpuUtilization?: number;
}

export interface ServiceSecretArgs {
  /** Name of a secret in `data`, or in Vault the path below its mount. */
  secret: string;
  /**
   * Where it is kept.
   *
   * @default secretsManager
   */
  store?: SecretStore;
  /**
   * Key inside the secret, for secrets that hold a JSON object.
   *
   * @default the whole secret
   */
  property?: string;
}

export interface CanaryTargetArgs {
  /** One of the service's versions. */
  version: string;
  /** Share of requests in percent. */
  weight: number;
}

export interface BlueGreenArgs {
  /** The version that gets all requests. */
  active: string;
}

/** Requests, and what the ingress gateway does with them. */
export interface RouteArgs {
  /** Start of the path: `/api/`. */
  prefix: string;
  /**
   * Headers that a request must have, by name, with exactly these values.
   *
   * @default any
   */
  headers?: Record<string, string>;
  /**
   * What replaces the prefix.
   *
   * @default it stays
   */
  rewrite?: string;
  /**
   * Time for an answer, retries included: `10s`.
   *
   * @default none
   */
  timeout?: string;
  /**
   * Retries of failed requests.
   *
   * @default Istio's: 2, where that is safe
   */
  retries?: RouteRetriesArgs;
  /**
   * Faults on purpose, to see what they do to clients.
   *
   * @default none
   */
  fault?: RouteFaultArgs;
}

export interface ServiceRouteArgs extends RouteArgs {
  /**
   * Where requests go instead of this service's canary or active version.
   *
   * @default this service
   */
  destination?: RouteDestinationArgs;
}

export interface RouteDestinationArgs {
  /**
   * Name of a service.
   *
   * @default this service
   */
  service?: string;
  /**
   * One of the service's versions.
   *
   * @default as its canary or blue/green says
   */
  version?: string;
}

export interface RouteRetriesArgs {
  /** Attempts after the first. */
  attempts: number;
  /** Time for one attempt: `2s`. The timeout has room for all. */
  perTryTimeout: string;
}

/** https://istio.io/latest/docs/tasks/traffic-management/fault-injection/ */
export interface RouteFaultArgs {
  /** Requests that wait. */
  delay?: FaultDelayArgs;
  /** Requests that fail. */
  abort?: FaultAbortArgs;
}

export interface FaultDelayArgs {
  /** Share of requests in percent. */
  percentage: number;
  /** How long they wait: `5s`. */
  fixedDelay: string;
}

export interface FaultAbortArgs {
  /** Share of requests in percent. */
  percentage: number;
  /** Status that they are answered with. */
  httpStatus: number;
}

export interface ServiceRateLimitArgs {
  /** Requests per unit that each pod answers. */
  requests: number;
  /** The unit. */
  unit: RateLimitUnit;
}

export interface VaultArgs {
  /** Address of the server: `https://vault.example.org`. External Secrets gets out at port 443 only. */
  address: string;
  /** Mount of the key-value engine, version 2. */
  mount: string;
  /** Role of Vault's Kubernetes authentication that services take. */
  role: string;
}

/** Images of services, pinned. */
export interface ServiceVersionsArgs {
  /**
   * Images by service and version, each by digest: `<repository>@sha256:…`.
   *
   * @default a small public stand-in, so that a first deployment is green
   */
  images?: Record<string, Record<string, string>>;
}
