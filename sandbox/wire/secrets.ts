import type { Properties, PropertyPath } from "../resource-type";
import { isObject } from "./values";
import type { Values } from "./values";

/** Shorter texts would be found in innocent values by chance. */
const shortestTrace = 4;

/**
 * Where `outputs` hold what was secret in `inputs`: at the same places, and wherever a text contains a secret one (a
 * connection string with its password).
 */
export function secretsIn(outputs: Properties, inputs: Properties, secrets: readonly PropertyPath[]): PropertyPath[] {
  const samePlaces = secrets.filter((path) => at(outputs, path) !== undefined);
  const texts = secretTexts({ plain: inputs, secrets });
  const traces = texts.length === 0 ? [] : pathsOf(outputs, (text) => texts.some((secret) => text.includes(secret)));
  return union(samePlaces, traces);
}

/** A message without the secrets that it may have been made of. */
export const redact = (message: string, values: Values): string =>
  secretTexts(values).reduce((text, secret) => text.replaceAll(secret, "[secret]"), message);

const secretTexts = ({ plain, secrets }: Values): readonly string[] =>
  secrets.flatMap((path) => textsIn(at(plain, path))).filter((text) => text.length >= shortestTrace);

export function union(...lists: readonly (readonly PropertyPath[])[]): PropertyPath[] {
  return [...new Map(lists.flat().map((path) => [JSON.stringify(path), path])).values()];
}

/** The value at a place, or undefined when the place does not exist. */
export function at(value: unknown, path: PropertyPath): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

function pathsOf(value: unknown, wanted: (text: string) => boolean, path: PropertyPath = []): PropertyPath[] {
  if (typeof value === "string") {
    return wanted(value) ? [path] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => pathsOf(item, wanted, [...path, index]));
  }
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => pathsOf(item, wanted, [...path, key])) : [];
}
