/** The indexes by which rows are enforced. */
import type { Properties, Quota, Uniqueness } from "../resource-type";
import { isObject } from "../wire/values";
import type { WorldRecord } from "./record";
import type { IndexDefinition } from "./type-records";

/** Values at a path; `[]` steps into a list: `subnetIds[]`, `vpcs[].vpcId`. */
export function valuesAt(properties: Properties, path: string): readonly unknown[] {
  return path.split(".").reduce<readonly unknown[]>(
    (values, step) => {
      const list = step.endsWith("[]");
      const name = list ? step.slice(0, -2) : step;
      const found = values.map((value) => (isObject(value) ? value[name] : undefined));
      return (list ? found.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [])) : found).filter(
        (value) => value !== undefined && value !== null,
      );
    },
    [properties],
  );
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Key parts of a place: a region, or the whole account. */
export const inRegion = (account: string, region: string, key = ""): string => [account, region, key].join("|");
export const inAccount = (account: string, key = ""): string => inRegion(account, "*", key);

const inBoth = ({ account, region }: WorldRecord, key?: string): readonly string[] => [
  inRegion(account, region, key),
  inAccount(account, key),
];

/** Every record of the type by its place. */
export const byPlace: IndexDefinition = { name: "place", keys: (record) => inBoth(record) };

const propertyIndexes = new Map<string, IndexDefinition>();

/** By the value of an output, and by place. */
export function byProperty(path: string): IndexDefinition {
  let definition = propertyIndexes.get(path);
  if (!definition) {
    definition = {
      name: `property ${path}`,
      keys: (record) => [...new Set(valuesAt(record.outputs, path).flatMap((value) => inBoth(record, textOf(value))))],
    };
    propertyIndexes.set(path, definition);
  }
  return definition;
}

export const propertyKey = (account: string, region: string, value: unknown): string =>
  inRegion(account, region, textOf(value));

/** Companions have no inputs of their own: what they are is in their outputs. */
const inputsOf = (record: WorldRecord): Properties => (record.owner === undefined ? record.inputs : record.outputs);

type Place = Pick<WorldRecord, "account" | "region" | "global">;

/** Key within the region, or within the account where a service has no regions. */
const inPlace = ({ account, region, global }: Place, key?: string): string =>
  global ? inAccount(account, key) : inRegion(account, region, key);

export function uniqueKey({ scope }: Uniqueness, place: Place, key: string): string {
  const keys = { "account-region": inPlace(place, key), account: inAccount(place.account, key), global: key };
  return keys[scope];
}

export const byUniqueness = (uniqueness: Uniqueness, position: number): IndexDefinition => ({
  name: `unique ${position}`,
  keys: (record) => {
    const key = uniqueness.key(inputsOf(record));
    return key === undefined ? [] : [uniqueKey(uniqueness, record, key)];
  },
});

export const quotaKey = ({ per }: Quota, place: Place, inputs: Properties): string => inPlace(place, per?.(inputs));

export const byQuota = (quota: Quota, position: number): IndexDefinition => ({
  name: `quota ${position}`,
  keys: (record) => [quotaKey(quota, record, inputsOf(record))],
});
