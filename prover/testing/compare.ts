import type { Packet } from "@throughline/graph/packets";
import { type Answer, prover, type Verdict } from "../ask";
import { type Outcome, walkPacket } from "../concrete";
import { only, questionsOf, type RandomQuestion } from "./questions";
import type { NetworkSketch } from "./random-network";
import { networkOf } from "./sketched-network";

/** What was looked at, and where the two walkers differ. */
export interface Comparison {
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly packets: number;
  readonly delivered: number;
  readonly differences: readonly string[];
}

/** Answers each question of a network by both walkers: about all packets at once, and one by one. */
export function compare(sketch: NetworkSketch, samples = 12): Comparison {
  const network = networkOf(sketch);
  const ask = prover(network);
  const verdicts = { proven: 0, blocked: 0, partial: 0, undecided: 0 };
  const differences: string[] = [];
  let packets = 0;
  let delivered = 0;

  for (const asked of questionsOf(sketch, network, samples)) {
    const walk = (packet: Packet) => walkPacket(network, asked.from, asked.to, packet);
    const answer = ask(asked.question);
    verdicts[answer.verdict]++;
    differences.push(...examples(asked, answer, walk));
    for (const packet of asked.samples) {
      const outcomes = walk(packet);
      packets++;
      if (outcomes.some(({ kind }) => kind === "delivered")) delivered++;
      const expected = together(outcomes);
      if (!allows(answer.verdict, expected)) {
        differences.push(differ(asked, packet, `all are ${answer.verdict}`, outcomes));
      }
      const alone = ask(only(asked.question, packet));
      if (alone.verdict !== expected) {
        differences.push(differ(asked, packet, `alone it is ${alone.verdict}${because(alone)}`, outcomes));
      }
      differences.push(
        ...unnamed(alone, outcomes).map((outcome) =>
          differ(asked, packet, `${outcome.at} is not among what stops it${because(alone)}`, [outcome]),
        ),
      );
    }
  }
  return { verdicts, packets, delivered, differences };
}

/** What the prover should say of a packet with these outcomes. */
function together(outcomes: readonly Outcome[]): Verdict {
  const arrives = outcomes.some(({ kind }) => kind === "delivered");
  const stops = outcomes.some(({ kind }) => kind === "blocked");
  return arrives && stops ? "partial" : arrives ? "proven" : "blocked";
}

const allows = (all: Verdict, one: Verdict): boolean => all === "partial" || all === one;

/** An example of a way must be able to arrive, and one of a blocker to be stopped. */
function examples(
  asked: RandomQuestion,
  { ways, blockers }: Answer,
  walk: (packet: Packet) => readonly Outcome[],
): string[] {
  const claims = [
    ...ways.map(({ example }) => ({ example, kind: "delivered", claim: "an example of a way" })),
    ...blockers.map(({ example, code, direction }) => ({
      example,
      kind: "blocked",
      claim: `an example of ${direction} ${code}`,
    })),
  ];
  return claims.flatMap(({ example, kind, claim }) => {
    if (example === undefined) return [`${asked.text}: ${claim} is missing`];
    if (!asked.question.packets.contains(example)) return [differ(asked, example, `${claim} was not asked about`, [])];
    const outcomes = walk(example);
    return outcomes.some((outcome) => outcome.kind === kind) ? [] : [differ(asked, example, claim, outcomes)];
  });
}

/** Where the prover says more. */
const otherNames: Partial<Record<string, readonly string[]>> = {
  "security-group-egress": ["security-group-reference"],
  "security-group-ingress": ["security-group-reference"],
  "nobody-there": ["wrong-vpc"],
};

type Stopped = Outcome & { kind: "blocked" };

/** Of what stops a packet first, that which the prover does not name. */
function unnamed({ blockers }: Answer, outcomes: readonly Outcome[]): Stopped[] {
  const named = new Set(blockers.map(({ direction, code }) => `${direction} ${code}`));
  return outcomes.filter(
    (outcome): outcome is Stopped =>
      outcome.kind === "blocked" &&
      outcome.reason !== "wrong-receiver" &&
      ![outcome.reason, ...(otherNames[outcome.reason] ?? [])].some((code) =>
        named.has(`${outcome.direction} ${code}`),
      ),
  );
}

const because = ({ blockers, unknowns }: Answer): string =>
  ` (${[...blockers.map(({ direction, code }) => `${direction} ${code}`), ...unknowns.map(({ unknown }) => unknown)].join(", ")})`;

function differ(asked: RandomQuestion, packet: Packet, claim: string, outcomes: readonly Outcome[]): string {
  const found = outcomes.map((outcome) =>
    outcome.kind === "delivered" ? "delivered" : `${outcome.direction} ${outcome.reason} at ${outcome.at}`,
  );
  return `${asked.text}: of ${formatPacket(packet)} the prover says ${claim}; walked: ${[...new Set(found)].join(", ")}`;
}

function formatPacket({ source, destination, protocol, sourcePort, destinationPort }: Packet): string {
  return `protocol ${protocol} ${source}:${sourcePort} → ${destination}:${destinationPort}`;
}
