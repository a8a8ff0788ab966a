import * as pulumi from "@pulumi/pulumi";

import { type AllowedTrafficArgs, namespaceNamed, toInternet } from "../kubernetes/traffic";
import type { MeshMembershipArgs, MeshPeerArgs, MeshServiceArgs, ServiceStoreArgs } from "./mesh-service-args";
import type { RouteArgs } from "./mesh-services-args";

/** Label that the pods of a service have. */
export function podLabels(serviceName: string): Record<string, string> {
  return { app: serviceName };
}

/** What a service is asked for by way of a route, as authorization policies write it. */
export function askedPath({ prefix, rewrite = prefix }: Pick<RouteArgs, "prefix" | "rewrite">): string {
  return `${rewrite}*`;
}

/** Who may ask for what, by identity: everybody else is refused by the mesh. */
export function authorizationPolicy(
  labels: Record<string, string>,
  { port, callers = [], mesh }: Pick<MeshServiceArgs, "port" | "callers" | "mesh">,
  ingressPaths: string[],
): pulumi.Inputs {
  const { trustDomain, ingressGateway } = mesh;
  const ports = [String(port)];
  const identity = (namespace: pulumi.Input<string>, serviceAccount: pulumi.Input<string>) =>
    pulumi.interpolate`${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
  const fromIngress = {
    from: [{ source: { principals: [identity(ingressGateway.namespace, ingressGateway.serviceAccount)] } }],
    to: [{ operation: { ports, paths: ingressPaths } }],
  };
  const fromCallers = {
    from: [{ source: { principals: callers.map((caller) => identity(caller.namespace, caller.serviceName)) } }],
    to: [{ operation: { ports } }],
  };
  return {
    selector: { matchLabels: labels },
    action: "ALLOW",
    // Without rules nobody is allowed.
    rules: [...(ingressPaths.length > 0 ? [fromIngress] : []), ...(callers.length > 0 ? [fromCallers] : [])],
  };
}

type Connections = Pick<
  MeshServiceArgs,
  "port" | "callers" | "callees" | "database" | "cache" | "internetPorts" | "mesh"
>;

/** The same as connections: what the pods of the service are reached by, and what they reach. */
export function allowedTraffic(service: Connections, ingress: boolean): AllowedTrafficArgs[] {
  const { port, callers = [], callees = [], database, cache, internetPorts = [], mesh } = service;
  const stores = [database, cache].filter((store) => store !== undefined);
  return [
    ...(ingress ? [fromIngressGateway(mesh, port)] : []),
    ...callers.map((caller) => ({ direction: "ingress" as const, ports: [port], peer: podsOf(caller) })),
    ...callees.map((callee) => ({ direction: "egress" as const, ports: [callee.port], peer: podsOf(callee) })),
    ...stores.map(toStore),
    ...(internetPorts.length > 0 ? [toInternet(internetPorts)] : []),
  ];
}

function fromIngressGateway({ ingressGateway }: MeshMembershipArgs, port: number): AllowedTrafficArgs {
  const { namespace, selector } = ingressGateway;
  return {
    direction: "ingress",
    ports: [port],
    peer: { namespaceLabels: namespaceNamed(namespace), podLabels: selector },
  };
}

function podsOf({ serviceName, namespace }: MeshPeerArgs) {
  return { namespaceLabels: namespaceNamed(namespace), podLabels: podLabels(serviceName) };
}

function toStore({ port, cidrBlocks }: ServiceStoreArgs): AllowedTrafficArgs {
  return { direction: "egress", ports: [port], peer: { cidrBlocks } };
}
