/** How the engine writes a value that a preview does not know: of each kind of value one text. */
const unknownValues: ReadonlySet<string> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
]);
const lengthOfUnknown = 36;

/** https://www.pulumi.com/docs/iac/using-pulumi/pulumi-packages/schema: secrets, assets and the like are maps with this key. */
const signatureKey = "4dabf18193072939515e22adb298388d";

/** Nothing that AWS knows is nested deeper; what is would only exhaust the stack. */
const deepest = 100;

/** Stands for a value that the source has and does not tell: a secret, or something that is not known yet. */
export const hidden = Symbol("a value that is not told");

/** A value of a state: JSON, in which what is secret or unknown is `hidden`. */
export type StateValue = string | number | boolean | null | typeof hidden | readonly StateValue[] | StateMap;
export interface StateMap {
  readonly [name: string]: StateValue;
}

/** A value of an export, without what is secret or unknown in it. What hides nothing is the same object as before. */
export function readValue(value: unknown, depth = 0): StateValue {
  if (typeof value === "string") {
    return value.length === lengthOfUnknown && unknownValues.has(value) ? hidden : value;
  }
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "object" || value === null) return null;
  if (depth > deepest) return hidden;
  return Array.isArray(value) ? readList(value, depth) : readMap(value as Record<string, unknown>, depth);
}

function readList(list: readonly unknown[], depth: number): StateValue {
  let copy: StateValue[] | undefined;
  list.forEach((item, index) => {
    const read = readValue(item, depth + 1);
    if (read !== item) {
      copy ??= [...(list as StateValue[])];
      copy[index] = read;
    }
  });
  return copy ?? (list as StateValue[]);
}

function readMap(map: Record<string, unknown>, depth: number): StateValue {
  if (Object.hasOwn(map, signatureKey)) return hidden;
  let copy: [string, StateValue][] | undefined;
  for (const name of Object.keys(map)) {
    const read = readValue(map[name], depth + 1);
    if (read !== map[name]) (copy ??= []).push([name, read]);
  }
  return copy === undefined ? (map as StateMap) : { ...(map as StateMap), ...Object.fromEntries(copy) };
}

export function isMap(value: unknown): value is StateMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
