import { Delivery, SecretStore } from "@throughline/components/apps/mesh-services-args";
import { at, error, type Finding, warning } from "../config/finding";
import type { Path } from "../config/place";
import type { Sections } from "../config/sections";
import { unknownName } from "../config/suggest";
import { checkPodGroups, checkPort, checkScale } from "./check-pods";
import { checkRoutes } from "./check-routes";
import { checkTraffic } from "./check-traffic";
import type { AppsSection, Service } from "./schema";
import { versionsOf } from "./versions";

type Read = Pick<Sections, "network" | "compute" | "data" | "mesh" | "apps" | "versions">;

/** What is wrong with the applications. */
export function checkApps(sections: Read): Finding[] {
  const { apps, mesh } = sections;
  if (apps === undefined) {
    return [];
  }
  if (mesh === undefined) {
    return [error(at("apps"), "services run in a mesh, and there is no throughline:mesh.")];
  }
  return [
    ...Object.entries(apps.services).flatMap(([name, service]) => [
      ...checkUses(name, service, sections, apps),
      ...checkCallers(name, service, apps),
      ...checkTraffic(name, service),
      ...checkPort(name, service),
      ...checkScale(name, service, mesh),
      ...checkPodGroups(name, service, sections),
      ...twiceGiven(name, service),
    ]),
    ...checkRoutes(apps),
    ...checkDelivery(apps, mesh),
    ...checkImages(apps, sections.versions),
  ];
}

/** Databases, caches and secrets that a service names. */
function checkUses(
  name: string,
  { database, cache, secrets = {} }: Service,
  { data, mesh }: Read,
  { vault }: AppsSection,
): Finding[] {
  const path = (...rest: Path) => at("apps", "services", name, ...rest);
  const databases = Object.keys({ ...data?.databases, ...data?.selfHostedDatabases });
  const known = {
    database: databases,
    cache: Object.keys(data?.caches ?? {}),
    secret: Object.keys(data?.secrets ?? {}),
  };
  const found: Finding[] = [];
  if (database !== undefined && !known.database.includes(database)) {
    found.push(error(path("database"), unknownName("database", database, known.database)));
  }
  if (cache !== undefined && !known.cache.includes(cache)) {
    found.push(error(path("cache"), unknownName("cache", cache, known.cache)));
  }
  for (const [variable, { secret, store = SecretStore.secretsManager }] of Object.entries(secrets)) {
    if (store === SecretStore.vault) {
      if (vault === undefined) {
        found.push(
          error(
            path("secrets", variable, "store"),
            "there is no Vault. Give throughline:apps.vault, or take secretsManager.",
          ),
        );
      }
    } else if (!known.secret.includes(secret)) {
      found.push(error(path("secrets", variable, "secret"), unknownName("secret", secret, known.secret)));
    }
  }
  const uses = database !== undefined || cache !== undefined || Object.keys(secrets).length > 0;
  if (uses && mesh?.addOns?.externalSecrets === false) {
    found.push(
      error(path(), "its credentials come by External Secrets, and throughline:mesh.addOns.externalSecrets is false."),
    );
  }
  return found;
}

function checkCallers(name: string, { allowFrom = [] }: Service, { services }: AppsSection): Finding[] {
  return allowFrom.flatMap((caller, index) =>
    Object.hasOwn(services, caller)
      ? []
      : [
          error(
            at("apps", "services", name, "allowFrom", index),
            unknownName("service", caller, Object.keys(services)),
          ),
        ],
  );
}

function twiceGiven(name: string, { environment = {}, secrets = {} }: Service): Finding[] {
  return Object.keys(environment)
    .filter((variable) => Object.hasOwn(secrets, variable))
    .map((variable) =>
      error(
        at("apps", "services", name, "environment", variable),
        "is given in secrets as well. Remove one of the two.",
      ),
    );
}

function checkDelivery({ deliver }: AppsSection, { addOns }: NonNullable<Sections["mesh"]>): Finding[] {
  return deliver === Delivery.argocd && addOns?.argoCd === undefined
    ? [error(at("apps", "deliver"), '"argocd" needs Argo CD and its repository. Give throughline:mesh.addOns.argoCd.')]
    : [];
}

/** Images for services and versions that there are. */
function checkImages({ services }: AppsSection, { images = {} }: Sections["versions"]): Finding[] {
  return Object.entries(images).flatMap(([name, byVersion]) => {
    const service = Object.hasOwn(services, name) ? services[name] : undefined;
    if (service === undefined) {
      return [warning(at("versions", "images", name), unknownName("service", name, Object.keys(services)))];
    }
    return Object.keys(byVersion)
      .filter((version) => !versionsOf(service).includes(version))
      .map((version) =>
        error(at("versions", "images", name, version), unknownName("version", version, versionsOf(service))),
      );
  });
}
