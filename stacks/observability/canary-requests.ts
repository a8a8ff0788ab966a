import * as pulumi from "@pulumi/pulumi";
import type { CanaryRequestArgs } from "@throughline/components/observability/canaries";
import type { Sections } from "../config/sections";
import { named } from "../contracts/named";
import { refuse } from "../contracts/refuse";

type Settings = Pick<Sections, "observability" | "paths">;

/**
 * The requests of canaries: those of the declared paths of their names.
 *
 * @param urls what visitors type; absent where nothing is open to them.
 * @throws {pulumi.RunError} if a path has no request, or one without an origin where nothing is open.
 */
export function canaryRequests(
  { observability, paths }: Settings,
  urls: pulumi.Output<Record<string, string>> | undefined,
): Record<string, CanaryRequestArgs> {
  const canaries = Object.entries(observability?.canaries ?? {});
  return Object.fromEntries(
    canaries.map(([name, { everyMinutes }]) => {
      const request = paths[name]?.request;
      if (request === undefined) {
        return refuse(`Canary "${name}" has no declared path of its name with a request.`);
      }
      const { path, method, headers, status } = request;
      const origin = request.origin ?? (urls && named(urls, "site"));
      if (origin === undefined) {
        return refuse(`Canary "${name}" has nothing to ask: give its path an origin, or the environment an edge.`);
      }
      return [name, { url: pulumi.interpolate`${origin}${path}`, everyMinutes, method, headers, status }];
    }),
  );
}
