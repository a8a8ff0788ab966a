import { at, error, type Finding, warning } from "../config/finding";
import { parsePath } from "../config/place";
import type { Sections } from "../config/sections";
import { planOf } from "./plan";

/** What is wrong with the network of an environment: all of it, before anything is made. */
export function checkNetwork({ account, network, flows }: Pick<Sections, "account" | "network" | "flows">): Finding[] {
  const plan = planOf(network, flows);
  return [
    ...zonesElsewhere(account.region, network.availabilityZones),
    ...plan.problems.map(({ path, reason }) => error(locate(path), reason)),
    ...plan.warnings.map(({ path, reason }) => warning(locate(path), reason)),
  ];
}

/** Flows are arguments of the network, and a section of their own. */
function locate(path: string) {
  const [first, ...rest] = parsePath(path);
  return first === "flows" ? at("flows", ...rest) : at("network", ...parsePath(path));
}

function zonesElsewhere(region: string, zones: readonly string[]): Finding[] {
  return zones.flatMap((zone, index) =>
    zone.startsWith(region)
      ? []
      : [
          error(
            at("network", "availabilityZones", index),
            `"${zone}" is not in the account's region ${region}. Its zones are named ${region}a, ${region}b, …`,
          ),
        ],
  );
}
