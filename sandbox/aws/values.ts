/** Inputs and outputs come as JSON of unknown shape: these give a value of the wanted type or nothing. */
import type { Properties } from "../resource-type";

export const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const texts = (value: unknown): readonly string[] =>
  list(value).filter((item): item is string => typeof item === "string");

export const record = (value: unknown): Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};

export const records = (value: unknown): readonly Properties[] => list(value).map(record);

/** The inputs among `names` that are given. */
export const given = (inputs: Properties, names: readonly string[]): readonly string[] =>
  names.filter((name) => inputs[name] !== undefined && inputs[name] !== null && inputs[name] !== "");
