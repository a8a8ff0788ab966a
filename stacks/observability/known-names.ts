import * as pulumi from "@pulumi/pulumi";
import type { ContractOutputs } from "../contracts/read";

/** The layers in which things have names that people look up. */
export interface NamedLayers {
  compute?: ContractOutputs<"compute">;
  data?: ContractOutputs<"data">;
  mesh?: ContractOutputs<"mesh">;
  apps?: ContractOutputs<"apps">;
}

/** Names of things that people look up, called as paths call their ends: `database:accounts`, `service:account`. */
export function knownNames({ compute, data, mesh, apps }: NamedLayers): pulumi.Output<Record<string, string>> {
  return pulumi
    .all([compute?.cluster, data?.databases, data?.caches, mesh?.trustDomain, apps?.services])
    .apply(([cluster, databases, caches, trustDomain, services]): Record<string, string> => ({
      ...(cluster && { cluster: cluster.name }),
      ...prefixed("database", databases, ({ endpoint }) => endpoint),
      ...prefixed("cache", caches, ({ endpoint }) => endpoint),
      ...(trustDomain !== undefined && { trustDomain }),
      ...prefixed("service", services, ({ service, namespace }) => `${service}.${namespace}`),
    }));
}

function prefixed<T>(
  kind: string,
  things: Record<string, T> = {},
  nameOf: (thing: T) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(things).map(([name, thing]) => [`${kind}:${name}`, nameOf(thing)]));
}
