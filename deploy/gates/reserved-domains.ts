import { reservedDomain } from "@throughline/stacks/config";
import { Failure } from "../errors";
import type { Scope } from "../scope";

/**
 * Refuses domains that nobody can own: Route 53 makes no public zone for them, and no certificate is ever issued.
 *
 * @throws Failure that names them.
 */
export function refuseReservedDomains({ environments, selected }: Pick<Scope, "environments" | "selected">): void {
  const refused = environments
    .filter(({ name }) => selected.some(({ environment, layer }) => environment === name && layer.name === "edge"))
    .flatMap(({ file, sections }) => {
      const zoneName = sections.edge?.domain?.zoneName;
      const reserved = zoneName === undefined ? undefined : reservedDomain(zoneName);
      return reserved === undefined
        ? []
        : [`${file}: throughline:edge.domain.zoneName: "${zoneName}" is in ${reserved}`];
    });
  if (refused.length > 0) {
    throw new Failure(
      "refused",
      `${refused.join("\n")}\nReserved names belong to nobody: they can be rehearsed, and brought up with --sandbox. Put ` +
        "a domain of yours there, or remove throughline:edge.domain.",
    );
  }
}
