import type { Properties, ResourceType } from "../resource-type";
import { isUnknown } from "../wire/values";
import { valuesAt } from "../world/indexes";
import { entries } from "./table";

/** How the engine wants physical names made. */
export interface Naming {
  /** Name of the resource in the program. */
  readonly logicalName: string;
  /** Hex digits to tell physical names apart. */
  readonly digits: string;
  /** From the project's `pulumi:autonaming`. */
  readonly configured?: { readonly mode: "propose" | "enforce" | "disable"; readonly proposed: string };
}

export interface CheckFailure {
  /** Input whose value is wrong; absent when there is none. */
  readonly property?: string;
  readonly reason: string;
}

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

/** What the provider does before the cloud is asked: fills in defaults and names, and looks at each input alone. */
export function check(row: ResourceType, news: Properties, olds: Properties, naming: Naming): Checked {
  const inputs = { ...row.defaults, ...name(row, news, olds, naming), ...news };
  return { inputs, failures: [...missing(row, inputs, naming.logicalName), ...malformed(row, inputs)] };
}

function name({ autoname }: ResourceType, news: Properties, olds: Properties, naming: Naming): Properties {
  if (!autoname) {
    return {};
  }
  const { property, maximumLength } = autoname;
  if (news[property] !== undefined || news[`${property}Prefix`] !== undefined) {
    return {};
  }
  const proposed = naming.configured?.proposed;
  switch (naming.configured?.mode) {
    case "disable":
      return {};
    case "enforce":
      return { [property]: proposed };
    default:
      return { [property]: olds[property] ?? proposed ?? generated(naming, maximumLength) };
  }
}

const generated = ({ logicalName, digits }: Naming, maximumLength: number): string => {
  const suffix = `-${digits}`;
  return logicalName.slice(0, maximumLength - suffix.length) + suffix;
};

/** Whether a name was made from the logical name, not given by the program. */
export const isGenerated = (name: unknown, logicalName: string): boolean => {
  const [, stem] = typeof name === "string" ? (/^(.*)-[\da-f]{7}$/.exec(name) ?? []) : [];
  return stem !== undefined && stem !== "" && logicalName.startsWith(stem);
};

const missing = (row: ResourceType, inputs: Properties, logicalName: string): readonly CheckFailure[] =>
  row.required
    .filter((property) => inputs[property] === undefined)
    .map((property) => ({
      reason:
        `Missing required argument. The argument "${snakeCase(property)}" is required, ` +
        `but no definition was found. Examine values at '${logicalName}.${property}'.`,
    }));

const malformed = (row: ResourceType, inputs: Properties): readonly CheckFailure[] =>
  entries(row.formats).flatMap(({ property, pattern, code, allowed }) =>
    valuesAt(inputs, property)
      .filter((value) => !isUnknown(value) && !pattern.test(String(value)))
      .map(() => ({ property, reason: `expected ${allowed} (${code})` })),
  );

const snakeCase = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
