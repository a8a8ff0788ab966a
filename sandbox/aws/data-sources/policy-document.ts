/** Renders IAM policy documents as the real provider does, byte for byte: single values as texts, lists in reverse order. */
import { crc32 } from "node:zlib";

import type { DataSource, Properties } from "../../resource-type";
import { record, records, text, texts } from "../values";

export const getPolicyDocument: DataSource = {
  token: "aws:iam/getPolicyDocument:getPolicyDocument",
  documentation: "https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/",
  answer: (args) => {
    const document = merged(args);
    if ("code" in document) {
      return document;
    }
    const json = escaped(JSON.stringify(document, undefined, 2));
    return { ...args, id: String(crc32(json)), json, minifiedJson: escaped(JSON.stringify(document)) };
  },
};

/** Sources, then the statements given here, then overrides: one with the Sid of an earlier one takes its place. */
function merged(args: Properties): Properties {
  const sources = [text(args.sourceJson), ...texts(args.sourcePolicyDocuments)].flatMap(statementsOf);
  const sids = sources.map(({ Sid }) => text(Sid)).filter((sid) => sid !== undefined);
  const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (twice !== undefined) {
    return { code: "InvalidInput", message: `duplicate Sid (${twice}) in source policy documents` };
  }
  const own = records(args.statements).map(statement);
  const overrides = [text(args.overrideJson), ...texts(args.overridePolicyDocuments)].flatMap(statementsOf);
  return {
    Version: text(args.version) ?? "2012-10-17",
    ...(text(args.policyId) ? { Id: args.policyId } : {}),
    Statement: [...own, ...overrides].reduce(put, sources),
  };
}

function put(statements: readonly Properties[], added: Properties): readonly Properties[] {
  const index = statements.findIndex(({ Sid }) => text(Sid) !== undefined && Sid === added.Sid);
  return index === -1 ? [...statements, added] : statements.with(index, added);
}

function statementsOf(json: string | undefined): readonly Properties[] {
  const { Statement } = record(json === undefined ? {} : (JSON.parse(json) as unknown));
  return Array.isArray(Statement) ? records(Statement) : Statement === undefined ? [] : [record(Statement)];
}

function statement(source: Properties): Properties {
  const fields: readonly (readonly [string, unknown])[] = [
    ["Sid", text(source.sid)],
    ["Effect", text(source.effect) ?? "Allow"],
    ["Action", oneOrMany(texts(source.actions))],
    ["NotAction", oneOrMany(texts(source.notActions))],
    ["Resource", oneOrMany(variables(source.resources))],
    ["NotResource", oneOrMany(variables(source.notResources))],
    ["Principal", principals(source.principals)],
    ["NotPrincipal", principals(source.notPrincipals)],
    ["Condition", conditions(source.conditions)],
  ];
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/** Policy variables are written `&{aws:username}` in programs. */
const variables = (values: unknown): readonly string[] => texts(values).map((value) => value.replaceAll("&{", "${"));

/** The provider sorts lists backwards. */
const oneOrMany = (values: readonly string[]): unknown => {
  const unique = [...new Set(values)];
  return unique.length > 1 ? unique.sort().reverse() : unique[0];
};

function principals(list: unknown): unknown {
  const all = records(list);
  if (all.length === 1 && all[0]?.type === "*" && texts(all[0].identifiers).join() === "*") {
    return "*";
  }
  const byType = new Map<string, readonly string[]>();
  for (const { type, identifiers } of all) {
    byType.set(String(type), [...(byType.get(String(type)) ?? []), ...variables(identifiers)]);
  }
  return sortedObject([...byType].map(([type, identifiers]) => [type, oneOrMany(identifiers)]));
}

function conditions(list: unknown): unknown {
  const byTest = new Map<string, (readonly [string, unknown])[]>();
  for (const { test, variable, values } of records(list)) {
    const given = variables(values);
    const entry = [String(variable), given.length === 1 ? given[0] : given] as const;
    byTest.set(String(test), [...(byTest.get(String(test)) ?? []), entry]);
  }
  return sortedObject([...byTest].map(([test, entries]) => [test, sortedObject(entries)]));
}

/** Go writes the keys of maps in order. */
const sortedObject = (entries: readonly (readonly [string, unknown])[]): Properties | undefined =>
  entries.length === 0 ? undefined : Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));

/** Go's JSON escapes these three characters. */
const escaped = (json: string): string =>
  json
    .replaceAll("&", String.raw`\u0026`)
    .replaceAll("<", String.raw`\u003c`)
    .replaceAll(">", String.raw`\u003e`);
