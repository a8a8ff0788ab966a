import type { ZodError, ZodType } from "zod";
import { misplacedSecrets } from "./checks/secrets";
import { type Path, plainPath, valueAt } from "./place";
import { isPlainMap, isSecure } from "./plain";
import type { Problem } from "./problem";
import { issueReason } from "./reason";
import { allowedKeys } from "./schema-keys";
import { baseKey, isOurs, sectionKey, sectionNames, sectionSchemas, type Sections } from "./sections";
import type { Settings } from "./settings";
import { didYouMean, nearest } from "./suggest";

export interface ReadSections {
  /** The sections that are as their schemas say. */
  readonly valid: Partial<Sections>;
  /** Those, and such as are once a wrong value is left out or a slip mended, so that the rest can be checked as well. */
  readonly checkable: Partial<Sections>;
  /** Where something was left out or mended: what is wrong there has been said. */
  readonly setAside: readonly Path[];
  readonly problems: readonly Problem[];
}

/** Reads each section as its schema says. */
export function readSections(settings: Settings): ReadSections {
  const valid: Partial<Record<keyof Sections, unknown>> = {};
  const checkable: typeof valid = {};
  const setAside: Path[] = [];
  const problems = unknownSections(settings);
  for (const name of sectionNames) {
    const key = sectionKey(name);
    const schema: ZodType = sectionSchemas[name];
    const misplaced = misplacedSecrets(key, settings.config[key]);
    problems.push(...misplaced.map(({ path, message }) => settings.problem(path, message)));
    const given = withoutCiphertext(settings.config[key]);
    const result = schema.safeParse(given);
    if (!result.success) {
      problems.push(...schemaProblems(settings, key, schema, result.error));
      const mends = mendsOf(schema, given, result.error);
      const rest = mends && schema.safeParse(mended(given, mends));
      if (misplaced.length === 0 && mends !== undefined && rest?.success === true) {
        checkable[name] = rest.data;
        setAside.push(...mends.map(({ path }) => [key, ...path]));
      }
    } else if (misplaced.length === 0) {
      valid[name] = checkable[name] = result.data;
    }
  }
  return { valid: valid as Partial<Sections>, checkable: checkable as Partial<Sections>, setAside, problems };
}

function unknownSections(settings: Settings): Problem[] {
  const known = [...sectionNames.map(sectionKey), baseKey];
  const names = [...sectionNames, "base"].join(", ");
  return Object.keys(settings.config)
    .filter((key) => isOurs(key) && !known.includes(key))
    .map((key) => settings.problem([key], `unknown section.${didYouMean(key, known)} Known sections: ${names}`));
}

export function schemaProblems(settings: Settings, key: string, schema: ZodType, error: ZodError): Problem[] {
  return error.issues.flatMap((issue) => {
    const path = [key, ...plainPath(issue.path)];
    if (issue.code === "unrecognized_keys") {
      const allowed = allowedKeys(schema, issue.path);
      return issue.keys.map((unknown) =>
        settings.problem(
          [...path, unknown],
          `unknown key.${didYouMean(unknown, allowed)} Allowed: ${allowed.join(", ")}`,
        ),
      );
    }
    return [settings.problem(path, issueReason(issue, settings.value(path), settings.written(path)))];
  });
}

/** What makes a section one that can be checked: a wrong value is left out, or a slip gets the name that was meant. */
interface Mend {
  readonly path: Path;
  readonly meant?: string;
}

/** Undefined if the section makes no sense mended so: lists without an item, or without a map, mean something else. */
function mendsOf(schema: ZodType, section: unknown, { issues }: ZodError): Mend[] | undefined {
  const mends: Mend[] = [];
  for (const issue of issues) {
    const path = plainPath(issue.path);
    if (issue.code === "unrecognized_keys") {
      const allowed = allowedKeys(schema, issue.path);
      mends.push(...issue.keys.map((key) => ({ path: [...path, key], meant: nearest(key, allowed) })));
    } else if (typeof path.at(-1) === "string" && typeof valueAt(section, path) !== "object") {
      mends.push({ path });
    } else {
      return undefined;
    }
  }
  return mends;
}

function mended(section: unknown, mends: readonly Mend[]): unknown {
  const copy = structuredClone(section);
  for (const { path, meant } of mends) {
    const parent = valueAt(copy, path.slice(0, -1)) as Record<string, unknown>;
    const key = String(path.at(-1));
    if (meant !== undefined && !Object.hasOwn(parent, meant)) {
      parent[meant] = parent[key];
    }
    Reflect.deleteProperty(parent, key);
  }
  return copy;
}

/** `secure:` values are strings to everybody but the engine: their ciphertext is of no interest to a schema. */
export function withoutCiphertext(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutCiphertext);
  }
  if (isSecure(value)) {
    return "[secret]";
  }
  return isPlainMap(value)
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withoutCiphertext(child)]))
    : value;
}
