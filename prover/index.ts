/** Proofs: who can reach whom, hop by hop, with the rule that decides. */
export type { Answer, Blocked, Verdict, Way } from "./ask";
export { blockerCodes } from "./blockers";
export type { Blocker, BlockerCode } from "./blockers";
export { askedProtocols, query } from "./query";
export type { AskedProtocol, PairAnswer, Query, QueryResult } from "./query";
export { transcript } from "./report/transcript";
export { UnknownName } from "./resolve";
export type { Hop } from "./walk/flow";
