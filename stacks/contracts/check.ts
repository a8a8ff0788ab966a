import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { valueAt } from "../config/place";
import { typeNames } from "../config/reason";
import { type AnyContract, headerSchema } from "./contract";
import { partsOf, type Values } from "./schema-parts";

/** Something about the outputs of a stack that a reader of its contract cannot live with. */
export interface ContractProblem {
  /** Where: `vpcs.hub.vpcId`. */
  readonly path: string;
  /** What is wrong; values are not told, for they may be secrets. */
  readonly reason: string;
  /** The right value comes when the stack is deployed. */
  readonly pending: boolean;
}

/**
 * All that keeps the outputs of a stack from being what a contract promises. Outputs that it does not know are none of
 * it.
 *
 * @param known what the reader's settings say of the values.
 */
export function contractProblems(contract: AnyContract, outputs: Values, known: unknown): ContractProblem[] {
  const shape = shapeProblems(contract.schema, outputs);
  const seen = new Set(shape.map(({ path }) => path));
  const stale = staleProblems(contract.schema, outputs, known).filter(({ path }) => !seen.has(path));
  return [...headerProblems(contract, outputs.contract), ...shape, ...stale];
}

function headerProblems({ layer, version }: AnyContract, header: unknown): ContractProblem[] {
  const { data, error } = headerSchema.safeParse(header);
  if (error) {
    return [wrong("contract", "there is no contract among the outputs")];
  }
  return [
    ...(data.layer === layer ? [] : [wrong("contract.layer", `it is the contract of the ${data.layer} layer`)]),
    ...(data.version === version
      ? []
      : [wrong("contract.version", `${data.version}, and this program reads ${version}`)]),
  ];
}

function wrong(path: string, reason: string): ContractProblem {
  return { path, reason, pending: false };
}

function shapeProblems(schema: z.ZodObject, outputs: Values): ContractProblem[] {
  const { error } = schema.safeParse(outputs);
  return (error?.issues ?? []).flatMap((issue) => readIssue(issue, outputs, []));
}

function readIssue(issue: z.core.$ZodIssue, outputs: Values, above: readonly PropertyKey[]): ContractProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === "invalid_union") {
    // Of several shapes, the one that fits best is the one that was meant.
    const [nearest = []] = [...issue.errors].sort((a, b) => a.length - b.length);
    return nearest.flatMap((inner) => readIssue(inner, outputs, path));
  }
  const missing = valueAt(outputs, path) === undefined;
  const reason = missing ? `missing (${expected(issue)})` : `not ${expected(issue)}`;
  return [{ path: path.join("."), reason, pending: missing }];
}

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return names[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    default:
      return issue.message;
  }
}

const names: Readonly<Record<string, string>> = { ...typeNames, never: "allowed here" };

/** Where outputs are not what the settings say: they were deployed with others. */
function staleProblems(
  schema: z.core.$ZodType,
  outputs: unknown,
  known: unknown,
  path: string[] = [],
): ContractProblem[] {
  if (known === undefined || isDeepStrictEqual(outputs, known)) {
    return [];
  }
  const place = path.join(".");
  if (outputs === undefined) {
    return [{ path: place, reason: "missing, and the settings name it", pending: true }];
  }
  return (
    partsOf(schema, known)?.flatMap(([key, part]) =>
      staleProblems(part, valueAt(outputs, [key]), valueAt(known, [key]), [...path, key]),
    ) ?? [{ path: place, reason: `not what the settings say, ${JSON.stringify(known)}`, pending: true }]
  );
}
