import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { IngressRoutes } from "./ingress-routes";
import { MeshNamespace } from "./mesh-namespace";
import { MeshService } from "./mesh-service";
import { Delivery } from "./mesh-services-args";
import type { MeshServicesArgs } from "./mesh-services-inputs";
import { type MeshServicesPlan, planServices } from "./mesh-services-plan";

/** A service, as those who send requests to it or watch it need it. */
export interface PlacedService {
  namespace: string;
  /** Name of its service account. */
  serviceAccount: string;
  /** Name of its Kubernetes service. */
  service: string;
  /** Port of its Kubernetes service. */
  port: number;
  /** Host names under which it is reached from outside; none for what only others of the mesh call. */
  hosts: string[];
  /** The Gateway, as Istio names it, `<namespace>/<name>`; absent where it has no host, or Argo CD makes it. */
  gateway?: pulumi.Output<string>;
  /** The VirtualService, as Istio names it; absent where it has no host, or Argo CD makes it. */
  virtualService?: pulumi.Output<string>;
}

/**
 * Services that know each other by name: who calls whom, whose database is whose, and one table of routes for all hosts.
 *
 * With `deliver: argocd` every object has one owner still: Pulumi makes namespaces, identities, credentials and policies,
 * which need to know AWS and the other services; Argo CD makes deployments, services and routing from Git, where what
 * the settings say about versions, scale and routes is not heard.
 *
 * **Cost**: the sum of its services, see `MeshService`.
 */
export class MeshServices extends pulumi.ComponentResource {
  /** Services by name. */
  public readonly services: Record<string, PlacedService>;

  public constructor(name: string, args: MeshServicesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:MeshServices", name, args, opts);
    const plan = planServices(args);
    refuse(this, name, plan.problems);
    const namespaces = createNamespaces(this, name, plan);
    const made = createServices(this, name, plan, namespaces);
    const byGit = args.deliver === Delivery.argocd;
    const entrance = byGit ? undefined : createRoutes(this, name, args, plan, Object.values(made));

    this.services = Object.fromEntries(
      Object.entries(made).map(([service, { namespace, serviceAccount, service: objectName, port }]) => {
        const reached = (plan.services[service]?.ingressPaths ?? []).length > 0;
        return [
          service,
          {
            namespace,
            serviceAccount,
            service: objectName,
            port,
            hosts: reached ? hostsOf(args) : [],
            ...(reached && entrance && { gateway: entrance.gateway, virtualService: entrance.virtualService }),
          },
        ];
      }),
    );
    this.registerOutputs({ services: this.services });
  }
}

function hostsOf({ hosts = ["*"] }: MeshServicesArgs): string[] {
  return hosts;
}

/** One for all services that share it. */
function createNamespaces(
  parent: pulumi.Resource,
  name: string,
  { services }: MeshServicesPlan,
): Record<string, MeshNamespace> {
  const wanted = new Set(Object.values(services).map(({ namespace }) => namespace));
  return Object.fromEntries(
    [...wanted].map((namespace) => [
      namespace,
      new MeshNamespace(`${name}-${namespace}-namespace`, { namespace }, { parent }),
    ]),
  );
}

function createServices(
  parent: pulumi.Resource,
  name: string,
  { services }: MeshServicesPlan,
  namespaces: Record<string, MeshNamespace>,
): Record<string, MeshService> {
  return Object.fromEntries(
    Object.entries(services).map(([service, serviceArgs]) => [
      service,
      new MeshService(`${name}-${service}`, serviceArgs, {
        parent,
        dependsOn: namespaces[serviceArgs.namespace] ?? [],
      }),
    ]),
  );
}

/** After the services, whose versions it names. */
function createRoutes(
  parent: pulumi.Resource,
  name: string,
  args: MeshServicesArgs,
  { routes }: MeshServicesPlan,
  dependsOn: pulumi.Resource[],
): IngressRoutes | undefined {
  if (Object.keys(routes).length === 0) return undefined;
  return new IngressRoutes(
    `${name}-routes`,
    { ingressGateway: args.mesh.ingressGateway, hosts: hostsOf(args), objectName: name, routes },
    { parent, dependsOn },
  );
}
