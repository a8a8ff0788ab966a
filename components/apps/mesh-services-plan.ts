import type { Problem } from "../network/addresses";
import { notOneOf } from "../network/one-of";
import { askedPath } from "./access";
import type { IngressRouteArgs } from "./ingress-routes";
import type { MeshPeerArgs, MeshServiceArgs, ServiceSecretSourceArgs } from "./mesh-service-args";
import { meshServiceProblems } from "./mesh-service-problems";
import { Delivery, type MeshServiceSettingsArgs, SecretStore, type ServiceSecretArgs } from "./mesh-services-args";
import type { MeshServicesArgs } from "./mesh-services-inputs";
import { hostOf, targetsOf } from "./traffic";
import { versionsOf } from "./versions";

/** What services are made of, once they know of each other. */
export interface MeshServicesPlan {
  /** Arguments of services by name. */
  services: Record<string, MeshServiceArgs & { namespace: string }>;
  /** All routes, by `<service>-<route>`. */
  routes: Record<string, IngressRouteArgs>;
  problems: Problem[];
}

/** Pure: the same settings give the same plan. */
export function planServices(args: MeshServicesArgs): MeshServicesPlan {
  const services = mapValues(args.services, (settings, name) => serviceArgs(args, name, settings));
  const problems = [
    ...notOneOf(args.deliver, Delivery, "deliver"),
    ...(args.deliver === Delivery.argocd && args.argoCd === undefined
      ? [{ path: "argoCd", reason: 'required: where Argo CD finds the manifests, with deliver "argocd".' }]
      : []),
    ...Object.entries(args.services).flatMap(([name, settings]) => referenceProblems(args, name, settings)),
    ...Object.entries(services).flatMap(([name, service]) =>
      meshServiceProblems(name, service).map(({ path, reason }) => ({ path: `services.${name}.${path}`, reason })),
    ),
  ];
  return { services, routes: ingressRoutes(args), problems };
}

function mapValues<T, U>(things: Record<string, T>, make: (thing: T, name: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, make(thing, name)]));
}

function serviceArgs(args: MeshServicesArgs, name: string, settings: MeshServiceSettingsArgs) {
  const { namespace = name, secrets = {}, database, cache, allowFrom = [], ...workload } = settings;
  const { mesh, images = {}, databases = {}, caches = {}, secretsManager, vault, deliver, argoCd, tags } = args;
  return {
    ...workload,
    // One table of routes leads to all services.
    routes: undefined,
    serviceName: name,
    namespace,
    mesh,
    images: images[name],
    ingressPaths: placedRoutes(args).flatMap(({ target, route }) => (target === name ? askedPath(route) : [])),
    callers: allowFrom.flatMap((caller) => peerNamed(args, caller)),
    callees: Object.entries(args.services).flatMap(([callee, { allowFrom: allowed = [] }]) =>
      allowed.includes(name) ? peerNamed(args, callee) : [],
    ),
    database: database === undefined ? undefined : databases[database],
    cache: cache === undefined ? undefined : caches[cache],
    secrets: mapValues(secrets, (secret) => secretSource(args, secret)),
    secretsManager,
    vault,
    ...(deliver === Delivery.argocd && argoCd && { argoCd: { ...argoCd, path: `${argoCd.path}/${name}` } }),
    tags,
  };
}

/** One that is missing is told by its name. */
function secretSource(
  { secretArns = {} }: MeshServicesArgs,
  { secret, store = SecretStore.secretsManager, property }: ServiceSecretArgs,
): ServiceSecretSourceArgs {
  return store === SecretStore.vault
    ? { vaultPath: secret, property }
    : { secretArn: secretArns[secret] ?? "", property };
}

function peerNamed({ services }: MeshServicesArgs, name: string): MeshPeerArgs[] {
  const settings = services[name];
  return settings === undefined
    ? []
    : [{ serviceName: name, namespace: settings.namespace ?? name, port: settings.port }];
}

/** A route with the service that declares it and the one that it leads to. */
function placedRoutes({ services }: MeshServicesArgs) {
  return Object.entries(services).flatMap(([service, { routes = {} }]) =>
    Object.entries(routes).map(([name, route]) => ({
      name: `${service}-${name}`,
      route,
      target: route.destination?.service ?? service,
    })),
  );
}

function ingressRoutes(args: MeshServicesArgs): Record<string, IngressRouteArgs> {
  const routes = placedRoutes(args).flatMap(({ name, route: { destination, ...route }, target }) => {
    const settings = args.services[target];
    if (settings === undefined) return [];
    const host = hostOf(target, settings.namespace ?? target);
    return [[name, { ...route, targets: targetsOf(settings, host, destination?.version) }]] as const;
  });
  return Object.fromEntries(routes);
}

/** What a service names and nobody has. */
function referenceProblems(args: MeshServicesArgs, name: string, settings: MeshServiceSettingsArgs): Problem[] {
  const { services, databases = {}, caches = {}, secretArns = {} } = args;
  const { database, cache, secrets = {}, allowFrom = [], routes = {}, securityGroups } = settings;
  const missing = (path: string, what: string, wanted: string | undefined, known: object) =>
    wanted === undefined || Object.hasOwn(known, wanted)
      ? []
      : [
          {
            path: `services.${name}.${path}`,
            reason: `there is no ${what} "${wanted}". There is: ${Object.keys(known).join(", ") || "none"}.`,
          },
        ];
  return [
    ...(securityGroups === undefined
      ? []
      : [
          {
            path: `services.${name}.securityGroups`,
            reason:
              "pods have no groups of their own yet: the cluster's network plugin would need ENABLE_POD_ENI. Remove it.",
          },
        ]),
    ...missing("database", "database", database, databases),
    ...missing("cache", "cache", cache, caches),
    ...Object.entries(secrets).flatMap(([variable, { secret, store = SecretStore.secretsManager }]) =>
      store === SecretStore.vault ? [] : missing(`secrets.${variable}.secret`, "secret", secret, secretArns),
    ),
    ...allowFrom.flatMap((caller, index) => missing(`allowFrom[${index}]`, "service", caller, services)),
    ...Object.entries(routes).flatMap(([route, { destination }]) => {
      const path = `routes.${route}.destination`;
      const target = services[destination?.service ?? name];
      const versions = target && Object.fromEntries(versionsOf(target).map((version) => [version, true]));
      return [
        ...missing(`${path}.service`, "service", destination?.service, services),
        ...(versions ? missing(`${path}.version`, "version", destination?.version, versions) : []),
      ];
    }),
  ];
}
