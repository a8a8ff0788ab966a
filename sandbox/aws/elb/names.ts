import type { CreateContext, Format, Properties, Rule } from "../../resource-type";
import { named } from "../standard";
import { text } from "../values";
import { allWhere } from "./types";

/** Names of load balancers and target groups. */
export const nameFormat: Format = {
  property: "name",
  pattern: /^(?!internal-)[\da-zA-Z]([\da-zA-Z-]{0,30}[\da-zA-Z])?$/,
  code: "ValidationError",
  allowed: 'up to 32 letters, digits and hyphens; it cannot begin or end with a hyphen, or begin with "internal-"',
};

export const nameOnce =
  (types: readonly string[], code: string, kind: string): Rule =>
  ({ name }, context) => {
    const taken = text(name) ? allWhere(types, "name", name, context) : [];
    return taken.some(({ id }) => id !== context.self?.id)
      ? { code, message: `A ${kind} with the same name '${String(name)}' exists, but with different settings` }
      : undefined;
  };

/** `my-name/0123456789abcdef`: the part of an ARN that tells two of the same name apart. */
export const suffixOf = (inputs: Properties, context: CreateContext): string => {
  const known = text(context.self?.outputs.arn)?.split("/").at(-1);
  return `${String(named(inputs, context).name)}/${known ?? context.hex(16)}`;
};
