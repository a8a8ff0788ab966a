import { at, error, type Finding } from "../config/finding";
import type { Path } from "../config/place";
import { unknownName } from "../config/suggest";
import type { Service } from "./schema";
import { versionsOf } from "./versions";

/** How requests are divided among versions. */
export function checkTraffic(name: string, service: Service): Finding[] {
  const { canary, blueGreen } = service;
  const versions = versionsOf(service);
  const path = (...rest: Path) => at("apps", "services", name, ...rest);
  const found = repeated(versions).map((index) =>
    error(path("versions", index), `"${versions[index] ?? ""}" is listed twice. Remove one.`),
  );
  if (canary !== undefined && blueGreen !== undefined) {
    found.push(error(path("blueGreen"), "canary divides requests already. Remove one of the two."));
  }
  if (canary !== undefined) {
    const targets = canary.map(({ version }) => version);
    found.push(
      ...targets.flatMap((version, index) =>
        versions.includes(version)
          ? []
          : [error(path("canary", index, "version"), unknownName("version", version, versions))],
      ),
      ...repeated(targets).map((index) =>
        error(path("canary", index, "version"), `"${targets[index] ?? ""}" is listed twice. Add the weights.`),
      ),
    );
    const sum = canary.reduce((total, { weight }) => total + weight, 0);
    if (sum !== 100) {
      found.push(
        error(
          path("canary"),
          `the weights sum to ${sum}, not to 100: ${canary.map(({ version, weight }) => `${version} ${weight}`).join(" + ")}.`,
        ),
      );
    }
  }
  if (blueGreen !== undefined) {
    if (!versions.includes(blueGreen.active)) {
      found.push(error(path("blueGreen", "active"), unknownName("version", blueGreen.active, versions)));
    } else if (versions.length < 2) {
      found.push(
        error(
          path("blueGreen"),
          `needs two versions to change between, and there is ${versions.join(", ")} only. List both in versions.`,
        ),
      );
    }
  }
  return found;
}

/** Positions of values that stood there before. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}
