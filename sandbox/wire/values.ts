/**
 * Property values between the engine's wire format and plain JavaScript. The wire wraps secrets, output values and
 * references in objects that carry a signature, and writes unknown values as fixed strings.
 * https://www.pulumi.com/docs/iac/extending-pulumi/provider-protocol/
 */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties, PropertyPath } from "../resource-type";

/** Properties with their secrets opened, and the places where those were. */
export interface Values {
  readonly plain: Properties;
  readonly secrets: readonly PropertyPath[];
}

/** The unknown string: unknown values of every type may be written so. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const unknowns: ReadonlySet<unknown> = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // bool
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

export const isUnknown = (value: unknown): boolean => unknowns.has(value);

export function containsUnknown(value: unknown): boolean {
  return isObject(value) ? Object.values(value).some(containsUnknown) : isUnknown(value);
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Reads properties; those that are null are absent. */
export function decode(struct: Struct | undefined): Values {
  const secrets: PropertyPath[] = [];
  const plain = open(struct?.toJavaScript() ?? {}, [], secrets) as Properties;
  return { plain, secrets };
}

export function encode({ plain, secrets }: Values): Struct {
  return Struct.fromJavaScript(seal(plain, secrets) as Record<string, JavaScriptValue>);
}

function open(value: unknown, path: PropertyPath, secrets: PropertyPath[]): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => open(item, [...path, index], secrets));
  }
  if (!isObject(value)) {
    return value;
  }
  switch (value[signatureKey]) {
    case secretSignature:
      secrets.push(path);
      return open(value.value, path, secrets);
    case outputSignature:
      if (value.secret === true) {
        secrets.push(path);
      }
      return "value" in value ? open(value.value, path, secrets) : unknown;
    default:
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, item]) => item !== null)
          .map(([key, item]) => [key, open(item, [...path, key], secrets)]),
      );
  }
}

function seal(value: unknown, secrets: readonly PropertyPath[]): unknown {
  if (secrets.some((path) => path.length === 0)) {
    const inner = secrets.filter((path) => path.length > 0);
    return { [signatureKey]: secretSignature, value: seal(value, inner) };
  }
  const below = (key: string | number) => secrets.filter(([first]) => first === key).map((path) => path.slice(1));
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => seal(item ?? null, below(index)));
  }
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, seal(item, below(key))]),
    );
  }
  return value;
}
