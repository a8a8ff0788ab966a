import type { z } from "zod";
import { SourceError } from "./source-error";

/** @throws {SourceError} if the text is no JSON. */
export function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const hint = /unexpected end|unterminated/i.test(reason) ? " The file seems to be cut off: write it anew." : "";
    throw new SourceError(name, `no JSON: ${reason}.${hint}`);
  }
}

/**
 * Checks a parsed file against the shape of what it is to be.
 *
 * @throws {SourceError} that says the first place of another shape.
 */
export function checked<T>(name: string, schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.length ? ` at ${issue.path.map(String).join(".")}` : "";
  throw new SourceError(name, `not ${what}${where}: ${issue?.message ?? "another form"}`);
}
