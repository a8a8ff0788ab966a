import type { Problem } from "../network/addresses";
import type { DataTierArgs } from "./data-tier";

/** What is wrong with the tier as a whole; each part tells its own. */
export function dataTierProblems(args: DataTierArgs): Problem[] {
  return [...sameNameProblems(args), ...selfHostedProblems(args)];
}

/** All of them have names in one zone, and secrets under one prefix. */
export function sameNameProblems({
  databases = {},
  selfHostedDatabases = {},
  caches = {},
  secrets = {},
}: Pick<DataTierArgs, "databases" | "selfHostedDatabases" | "caches" | "secrets">): Problem[] {
  const taken = new Map<string, string>();
  return Object.entries({ databases, selfHostedDatabases, caches, secrets }).flatMap(([kind, things]) =>
    Object.keys(things).flatMap((name) => {
      const other = taken.get(name);
      taken.set(name, other ?? kind);
      const reason = `"${name}" is taken in ${other ?? ""}: both would have the secret of that name. Choose another name.`;
      return other === undefined ? [] : [{ path: `${kind}.${name}`, reason }];
    }),
  );
}

/** The name on its certificate has to be known before it starts, and its address is not. */
function selfHostedProblems({ selfHostedDatabases = {}, network }: DataTierArgs): Problem[] {
  return network.privateZoneId === undefined || network.privateZoneName === undefined
    ? Object.keys(selfHostedDatabases).map((name) => ({
        path: `selfHostedDatabases.${name}`,
        reason: "needs a name in a private zone. Give network.privateZoneId and network.privateZoneName.",
      }))
    : [];
}
