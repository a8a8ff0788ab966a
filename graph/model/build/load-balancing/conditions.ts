import { isMap, type Resource, type StateMap } from "../../../read";
import type { RuleCondition } from "../../load-balancing";
import { isUnknown, type Value } from "../../value";
import {
  addressesOf,
  all,
  entry,
  evidenceOf,
  maps,
  nameOf,
  only,
  property,
  required,
  text,
  textsOf,
} from "../properties";

type ReadCondition = (rule: Resource, condition: StateMap, part: string) => Value<RuleCondition>;

/** Kinds of conditions by the property that has them. */
const kinds: Readonly<Record<string, ReadCondition>> = {
  hostHeader: (rule, condition, part) => valuesOf(rule, condition, part, (values) => ({ kind: "host", values })),
  pathPattern: (rule, condition, part) => valuesOf(rule, condition, part, (values) => ({ kind: "path", values })),
  httpRequestMethod: (rule, condition, part) =>
    valuesOf(rule, condition, part, (values) => ({ kind: "method", values })),
  httpHeader: (rule, condition, part) => {
    const name = required(rule, `the header of ${part}`, text(entry(rule, condition, "httpHeaderName", part)));
    return isUnknown(name) ? name : valuesOf(rule, condition, part, (values) => ({ kind: "header", name, values }));
  },
  sourceIp: (rule, condition, part) =>
    valuesOf(rule, condition, part, (values) => {
      const addresses = all(values.map((block) => addressesOf(rule, part, block)));
      return isUnknown(addresses) ? addresses : { kind: "source", addresses };
    }),
};

/** All conditions of a rule; unknown if one is not known, or of a kind that is not modelled. */
export function conditionsOf(rule: Resource): Value<readonly RuleCondition[]> {
  const conditions = maps(rule, property(rule, "conditions"), "conditions");
  if (conditions.length === 0) return required<readonly RuleCondition[]>(rule, "conditions", undefined);
  return all(
    conditions.flatMap((condition, index) =>
      isUnknown(condition) ? [condition] : conditionOf(rule, condition, `conditions[${index}]`),
    ),
  );
}

function conditionOf(rule: Resource, condition: StateMap, part: string): Value<RuleCondition>[] {
  const found = Object.entries(kinds).flatMap(([name, readKind]): Value<RuleCondition>[] => {
    const nested = only(entry(rule, condition, name, part));
    if (nested === undefined) return [];
    if (isUnknown(nested)) return [nested];
    return isMap(nested) ? [readKind(rule, nested, `${part}.${name}`)] : [];
  });
  const queries = maps(rule, entry(rule, condition, "queryStrings", part), part);
  const read = [...found, ...(queries.length > 0 ? [queryOf(rule, queries, part)] : [])];
  return read.length > 0 ? read : [{ unknown: `${part} of ${nameOf(rule)} is of a kind that is not modelled` }];
}

function queryOf(rule: Resource, queries: readonly Value<StateMap>[], part: string): Value<RuleCondition> {
  const values = all(
    queries.map((query): Value<{ readonly key?: string; readonly value: string }> => {
      if (isUnknown(query)) return query;
      const [key, value] = ["key", "value"].map((name) => text(entry(rule, query, name, part)));
      if (isUnknown(key)) return key;
      return isUnknown(value) ? value : { ...(key !== undefined && { key }), value: value ?? "" };
    }),
  );
  return isUnknown(values) ? values : { kind: "query", values };
}

function valuesOf(
  rule: Resource,
  condition: StateMap,
  part: string,
  make: (values: readonly string[]) => Value<RuleCondition>,
): Value<RuleCondition> {
  const patterns = entry(rule, condition, "regexValues", part);
  if (isUnknown(patterns) || (Array.isArray(patterns) && patterns.length > 0)) {
    return { unknown: `regular expressions are not modelled: ${part} of ${nameOf(rule)}`, evidence: evidenceOf(rule) };
  }
  const values = textsOf(rule, entry(rule, condition, "values", part), part);
  return isUnknown(values) ? values : make(values);
}
