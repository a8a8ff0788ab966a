import type { Evidence } from "@throughline/graph/model";
import type { Blocked, Way } from "../ask";
import { blockerCodes } from "../blockers";
import { causes, type PairAnswer, type QueryResult } from "../query";
import type { Hop } from "../walk/flow";
import type { QueryReport } from "./schema";
import { formatPacket } from "./text";

/** A query's result in its documented shape. */
export function queryJson({ query, verdict, pairs }: QueryResult): QueryReport {
  return { report: "query", version: 1, query, verdict, pairs: pairs.map(pairJson), causes: causes(pairs) };
}

export function pairJson({ from, to, answer }: PairAnswer): QueryReport["pairs"][number] {
  return {
    from,
    to,
    verdict: answer.verdict,
    ways: answer.ways.map(wayJson),
    blockers: answer.blockers.map(blockerJson),
    unknowns: [...new Set(answer.unknowns.map(({ unknown }) => unknown))],
  };
}

function wayJson({ request, reply, example }: Way) {
  return {
    ...(example !== undefined && { example: formatPacket(example) }),
    request: request.map(hopJson),
    reply: reply.map(hopJson),
  };
}

function hopJson({ kind, text, evidence }: Hop) {
  return { kind, text, evidence: evidence.map(evidenceJson) };
}

export function evidenceJson({ urn, id, part }: Evidence) {
  return { urn, ...(id !== undefined && { id }), ...(part !== undefined && { part }) };
}

function blockerJson({ code, direction, text, evidence, example }: Blocked) {
  const { cause, fix } = blockerCodes[code];
  return {
    code,
    direction,
    text,
    cause,
    fix,
    evidence: evidence.map(evidenceJson),
    ...(example !== undefined && { example: formatPacket(example) }),
  };
}
