import type { PropertyPath } from "../resource-type";

/** A path in Pulumi's notation: `tags.Name`, `ingress[0].cidrBlocks`, `tags["a.b"]`. */
export const format = (path: PropertyPath): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === "number") {
      return `${text}[${key}]`;
    }
    if (/^[\w-]+$/.test(key)) {
      return text === "" ? key : `${text}.${key}`;
    }
    return `${text}[${JSON.stringify(key)}]`;
  }, "");

/** A path in a row's notation, where positions in lists do not matter: `ingress[].cidrBlocks[]`. */
export const generalize = (path: PropertyPath): string =>
  path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[]` : text === "" ? key : `${text}.${key}`),
    "",
  );
