import type { Plan } from "./build";

/** What a mutant has otherwise; undefined takes away. */
export type Change = DeepPartial<Plan>;

type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> | undefined }
    : T;

/** The plan with a small change. */
export function changed(plan: Plan, change: Change): Plan {
  return merge(plan, change) as Plan;
}

function merge(before: unknown, change: unknown): unknown {
  if (!isRecord(before) || !isRecord(change)) return change;
  return Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(change)])].flatMap((key) => {
      const value = key in change ? merge(before[key], change[key]) : before[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
