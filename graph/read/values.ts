/** How the engine writes a value that a preview does not know: of each kind of value one text. */
const unknownValues: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
]);

/** https://www.pulumi.com/docs/iac/using-pulumi/pulumi-packages/schema: values of other kinds are maps with this key. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Stands for a value that the source has and does not tell: a secret, or something that is not known yet. */
export const hidden = Symbol("a value that is not told");

/** A value of a state: JSON, in which what is secret or unknown is `hidden`. */
export type StateValue = string | number | boolean | null | typeof hidden | readonly StateValue[] | StateMap;
export interface StateMap {
  readonly [name: string]: StateValue;
}

/** A value of an export, without what is secret or unknown in it. */
export function readValue(value: unknown): StateValue {
  if (unknownValues.has(value)) return hidden;
  if (Array.isArray(value)) return value.map(readValue);
  if (typeof value === "object" && value !== null) {
    const map = value as Record<string, unknown>;
    if (map[signatureKey] === secretSignature) return hidden;
    return Object.fromEntries(Object.entries(map).map(([name, item]) => [name, readValue(item)]));
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

export function isMap(value: unknown): value is StateMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
