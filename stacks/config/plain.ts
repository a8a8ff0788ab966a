/** A value of YAML or JSON. */
export type PlainMap = Readonly<Record<string, unknown>>;

export function isPlainMap(value: unknown): value is PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a map is the engine's form of an encrypted value: `{secure: <ciphertext>}`. */
export function isSecure(value: unknown): value is { readonly secure: unknown } {
  return isPlainMap(value) && "secure" in value && Object.keys(value).length === 1;
}
