import { maxConnections } from "@throughline/components/data/instance-classes";
import type { Sections } from "../config/sections";
import { names } from "../config/names";

/**
 * Names of the alarms that the data layer has made, by what they are about. They tell nobody: the layer comes before the
 * topic. What exists already has none of ours.
 */
export function dataAlarms(
  environment: string,
  { data, existing }: Pick<Sections, "data" | "existing">,
): Record<string, string[]> {
  if (data === undefined || existing.data !== undefined) return {};
  const { databases = {}, selfHostedDatabases = {}, caches = {} } = data;
  return {
    ...mapEntries(databases, (name, { engine, instanceClass, readReplicas = 0 }) => {
      const watches = [
        "cpu",
        "free-storage",
        ...(maxConnections(engine, instanceClass) === undefined ? [] : ["connections"]),
      ];
      const replicas = numbers(readReplicas).map((number) => names.readReplica(environment, name, number));
      return [
        ...suffixed([names.database(environment, name), ...replicas], watches),
        ...suffixed(replicas, ["replica-lag"]),
      ];
    }),
    ...mapEntries(selfHostedDatabases, (name) => [`${names.database(environment, name)}-status`]),
    ...mapEntries(caches, (name, { replicas = 0 }) => {
      const nodes = numbers(replicas + 1).map(
        (number) => `${names.cache(environment, name)}-${String(number).padStart(3, "0")}`,
      );
      return suffixed(nodes, ["cpu", "memory", "connections"]);
    }),
  };
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function suffixed(things: string[], suffixes: string[]): string[] {
  return things.flatMap((thing) => suffixes.map((suffix) => `${thing}-${suffix}`));
}

function mapEntries<T, U>(things: Record<string, T>, make: (name: string, thing: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, make(name, thing)]));
}
