import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { MeshEntranceArgs } from "./mesh-service-args";
import type { RouteArgs } from "./mesh-services-args";
import { kinds } from "./service-context";
import { routeTo, type RouteTargetArgs } from "./traffic";

export interface IngressRoutesArgs {
  /** The entrance of the mesh. */
  ingressGateway: MeshEntranceArgs;
  /** Host names; `*` is all. */
  hosts: string[];
  /** Name of the Gateway and of the VirtualService, in the namespace of the entrance. */
  objectName: string;
  /** Routes by name. */
  routes: Record<string, IngressRouteArgs>;
}

export interface IngressRouteArgs extends RouteArgs {
  /** Where requests go. */
  targets: RouteTargetArgs[];
}

/**
 * What the ingress gateway does with requests to some hosts.
 *
 * All routes of a host are in one VirtualService, longer prefixes first and with headers before without: of several
 * VirtualServices, Istio leaves open which one is asked first. Routes lead to services of any namespace.
 *
 * The Gateway names the port of the gateway's service, 80, to which istiod adds the port of its pods, 8080.
 *
 * **Cost**: none.
 */
export class IngressRoutes extends pulumi.ComponentResource {
  /** The Gateway, as Istio names it: `<namespace>/<name>`. */
  public readonly gateway: pulumi.Output<string>;
  /** The VirtualService, as Istio names it: `<namespace>/<name>`. */
  public readonly virtualService: pulumi.Output<string>;

  public constructor(name: string, args: IngressRoutesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:IngressRoutes", name, args, opts);
    const { ingressGateway, hosts, objectName, routes } = args;
    const { namespace, selector } = ingressGateway;
    const metadata = { name: objectName, namespace };
    const childOpts = pulumi.mergeOptions({ parent: this }, { dependsOn: opts?.dependsOn });
    const gateway = new kubernetes.apiextensions.CustomResource(
      name,
      {
        ...kinds.gateway,
        metadata,
        spec: { selector, servers: [{ port: { number: 80, name: "http", protocol: "HTTP" }, hosts }] },
      },
      childOpts,
    );
    new kubernetes.apiextensions.CustomResource(
      name,
      {
        ...kinds.virtualService,
        metadata,
        spec: { hosts, gateways: [objectName], http: inOrder(routes).map(httpRoute) },
      },
      pulumi.mergeOptions(childOpts, { dependsOn: gateway }),
    );

    this.gateway = pulumi.interpolate`${namespace}/${objectName}`;
    this.virtualService = this.gateway;
    this.registerOutputs({ gateway: this.gateway, virtualService: this.virtualService });
  }
}

type NamedRoute = [name: string, route: IngressRouteArgs];

/** The first route that matches is taken: narrower ones come first. */
function inOrder(routes: Record<string, IngressRouteArgs>): NamedRoute[] {
  const headers = ({ headers = {} }: IngressRouteArgs) => Object.keys(headers).length;
  return Object.entries(routes).sort(
    ([oneName, one], [otherName, other]) =>
      other.prefix.length - one.prefix.length || headers(other) - headers(one) || (oneName < otherName ? -1 : 1),
  );
}

function httpRoute([name, { prefix, headers = {}, rewrite, targets, timeout, retries, fault }]: NamedRoute) {
  // HTTP/2 has names of headers in lower case, and so has Envoy.
  const exact = Object.entries(headers).map(([header, value]) => [header.toLowerCase(), { exact: value }]);
  return {
    name,
    match: [{ uri: { prefix }, ...(exact.length > 0 && { headers: Object.fromEntries(exact) as object }) }],
    ...(rewrite !== undefined && { rewrite: { uri: rewrite } }),
    route: routeTo(targets),
    ...(timeout !== undefined && { timeout }),
    ...(retries && { retries }),
    ...(fault && { fault: faultOf(fault) }),
  };
}

function faultOf({ delay, abort }: NonNullable<RouteArgs["fault"]>) {
  return {
    ...(delay && { delay: { percentage: { value: delay.percentage }, fixedDelay: delay.fixedDelay } }),
    ...(abort && { abort: { percentage: { value: abort.percentage }, httpStatus: abort.httpStatus } }),
  };
}
