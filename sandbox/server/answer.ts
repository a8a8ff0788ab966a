import type { DataSource, Properties, Refusal, RuleContext } from "../resource-type";
import type { Values } from "../wire/values";
import { Refused } from "./refused";

/** What a data source says; all of it is secret when the question was. Throws {@link Refused}. */
export function answer(source: DataSource, { plain, secrets }: Values, context: RuleContext): Values {
  const said = source.answer(plain, context);
  if (isRefusal(said)) {
    throw new Refused(said);
  }
  return { plain: said, secrets: secrets.length > 0 ? Object.keys(said).map((name) => [name]) : [] };
}

const isRefusal = (said: Properties | Refusal): said is Refusal =>
  typeof said.code === "string" &&
  typeof said.message === "string" &&
  Object.keys(said).every((key) => ["code", "message", "retried"].includes(key));
