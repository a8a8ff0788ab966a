/** Which resource, and which part of it, says something: what a hop or a blocker shows as its evidence. */
export interface Evidence {
  readonly urn: string;
  /** Physical id or ARN; absent before the resource exists. */
  readonly id?: string;
  /** The rule, route or entry within the resource: `ingress[2]`, `rule 100`, `10.0.0.0/8`. */
  readonly part?: string;
}

/** A value that no source says. What it would decide is undecided. */
export interface Unknown {
  /** Why, for people: `vpc-0a1 is in no source`, `the port is not known before the update`. Equal causes are grouped. */
  readonly unknown: string;
  readonly evidence?: Evidence;
}

export type Value<T> = T | Unknown;

export function isUnknown<T>(value: Value<T>): value is Unknown {
  return typeof value === "object" && value !== null && "unknown" in value;
}
