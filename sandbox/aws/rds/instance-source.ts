import type { Properties, RuleContext, WorldResource } from "../../resource-type";
import { text } from "../values";

export const INSTANCE = "aws:rds/instance:Instance";

/** The database that a replica follows: told by its identifier, or by its ARN from another region. */
export function sourceOf({ replicateSourceDb }: Properties, context: RuleContext): WorldResource | undefined {
  const source = text(replicateSourceDb);
  if (source === undefined) {
    return undefined;
  }
  return source.startsWith("arn:")
    ? context.where(INSTANCE, "arn", source, "*")[0]
    : context.where(INSTANCE, "identifier", source)[0];
}
