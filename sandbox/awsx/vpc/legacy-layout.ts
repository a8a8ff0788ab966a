/**
 * The strategy `Legacy`: within a zone first private, then public, then isolated subnets, whatever the order of the
 * specs. Public ones are counted from the end of the last private one, isolated ones from the end of the last public
 * one; where that would overlap, the next free block is taken.
 */
import type { SubnetSpec, SubnetType } from "./args";
import { typeOf } from "./args";
import { bitsFor, blockAfter, nthBlock, overlap, range, sizeOf } from "./block";
import type { Block } from "./block";
import type { PlacedSubnet } from "./layout";

/** The largest block that a subnet of a type gets unasked. */
const LARGEST: readonly (readonly [SubnetType, number])[] = [
  ["private", 19],
  ["public", 20],
  ["isolated", 24],
];

export function legacyLayout(
  vpc: Block,
  zones: number,
  specs: readonly SubnetSpec[] | undefined,
): readonly PlacedSubnet[] {
  const prefix = vpc.prefix + bitsFor(zones);
  const bases = Array.from({ length: zones }, (_none, zone) => nthBlock(vpc.start, prefix, zone));
  return specs ? bases.flatMap((base, zone) => zoneLayout(base, zone, specs)) : defaultLayout(bases);
}

/** Half of each zone for a private subnet, a quarter for a public one; all private ones come first. */
function defaultLayout(bases: readonly Block[]): readonly PlacedSubnet[] {
  const privates = bases.map(({ start, prefix }, zone) => ({
    spec: { type: "Private" },
    zone,
    block: { start, prefix: prefix + 1 },
  }));
  const publics = privates.map(({ zone, block }) => ({
    spec: { type: "Public" },
    zone,
    block: { start: block.start + sizeOf(block.prefix), prefix: block.prefix + 1 },
  }));
  return [...privates, ...publics];
}

function zoneLayout(base: Block, zone: number, specs: readonly SubnetSpec[]): readonly PlacedSubnet[] {
  const bits = specs.length === 1 ? 0 : 1;
  const placed: PlacedSubnet[] = [];
  let previous: Block = { start: range(base).first - 1, prefix: 32 };
  for (const [type, largest] of LARGEST) {
    const last = placed.at(-1)?.block;
    const start = last ? last.start + sizeOf(last.prefix) : base.start;
    for (const [index, spec] of specs.filter((candidate) => typeOf(candidate) === type).entries()) {
      const prefix = spec.cidrMask ?? Math.max(base.prefix + bits, largest);
      const wanted = nthBlock(start, prefix, index);
      previous = overlap(previous, wanted) ? blockAfter(previous, prefix) : wanted;
      placed.push({ spec: { ...spec, type: capitalized(type) }, zone, block: previous });
    }
  }
  return placed;
}

const capitalized = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1);
