/** A value on one line of at most `width` characters: `{layer: network, version: 1}`. */
export function compact(value: unknown, width: number): string {
  const text = format(value);
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function format(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(format).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, child]) => `${key}: ${format(child)}`);
    return `{${entries.join(", ")}}`;
  }
  return typeof value === "string" ? value.replaceAll("\n", "⏎") : JSON.stringify(value);
}
