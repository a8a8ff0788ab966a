import type { Network } from "@throughline/graph/model";
import { formatAddress, type Packet, protocolNumbers } from "@throughline/graph/packets";
import fc from "fast-check";
import { prover, type Verdict } from "../ask";
import { type Outcome, walkPacket } from "../concrete";
import { given } from "../concrete/known";
import { nameOf, only, questionsOf, type RandomQuestion } from "../testing/questions";
import { type NetworkSketch, networkSketch } from "../testing/random-network";
import { outside, service } from "../testing/sketch-words";
import { networkOf } from "../testing/sketched-network";
import { blocksOf } from "./addresses";
import { exchange, type Trial } from "./lab";

/** What was tried in the kernel, and where it differs from a walker. */
export interface LabComparison {
  readonly networks: number;
  readonly trials: number;
  readonly answered: number;
  readonly differences: readonly string[];
}

/** How long an answer is waited for, in milliseconds. A busy machine may be late: what differs is tried again. */
const patience = { first: 600, second: 10_000 };

/** Exchanges in one network. */
const most = 16;

/**
 * Builds random networks in the kernel, and compares what hosts hear with what both walkers say.
 *
 * @param found is told of differences before their network is shrunk, which takes a while.
 */
export async function compareInLab(
  networks: number,
  seed: number,
  found: (differences: readonly string[]) => void = () => undefined,
): Promise<LabComparison> {
  const done: LabComparison[] = [];
  const { failed, counterexample } = await fc.check(
    fc.asyncProperty(networkSketch, async (sketch) => {
      const comparison = await compareNetwork(sketch);
      if (comparison.differences.length > 0) found(comparison.differences);
      done.push(comparison);
      return comparison.differences.length === 0;
    }),
    { numRuns: networks, seed },
  );
  const sum = (count: (comparison: LabComparison) => number): number =>
    done.reduce((total, comparison) => total + count(comparison), 0);
  const last = done.findLast(({ differences }) => differences.length > 0);
  return {
    networks: done.length,
    trials: sum(({ trials }) => trials),
    answered: sum(({ answered }) => answered),
    differences: failed ? [...(last?.differences ?? ["a network failed"]), fc.stringify(counterexample)] : [],
  };
}

async function compareNetwork(sketch: NetworkSketch): Promise<LabComparison> {
  const network = networkOf(sketch);
  const trials = trialsOf(network, questionsOf(sketch, network, 12));
  if (trials.length === 0) return { networks: 1, trials: 0, answered: 0, differences: [] };
  const first = await attempt(network, trials, patience.first);
  const second = first.differences.length === 0 ? first : await attempt(network, trials, patience.second);
  const differences = first.differences.filter((difference) => second.differences.includes(difference));
  return { networks: 1, trials: trials.length, answered: second.answered, differences };
}

type LabTrial = Trial & RandomQuestion & { readonly outcomes: readonly Outcome[] };

async function attempt(network: Network, trials: readonly LabTrial[], milliseconds: number) {
  const ask = prover(network);
  const blocks = blocksOf([{ family: "ipv4", intervals: outside.ipv4 }, service]);
  const heard = await exchange(network, trials, blocks, ([first]) => given(first), milliseconds);
  const differences = trials.flatMap(({ text, packet, question, outcomes }, at) => {
    const { verdict, blockers } = ask(only(question, packet));
    const answered = heard[at] === true;
    const kernel = `${text}, ${formatPacket(packet)}: the kernel ${answered ? "delivers" : "does not deliver"}`;
    return [
      ...(agrees(verdict, answered)
        ? []
        : [`${kernel}; the prover says ${verdict} (${blockers.map(({ code }) => code).join(", ")})`]),
      ...(outcomes.some(({ kind }) => (kind === "delivered") === answered)
        ? []
        : [`${kernel}; walked: ${outcomes.map(formatOutcome).join(", ")}`]),
    ];
  });
  return { answered: heard.filter(Boolean).length, differences };
}

/** Exchanges of TCP and UDP in IPv4 of which no two need the same port of a host; first those that may succeed. */
function trialsOf(network: Network, questions: readonly RandomQuestion[]): LabTrial[] {
  const [sending, listening] = [new Set<string>(), new Set<string>()];
  const free = ({ from, to, packet: { protocol, sourcePort, destinationPort } }: Trial): boolean => {
    const source = `${nameOf(from)} ${protocol} ${sourcePort}`;
    const destination = `${nameOf(to)} ${protocol} ${destinationPort}`;
    if (sending.has(source) || listening.has(source) || sending.has(destination)) return false;
    sending.add(source);
    listening.add(destination);
    return true;
  };
  const candidates = questions.flatMap((asked) =>
    asked.samples.filter(isExchange).map((packet) => {
      const outcomes = walkPacket(network, asked.from, asked.to, packet);
      return { ...asked, packet, outcomes, hopeful: outcomes.some(({ kind }) => kind === "delivered") };
    }),
  );
  const choose = (hopeful: boolean, count: number): LabTrial[] =>
    candidates.filter((each) => each.hopeful === hopeful && free(each)).slice(0, count);
  const succeeding = choose(true, most / 2);
  return [...succeeding, ...choose(false, most - succeeding.length)];
}

function isExchange({ family, protocol, destinationPort }: Packet): boolean {
  return (
    family === "ipv4" && (protocol === protocolNumbers.tcp || protocol === protocolNumbers.udp) && destinationPort > 0
  );
}

function agrees(verdict: Verdict, answered: boolean): boolean {
  return verdict === "partial" || (verdict === "proven" && answered) || (verdict === "blocked" && !answered);
}

function formatPacket({ protocol, source, sourcePort, destination, destinationPort }: Packet): string {
  const [from, to] = [source, destination].map((address) => formatAddress("ipv4", address));
  return `protocol ${protocol} ${from ?? ""}:${sourcePort} → ${to ?? ""}:${destinationPort}`;
}

function formatOutcome(outcome: Outcome): string {
  return outcome.kind === "delivered" ? "delivered" : `${outcome.direction} ${outcome.reason} at ${outcome.at}`;
}
