import type { Network, Unknown } from "@throughline/graph/model";
import { type Packet, PacketSet } from "@throughline/graph/packets";
import type { Blocker } from "./blockers";
import type { End } from "./ends";
import { byHealth } from "./health";
import { asSent, type Ended, type Flow, type Hop } from "./walk/flow";
import { replyTo } from "./walk/reply";
import { walk } from "./walk/walk";
import { wiringOf, type Wiring } from "./walk/wiring";

/** Can these packets get there, and their replies back? */
export interface Question {
  readonly from: End;
  readonly to: End;
  readonly packets: PacketSet;
}

/**
 * `proven`: all packets asked for get there, and every reply back. `blocked`: none does. `partial`: some do.
 * `undecided`: what is not known could change the answer.
 */
export type Verdict = "proven" | "blocked" | "partial" | "undecided";

export interface Answer {
  readonly verdict: Verdict;
  /** Ways by which packets get there, with their replies. */
  readonly ways: readonly Way[];
  readonly blockers: readonly Blocked[];
  readonly unknowns: readonly Unknown[];
}

export interface Way {
  readonly request: readonly Hop[];
  readonly reply: readonly Hop[];
  /** One of the packets that take this way, as it was sent. */
  readonly example: Packet | undefined;
}

export interface Blocked extends Blocker {
  readonly direction: "request" | "reply";
  /** One of the packets that are stopped, or whose answer is, as it was sent. */
  readonly example: Packet | undefined;
}

/** The answer where it is not even known what is asked about. */
export function undecided(unknown: Unknown): Answer {
  return { verdict: "undecided", ways: [], blockers: [], unknowns: [unknown] };
}

/** Answers questions about one network. */
export function prover(network: Network): (question: Question) => Answer {
  const wiring = wiringOf(network);
  return (question) => answer(network, wiring, question);
}

function answer(network: Network, wiring: Wiring, question: Question): Answer {
  return walkBothWays(
    network,
    wiring,
    question,
    byHealth((check) => walkBothWays(network, wiring, check)),
  );
}

function walkBothWays(
  network: Network,
  wiring: Wiring,
  { from, to, packets }: Question,
  judge: (flow: Flow) => Flow = (flow) => flow,
): Answer {
  const outcomes = walk({ network, wiring, from, to, reply: false }, packets).flatMap((ended) =>
    withReply(network, wiring, from, ended.at ?? to, { ...ended, flow: judge(ended.flow) }),
  );
  return {
    verdict: verdict(packets, outcomes),
    ways: outcomes
      .filter(({ result }) => result === "arrives")
      .map(({ sent, request, reply }) => ({
        request: request.hops,
        reply: reply.flatMap(({ hops }) => hops),
        example: sent.example,
      })),
    blockers: distinct(outcomes.flatMap(blockersOf)),
    unknowns: distinct(outcomes.flatMap(({ request, reply }) => [request, ...reply].flatMap(unknownsOf))),
  };
}

/** What became of some of the packets asked for. */
interface Outcome {
  /** As they were sent. */
  readonly sent: PacketSet;
  readonly result: "arrives" | "stopped" | "undecided";
  /** Whether they come this way is not known. */
  readonly uncertain: boolean;
  readonly request: Flow;
  /** One flow for each leg between interfaces that change addresses. */
  readonly reply: readonly Flow[];
}

function withReply(network: Network, wiring: Wiring, from: End, to: End, ended: Ended): Outcome[] {
  const { flow, arrived } = ended;
  const request: Outcome = {
    sent: asSent(flow),
    result: resultOf(flow, arrived),
    uncertain: flow.uncertain.length > 0,
    request: flow,
    reply: [],
  };
  if (!arrived) {
    return [request];
  }
  const unanswered = flow.packets.subtract(flow.packets.replies().requests());
  const alone = { ...flow, packets: unanswered };
  const replied = replyTo({ network, wiring, from: to, to: from, reply: true }, ended).map(
    ({ legs, arrived: returned, answers }) => ({
      sent: answers.isEmpty ? request.sent : answers.rewrite(flow.originals),
      result: worse(request.result, ...legs.map((leg) => resultOf(leg, returned || leg !== legs.at(-1)))),
      uncertain: [flow, ...legs].some(({ uncertain }) => uncertain.length > 0),
      request: flow,
      reply: legs,
    }),
  );
  return unanswered.isEmpty ? replied : [...replied, { ...request, sent: asSent(alone), request: alone }];
}

function resultOf({ blockers, unknowns }: Flow, arrived: boolean): Outcome["result"] {
  if (blockers.length > 0) return "stopped";
  return unknowns.length > 0 || !arrived ? "undecided" : "arrives";
}

function worse(...results: readonly Outcome["result"][]): Outcome["result"] {
  return (["stopped", "undecided"] as const).find((result) => results.includes(result)) ?? "arrives";
}

/** All, none or some: of what is certain. */
function verdict(asked: PacketSet, outcomes: readonly Outcome[]): Verdict {
  const sent = (select: (outcome: Outcome) => boolean): PacketSet =>
    PacketSet.union(outcomes.filter(select).map((outcome) => outcome.sent));
  const mayArrive = sent(({ result }) => result !== "stopped");
  const mayStop = sent(({ result }) => result !== "arrives");
  if (!mayArrive.overlaps(asked)) return "blocked";
  const arrives = sent(({ result }) => result === "arrives");
  if (!mayStop.overlaps(asked) && arrives.covers(asked)) return "proven";
  const surelyArrives = sent(({ result, uncertain }) => result === "arrives" && !uncertain);
  const surelyStops = sent(({ result, uncertain }) => result === "stopped" && !uncertain);
  return surelyArrives.overlaps(asked) && surelyStops.overlaps(asked) ? "partial" : "undecided";
}

function blockersOf({ sent, request, reply }: Outcome): Blocked[] {
  const of = (flow: Flow, direction: Blocked["direction"]): Blocked[] =>
    flow.blockers.map((blocker) => ({ ...blocker, direction, example: sent.example }));
  return [...of(request, "request"), ...reply.flatMap((leg) => of(leg, "reply"))];
}

function unknownsOf({ unknowns, uncertain }: Flow): readonly Unknown[] {
  return [...unknowns, ...uncertain];
}

/** Without repetitions: the same resource stops many packets. */
function distinct<T extends object>(items: readonly T[]): T[] {
  return [
    ...new Map([...items].reverse().map((item) => [JSON.stringify({ ...item, example: undefined }), item])).values(),
  ].reverse();
}
