import { SiteOrigin } from "@throughline/components/edge/edge-distribution-args";
import type { EdgeSection } from "../edge/schema";
import type { AppsSection } from "./schema";

type Services = AppsSection["services"];

/**
 * The services that have pods. Where CloudFront takes the site's files from a bucket, no request for `/` gets to the
 * mesh: what is there for such requests alone is left out.
 */
export function servicesWithPods({ services }: AppsSection, { cdn }: EdgeSection = {}): Services {
  if (cdn === undefined || (cdn.serveFrom ?? SiteOrigin.s3) !== SiteOrigin.s3) {
    return services;
  }
  const left = Object.keys(services).filter((name) => !servesSiteOnly(services, name));
  return Object.fromEntries(
    Object.entries(services)
      .filter(([name]) => left.includes(name))
      .map(([name, { allowFrom, ...service }]) => [
        name,
        { ...service, ...(allowFrom && { allowFrom: allowFrom.filter((caller) => left.includes(caller)) }) },
      ]),
  );
}

function servesSiteOnly(services: Services, name: string): boolean {
  const prefixes = Object.entries(services).flatMap(([service, { routes = {} }]) =>
    Object.values(routes)
      .filter(({ destination }) => (destination?.service ?? service) === name)
      .map(({ prefix }) => prefix),
  );
  const called = (services[name]?.allowFrom ?? []).length > 0;
  return !called && prefixes.length > 0 && prefixes.every((prefix) => prefix === "/");
}
