import { at, error, type Finding, warning } from "../config/finding";
import { durationOf } from "../config/formats";
import type { Path } from "../config/place";
import { unknownName } from "../config/suggest";
import type { AppsSection, Service } from "./schema";
import { versionsOf } from "./versions";

type Route = NonNullable<Service["routes"]>[string];

interface PlacedRoute {
  readonly service: string;
  readonly path: Path;
  readonly route: Route;
}

/** What is wrong with requests from the ingress gateway. */
export function checkRoutes(apps: AppsSection): Finding[] {
  const routes = Object.entries(apps.services).flatMap(([service, { routes = {} }]) =>
    Object.entries(routes).map(([name, route]) => ({
      service,
      route,
      path: at("apps", "services", service, "routes", name),
    })),
  );
  return [
    ...routes.flatMap((route) => [...checkDestination(route, apps), ...checkPrefix(route), ...checkTimeout(route)]),
    ...sameMatches(routes),
  ];
}

/** A VirtualService whose destination does not exist answers 503. */
function checkDestination(
  { service, path, route: { destination } }: PlacedRoute,
  { services }: AppsSection,
): Finding[] {
  if (destination === undefined) {
    return [];
  }
  const name = destination.service ?? service;
  const target = Object.hasOwn(services, name) ? services[name] : undefined;
  if (target === undefined) {
    return [error([...path, "destination", "service"], unknownName("service", name, Object.keys(services)))];
  }
  const { version } = destination;
  return version === undefined || versionsOf(target).includes(version)
    ? []
    : [error([...path, "destination", "version"], unknownName(`version of ${name}`, version, versionsOf(target)))];
}

function checkPrefix({ path, route: { prefix } }: PlacedRoute): Finding[] {
  return prefix.endsWith("/")
    ? []
    : [
        warning(
          [...path, "prefix"],
          `"${prefix}" matches ${prefix}x as well. Write "${prefix}/" unless that is meant.`,
        ),
      ];
}

/** Every attempt has its time, or the last ones are cut off. */
function checkTimeout({ path, route: { timeout, retries } }: PlacedRoute): Finding[] {
  if (timeout === undefined || retries === undefined) {
    return [];
  }
  const { attempts, perTryTimeout } = retries;
  const [whole, each] = [durationOf(timeout), durationOf(perTryTimeout)];
  const at = [...path, "timeout"];
  if (whole < attempts * each) {
    return [
      error(at, `${timeout} is less than ${attempts} attempts of ${perTryTimeout} take: ${(attempts * each) / 1000}s.`),
    ];
  }
  return whole < (attempts + 1) * each
    ? [
        warning(
          at,
          `${timeout} leaves no time for the last retry: the first try and ${attempts} retries of ${perTryTimeout} take ${((attempts + 1) * each) / 1000}s.`,
        ),
      ]
    : [];
}

/** Two routes for the same requests: one of them never gets any. */
function sameMatches(routes: readonly PlacedRoute[]): Finding[] {
  const taken = new Map<string, PlacedRoute>();
  return routes.flatMap((placed) => {
    const { prefix, headers = {} } = placed.route;
    const key = JSON.stringify([prefix, Object.entries(headers).sort()]);
    const other = taken.get(key);
    taken.set(key, other ?? placed);
    return other === undefined
      ? []
      : [
          error(
            [...placed.path, "prefix"],
            `"${prefix}" is routed to ${other.service} already, with the same headers. Only one of the two would get requests.`,
          ),
        ];
  });
}
