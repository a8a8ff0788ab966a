import { at, error, type Finding } from "../config/finding";
import type { Sections } from "../config/sections";
import { unknownName } from "../config/suggest";
import { wantedNetwork } from "./wanted-network";

/** What is wrong with how existing resources are told: names that the settings of their layers do not have. */
export function checkExisting({
  network,
  flows,
  data,
  existing,
}: Pick<Sections, "network" | "flows" | "data" | "existing">): Finding[] {
  return [...checkNetwork({ network, flows, existing }), ...checkData({ data, existing })];
}

function checkNetwork({ existing, ...sections }: Pick<Sections, "network" | "flows" | "existing">): Finding[] {
  const { vpcs = {}, securityGroups = {}, ...single } = existing.network ?? {};
  const wanted = wantedNetwork(sections);
  const groups = wanted.vpcs.flatMap(({ name, tiers, groups }) =>
    [...tiers.map((tier) => tier.name), ...groups].map((group) => `${name}.${group}`),
  );
  const absent = {
    transitGateway: wanted.transitGateway ? undefined : "there is none without spokes",
    privateZone: wanted.privateZone === undefined ? "the network has no privateZone" : undefined,
    bastion: wanted.bastion ? undefined : "the network has no bastion",
  };
  return [
    ...unknown(
      ["network", "vpcs"],
      "VPC",
      vpcs,
      wanted.vpcs.map((vpc) => vpc.name),
    ),
    ...unknown(["network", "securityGroups"], "tier or group", securityGroups, groups),
    ...(["transitGateway", "privateZone", "bastion"] as const).flatMap((key) =>
      single[key] === undefined || absent[key] === undefined
        ? []
        : [
            error(
              at("existing", "network", key),
              `${absent[key]}. Remove it, or say what it is in throughline:network.`,
            ),
          ],
    ),
  ];
}

function checkData({ data, existing }: Pick<Sections, "data" | "existing">): Finding[] {
  if (existing.data === undefined) {
    return [];
  }
  if (data === undefined) {
    return [
      error(at("existing", "data"), "there is no section throughline:data. Say there what exists, or remove this."),
    ];
  }
  return [
    ...(["databases", "caches", "secrets"] as const).flatMap((kind) =>
      unknown(["data", kind], kind.slice(0, -1), existing.data?.[kind] ?? {}, Object.keys(data[kind] ?? {})),
    ),
    ...Object.keys(data.selfHostedDatabases ?? {}).map((name) =>
      error(
        at("data", "selfHostedDatabases", name),
        "a database on an instance of its own cannot be found where throughline:existing says that the data layer exists. Only those of RDS can.",
      ),
    ),
  ];
}

function unknown(
  path: readonly string[],
  kind: string,
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
): Finding[] {
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => error(at("existing", ...path, name), unknownName(kind, name, known)));
}
