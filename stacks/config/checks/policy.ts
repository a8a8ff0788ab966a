import { at, error, type Finding, warning } from "../finding";
import type { Sections } from "../sections";
import type { CheckContext } from "./check";

const day = 86_400_000;
const longest = 366;
/** Days before an end at which people are told. */
export const notice = 60;

export function daysUntil(date: string, today: Date): number {
  return Math.floor((Date.parse(date) - Date.parse(today.toISOString().slice(0, 10))) / day);
}

/** Acknowledgements end, so that somebody looks again. */
export function checkPolicy({ policy }: Pick<Sections, "policy">, { today }: CheckContext): Finding[] {
  const seen = new Set<string>();
  return (policy.acknowledgements ?? []).flatMap(({ rule, resource, expires }, index) => {
    const path = at("policy", "acknowledgements", index);
    const found: Finding[] = [];
    const key = JSON.stringify([rule, resource]);
    if (seen.has(key)) {
      found.push(
        error([...path, "rule"], `"${rule}" is acknowledged for ${resource ?? "every resource"} already. Remove one.`),
      );
    }
    seen.add(key);
    const left = daysUntil(expires, today);
    if (left < 0) {
      found.push(
        error(
          [...path, "expires"],
          `it ended on ${expires}. Mend what the rule finds, or accept it anew with a later day.`,
        ),
      );
    } else if (left > longest) {
      found.push(
        error(
          [...path, "expires"],
          `${expires} is more than a year ahead. Choose an earlier day, so that somebody looks again.`,
        ),
      );
    } else if (left <= notice) {
      found.push(warning([...path, "expires"], `it ends in ${left} days, on ${expires}.`));
    }
    return found;
  });
}
