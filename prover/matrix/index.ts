import type { Network } from "@throughline/graph/model";
import { classesIn, type InterfaceClass, type Spot } from "./classes";
import { type SpotCell, spotCells } from "./cells";
import { PacketSet, publicAddresses } from "@throughline/graph/packets";
import type { End } from "../ends";
import { formatTraffic, type Traffic } from "./traffic";
import type { Vocabulary } from "../resolve";

/** Interfaces among which nothing in the network makes a difference, or the internet. */
export interface MatrixClass {
  /** Made of names: the same class has it in another graph. */
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly groups: readonly string[];
  readonly subnets: readonly string[];
  /** 0 where nobody is a member yet: the class is looked at as if somebody were. */
  readonly members: number;
  /** Where one of its members is, or may be. */
  readonly ends: readonly End[];
  /** Why it is not known where all of it is: then everything about it is undecided that is not in a cell. */
  readonly unknown?: string;
}

/** What gets from one class to another, every member to every member; the rest is blocked, or undecided if it is not known where a class is. */
export interface MatrixCell {
  /** Ids of classes. */
  readonly from: string;
  readonly to: string;
  /** `tcp 443` */
  readonly proven: readonly string[];
  /** Between some members only, or of some packets only. */
  readonly partial: readonly string[];
  readonly undecided: readonly string[];
  /** What is not known. */
  readonly because: readonly string[];
  readonly traffic: CellTraffic;
}

export interface CellTraffic {
  readonly proven: Traffic;
  readonly partial: Traffic;
  readonly undecided: Traffic;
}

export interface Matrix {
  readonly classes: readonly MatrixClass[];
  readonly cells: readonly MatrixCell[];
}

export interface MatrixOptions {
  readonly vocabulary?: Vocabulary;
  /**
   * Whether the internet is one of the classes.
   *
   * @default true
   */
  readonly internet?: boolean;
}

/** Id of the class of whoever is outside. */
export const internetId = "internet";

/** Who reaches whom with what: between all classes of interfaces, and the internet. */
export function matrix(network: Network, { vocabulary = {}, internet = true }: MatrixOptions = {}): Matrix {
  const all = classesIn(network, vocabulary);
  const fine = spotCells(network, all, internet);
  const outside: MatrixClass = {
    id: internetId,
    label: internetId,
    kind: "internet",
    groups: [],
    subnets: [],
    members: 1,
    ends: (["ipv4", "ipv6"] as const).map((family) => ({
      kind: "internet",
      family,
      addresses: publicAddresses[family],
    })),
  };
  return {
    classes: [...(internet ? [outside] : []), ...all.classes.map(({ row }) => row)],
    cells: [...joinedCells(all.classes, fine)],
  };
}

type FineCells = ReturnType<typeof spotCells>;

function* joinedCells(classes: readonly InterfaceClass[], fine: FineCells): Generator<MatrixCell> {
  const classesOf = new Map<number, InterfaceClass[]>();
  for (const each of classes) {
    for (const { number } of each.spots) classesOf.set(number, [...(classesOf.get(number) ?? []), each]);
  }
  const outside: Side = { row: { id: internetId }, spots: [], single: false };
  const sides = (spot: number | "internet"): readonly Side[] =>
    spot === "internet" ? [outside] : (classesOf.get(spot) ?? []);
  for (const [from, row] of fine) {
    for (const source of sides(from)) {
      const targets = new Set([...row.keys()].flatMap(sides));
      // A class of several places has a row for each: the first one that leads there tells the cell.
      const earlier = source.spots.slice(
        0,
        source.spots.findIndex(({ number }) => number === from),
      );
      for (const target of targets) {
        if (source === target && source.single) continue;
        if (earlier.some(({ number }) => leadsTo(fine, number, target.spots))) continue;
        yield cellOf(source, target, fine);
      }
    }
  }
}

function leadsTo(fine: FineCells, from: number, spots: readonly Spot[]): boolean {
  const row = fine.get(from);
  return row !== undefined && (spots.length === 0 ? row.has("internet") : spots.some(({ number }) => row.has(number)));
}

interface Side {
  readonly row: Pick<MatrixClass, "id" | "unknown">;
  readonly spots: readonly Spot[];
  readonly single: boolean;
}

/** Of all pairs of places: proven is what is proven between all, undecided what is so between any. */
function cellOf(from: Side, to: Side, fine: FineCells): MatrixCell {
  const unplaced = (from.row.unknown ?? to.row.unknown) !== undefined;
  const pairs = pairsOf(from, to).map(([a, b]) => fine.get(a)?.get(b) ?? nothing);
  const [first = nothing, ...others] = pairs;
  return !unplaced && others.every((other) => other === first)
    ? cellFrom(from, to, told(first))
    : cellFrom(from, to, told(combined(pairs, unplaced)));
}

function cellFrom(from: Side, to: Side, { proven, partial, undecided, because, traffic }: Told): MatrixCell {
  return { from: from.row.id, to: to.row.id, proven, partial, undecided, because, traffic };
}

function combined(pairs: readonly SpotCell[], unplaced: boolean): SpotCell {
  const [first = nothing, ...others] = pairs;
  let { proven, undecided } = first;
  let possible = proven.union(first.partial);
  for (const other of others) {
    proven = proven.intersect(other.proven);
    possible = possible.union(other.proven).union(other.partial);
    undecided = undecided.union(other.undecided);
  }
  if (unplaced) undecided = undecided.union(possible);
  proven = proven.subtract(undecided);
  const partial = possible.subtract(proven).subtract(undecided);
  const because = [...new Set(pairs.flatMap((pair) => pair.because))];
  return { proven, partial, undecided, because };
}

/** Most cells of a large network are one of a few. */
const knownTexts = new WeakMap<SpotCell, Told>();
type Told = Omit<MatrixCell, "from" | "to">;

function told(cell: SpotCell): Told {
  const { proven, partial, undecided, because } = cell;
  const found = knownTexts.get(cell) ?? {
    proven: formatTraffic(proven),
    partial: formatTraffic(partial),
    undecided: formatTraffic(undecided),
    because,
    traffic: { proven, partial, undecided },
  };
  knownTexts.set(cell, found);
  return found;
}

const nothing: SpotCell = { proven: PacketSet.none, partial: PacketSet.none, undecided: PacketSet.none, because: [] };

/** Pairs of places of one family; the internet has both families. */
function pairsOf(from: Side, to: Side): [number | "internet", number | "internet"][] {
  if (from.spots.length === 0) return to.spots.map(({ number }) => ["internet", number]);
  if (to.spots.length === 0) return from.spots.map(({ number }) => [number, "internet"]);
  return from.spots.flatMap((a) =>
    to.spots.filter((b) => a.ends[0]?.family === b.ends[0]?.family).map((b): [number, number] => [a.number, b.number]),
  );
}
