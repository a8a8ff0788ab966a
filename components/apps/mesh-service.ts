import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { podLabels } from "./access";
import { createApplication } from "./argo-application";
import { type IngressRouteArgs, IngressRoutes } from "./ingress-routes";
import { MeshNamespace } from "./mesh-namespace";
import type { MeshServiceArgs } from "./mesh-service-args";
import { meshServiceProblems } from "./mesh-service-problems";
import type { ServiceContext } from "./service-context";
import { createCredentials } from "./service-credentials";
import { createServiceAccount } from "./service-identity";
import { createPolicies } from "./service-policies";
import { createWorkload } from "./service-workload";
import { hostOf, targetsOf } from "./traffic";

/**
 * A service of the mesh: its identity, its pods in one or more versions, and who may ask it for what.
 *
 * Two walls stand around it, both closed but for what is declared: authorization policies decide by identity, network
 * policies by where a connection comes from and goes to. The ingress gateway gets in for the paths of its routes,
 * callers by name, and nobody else; out lead DNS, istiod, callees, the service's database and cache, and the internet at
 * ports that are declared.
 *
 * Pods run as user 65532, with a read-only file system but for `/tmp`; their images have to work so. Credentials come by
 * External Secrets, read with a role that may read this service's secrets and no others.
 *
 * A version whose image is not given yet is a stand-in that answers 200 to every path: the way to it can be deployed and
 * tried before it exists.
 *
 * Requests move between versions by weights or by one active version; each version keeps its pods. Routes change once
 * the pods of all versions are ready: a new version may get requests in the update that adds it. A version that does not
 * come up holds back a change of routes; to give it up, remove it.
 *
 * **Cost**: the share of nodes that its pods keep, 0.1 of a core and 256 MiB each by default, and as much as 0.1 of a
 * core and 128 MiB for each sidecar; with a database or cache 0.22 USD a month each for asking Secrets Manager once a
 * minute (us-east-1, https://aws.amazon.com/secrets-manager/pricing/: 43,800 calls at 0.05 USD per 10,000).
 *
 * @example
 * ```typescript
 * const account = new MeshService("account", {
 *   port: 8080,
 *   versions: ["v1", "v2"],
 *   canary: [{ version: "v1", weight: 90 }, { version: "v2", weight: 10 }],
 *   routes: { api: { prefix: "/api/", timeout: "10s" } },
 *   mesh: {
 *     istioVersion: "1.30.4",
 *     trustDomain: mesh.trustDomain,
 *     ingressGateway: {
 *       namespace: mesh.ingressGateway.namespace,
 *       serviceAccount: mesh.ingressGateway.service,
 *       selector: mesh.ingressGateway.selector,
 *     },
 *   },
 * });
 * ```
 */
export class MeshService extends pulumi.ComponentResource {
  /** Namespace of the service. */
  public readonly namespace: string;
  /** Name of the service account: with the namespace, the identity of the pods. */
  public readonly serviceAccount: string;
  /** Name of the Kubernetes service. */
  public readonly service: string;
  /** Its port. */
  public readonly port: number;
  /** Name under which the whole cluster knows it. */
  public readonly host: string;
  /** The Gateway of its routes, as Istio names it: `<namespace>/<name>`. */
  public readonly gateway?: pulumi.Output<string>;
  /** The VirtualService of its routes, as Istio names it: `<namespace>/<name>`. */
  public readonly virtualService?: pulumi.Output<string>;

  public constructor(name: string, args: MeshServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:MeshService", name, args, opts);
    const { serviceName = name, port } = args;
    refuse(this, name, meshServiceProblems(serviceName, args));
    const context = contextOf(this, name, serviceName, args, opts);

    const serviceAccount = createServiceAccount(context);
    const credentials = createCredentials(dependent(context, [serviceAccount]));
    const policies = createPolicies(context);
    const guarded = dependent(context, [serviceAccount, ...policies]);
    const exposed = args.argoCd ? [createApplication(guarded)] : createWorkload(guarded, credentials);
    const entrance = args.argoCd ? undefined : createRoutes(dependent(context, exposed));

    this.namespace = context.namespace;
    this.serviceAccount = serviceName;
    this.service = serviceName;
    this.port = port;
    this.host = hostOf(serviceName, context.namespace);
    this.gateway = entrance?.gateway;
    this.virtualService = entrance?.virtualService;
    this.registerOutputs({
      namespace: this.namespace,
      serviceAccount: this.serviceAccount,
      service: this.service,
      port: this.port,
      host: this.host,
      gateway: this.gateway,
      virtualService: this.virtualService,
    });
  }
}

function contextOf(
  parent: pulumi.Resource,
  name: string,
  serviceName: string,
  args: MeshServiceArgs,
  opts?: pulumi.ComponentResourceOptions,
): ServiceContext {
  const childOpts = pulumi.mergeOptions({ parent }, { dependsOn: opts?.dependsOn });
  const own =
    args.namespace === undefined
      ? new MeshNamespace(`${name}-namespace`, { namespace: serviceName }, childOpts)
      : undefined;
  return {
    name,
    serviceName,
    namespace: args.namespace ?? serviceName,
    labels: podLabels(serviceName),
    args,
    opts: pulumi.mergeOptions(childOpts, { dependsOn: own ?? [] }),
  };
}

function dependent(context: ServiceContext, dependsOn: pulumi.Resource[]): ServiceContext {
  return { ...context, opts: pulumi.mergeOptions(context.opts, { dependsOn }) };
}

/** The routes to the service itself. */
function createRoutes({ name, serviceName, namespace, args, opts }: ServiceContext): IngressRoutes | undefined {
  const { routes = {}, hosts = ["*"], mesh } = args;
  if (Object.keys(routes).length === 0) return undefined;
  const host = hostOf(serviceName, namespace);
  const own = Object.entries(routes).map(([route, { destination, ...rest }]): [string, IngressRouteArgs] => [
    route,
    { ...rest, targets: targetsOf(args, host, destination?.version) },
  ]);
  return new IngressRoutes(
    name,
    { ingressGateway: mesh.ingressGateway, hosts, objectName: serviceName, routes: Object.fromEntries(own) },
    { parent: opts.parent, dependsOn: opts.dependsOn },
  );
}
