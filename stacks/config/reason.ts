import type { core } from "zod";

/** What is wrong with a value in words: the value given, and what is allowed. */
export function issueReason(issue: core.$ZodIssue, given: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return given === undefined
        ? `required: ${article(issue.expected)}`
        : `${show(given)} is not ${article(issue.expected)}`;
    case "invalid_value":
      return `${given === undefined ? "required" : `${show(given)} is not allowed`}. Allowed: ${issue.values.map(String).join(", ")}`;
    default:
      return given === undefined ? issue.message : `${show(given)}: ${issue.message}`;
  }
}

function article(type: string): string {
  const names: Record<string, string> = {
    string: "a string",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "a map",
    record: "a map",
  };
  return names[type] ?? type;
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
