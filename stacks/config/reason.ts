import type { core } from "zod";

/** What is wrong with a value in words: the value as it was written, and what is allowed. */
export function issueReason(issue: core.$ZodIssue, given: unknown, written?: string): string {
  const shown = typeof given === "string" ? show(given) : (written ?? show(given));
  switch (issue.code) {
    case "invalid_type":
      return given === undefined ? `required: ${article(issue.expected)}` : notOfType(issue.expected, given, shown);
    case "invalid_value":
      return `${given === undefined ? "required" : `${shown} is not allowed`}. Allowed: ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return `${shown} is too ${sizes[issue.origin]?.small ?? "small"}: ${limit("more than", "at least", issue.minimum, issue.inclusive)}`;
    case "too_big":
      return `${shown} is too ${sizes[issue.origin]?.big ?? "large"}: ${limit("less than", "at most", issue.maximum, issue.inclusive)}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    default:
      return given === undefined ? issue.message : `${shown}: ${issue.message}`;
  }
}

function notOfType(expected: string, given: unknown, shown: string): string {
  const quote = expected === "string" && (typeof given === "number" || typeof given === "boolean");
  return `${shown} is not ${article(expected)}${quote ? `: put it in quotes, "${shown}"` : ""}`;
}

const sizes: Readonly<Record<string, { small: string; big: string }>> = {
  string: { small: "short", big: "long" },
  array: { small: "short", big: "long" },
};

function limit(open: string, closed: string, value: number | bigint, inclusive?: boolean): string {
  return `${inclusive === false ? open : closed} ${value.toString()}`;
}

function article(type: string): string {
  return typeNames[type] ?? type;
}

/** Types of values as people call them. */
export const typeNames: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

/** A value on one line, shortened. */
export function show(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
