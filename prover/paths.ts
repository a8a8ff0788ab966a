import { isUnknown, type Network } from "@throughline/graph/model";
import type { Verdict, Way } from "./ask";
import type { End } from "./ends";
import { type AskedProtocol, asker, type Asker, type PairAnswer, type QueryResult } from "./query";
import { UnknownName, type Vocabulary } from "./resolve";

/** A promise of an environment, as its settings declare it. */
export interface DeclaredPath {
  readonly name: string;
  readonly description: string;
  readonly from: string;
  readonly to?: string;
  /** Absent of requests, which are not proven yet. */
  readonly packet?: { readonly protocol: AskedProtocol; readonly port?: number };
  readonly expect: "proven" | "blocked";
  /** Places on the way in their order; others may be between them. */
  readonly hops?: readonly string[];
  /** An availability zone, the only one in which it is looked at. */
  readonly branch?: string;
}

/** What came of a promise: `notYet` is one that this prover cannot decide, and does not pretend to. */
export type PathResult = "kept" | "broken" | "undecided" | "notYet";

export interface ProvenPath {
  readonly path: DeclaredPath;
  readonly result: PathResult;
  /** Why it is not kept. */
  readonly because?: string;
  readonly verdict?: Verdict;
  readonly pairs: readonly PairAnswer[];
}

/** Proves all declared paths of an environment. */
export function provePaths(
  network: Network,
  paths: readonly DeclaredPath[],
  vocabulary: Vocabulary = {},
): readonly ProvenPath[] {
  const questions = asker(network);
  return paths.map((path) => prove(network, questions, path, vocabulary));
}

/** The worst of all; paths that are not decided yet leave it as it is. */
export function overallResult(paths: readonly ProvenPath[]): Exclude<PathResult, "notYet"> {
  const results = paths.map(({ result }) => result);
  return results.includes("broken") ? "broken" : results.includes("undecided") ? "undecided" : "kept";
}

/** Ends that are more than addresses: whether they are reached is for proxies and policies to say. */
const inMesh = "service:";

function prove(network: Network, questions: Asker, path: DeclaredPath, vocabulary: Vocabulary): ProvenPath {
  const { from, to, packet, expect, branch } = path;
  const notYet = (because: string): ProvenPath => ({ path, result: "notYet", because, pairs: [] });
  if (packet === undefined || to === undefined) {
    return notYet("it is a request: names, load balancers' rules and the mesh are not walked yet");
  }
  const mesh = [from, to].find((end) => end.startsWith(inMesh));
  if (mesh !== undefined) {
    return notYet(`${mesh} is in the mesh, whose policies are not walked yet`);
  }
  try {
    const asked = { source: from, destination: to, ...packet };
    const result = questions.query(asked, {
      vocabulary,
      sourcePorts: expect === "blocked" ? "all" : "client",
      ...(branch !== undefined && { only: inZone(network, branch) }),
    });
    return { path, ...judge(path, result), verdict: result.verdict, pairs: result.pairs };
  } catch (error) {
    if (!(error instanceof UnknownName)) throw error;
    return { path, result: "undecided", because: `no source has ${error.asked}`, pairs: [] };
  }
}

function judge(
  { expect, hops = [] }: DeclaredPath,
  { verdict, pairs }: QueryResult,
): Pick<ProvenPath, "result" | "because"> {
  if (verdict === "undecided") {
    return { result: "undecided", because: pairs.flatMap(({ answer }) => answer.unknowns)[0]?.unknown };
  }
  if (verdict !== expect) {
    return {
      result: "broken",
      because: `${expect === "blocked" ? "it must not arrive" : "it must arrive"}: ${verdict}`,
    };
  }
  const bypassing = pairs.flatMap(({ answer }) => answer.ways).find((way) => !passes(way, hops) && !endsAtService(way));
  return bypassing === undefined
    ? { result: "kept" }
    : { result: "broken", because: `a way does not pass ${hops.join(", ")}: ${hopKinds(bypassing).join(", ")}` };
}

/** Names of hops in settings, and how the walk calls them. */
const kindsOf: Readonly<Record<string, RegExp>> = {
  transitGateway: /^transit gateway/,
  natGateway: /^NAT gateway$/,
  alb: /^application load balancer/i,
  nlb: /^network load balancer/i,
};

/** Whether a way passes hops in their order. */
function passes(way: Way, hops: readonly string[]): boolean {
  let at = 0;
  for (const kind of hopKinds(way)) {
    const hop = hops[at];
    if (hop !== undefined && (kindsOf[hop]?.test(kind) ?? kind === hop)) at++;
  }
  return at === hops.length;
}

/** A gateway endpoint takes what is for its service out of the way to the internet. */
function endsAtService({ request }: Way): boolean {
  return request.at(-1)?.kind === "VPC endpoint";
}

function hopKinds({ request }: Way): string[] {
  return request.map(({ kind }) => kind);
}

function inZone(network: Network, zone: string): (end: End) => boolean {
  return (end) => {
    const own = end.kind === "interface" ? network.subnets.get(end.subnetId)?.availabilityZone : undefined;
    return own === undefined || isUnknown(own) || own === zone;
  };
}
