/** Which subnets a VPC gets, and where they lie in it. */
import type { SubnetSpec, VpcArgs } from "./args";
import { typeOf } from "./args";
import { bitsFor, blockAfter, blockAt, formatBlock, parseBlock, range, sizeOf } from "./block";
import type { Block } from "./block";
import { legacyLayout } from "./legacy-layout";
import { isExplicit, normalizeSpecs } from "./specs";
import type { ExplicitSpec } from "./specs";

/** One subnet of one zone. */
export interface PlacedSubnet {
  readonly spec: SubnetSpec;
  /** Position of the zone. */
  readonly zone: number;
  readonly block: Block;
}

export interface Layout {
  readonly subnets: readonly PlacedSubnet[];
  /** The specs as given, where they say the layout; undefined where it has to be read from the subnets. */
  readonly specs?: readonly SubnetSpec[];
}

type LayoutArgs = Pick<VpcArgs, "cidrBlock" | "subnetStrategy" | "subnetSpecs" | "availabilityZoneCidrMask">;

/** Throws when the specs cannot be placed. */
export function layOut(args: LayoutArgs, zones: number): Layout {
  const { subnetStrategy: strategy } = args;
  if (strategy === "AutoMerge" && isExplicit(args.subnetSpecs)) {
    throw new Error(
      'subnetStrategy="AutoMerge" does not support subnetSpecs with explicit cidrBlocks: use "Auto" or "Exact".',
    );
  }
  const specs = args.subnetSpecs && normalizeSpecs(args.subnetSpecs, zones);
  const vpc = parseBlock(args.cidrBlock);
  const readable = strategy === "Legacy" || strategy === "AutoMerge" ? undefined : specs;
  if (strategy === "Legacy" || (strategy === "Exact" && specs === undefined)) {
    return { subnets: legacyLayout(vpc, zones, specs), specs: readable };
  }
  if (isExplicit(specs)) {
    return { subnets: explicitLayout(specs, zones), specs: readable };
  }
  return { subnets: inOrder(vpc, zones, specs, args), specs: readable };
}

const explicitLayout = (specs: readonly ExplicitSpec[], zones: number): readonly PlacedSubnet[] =>
  eachZone(zones).flatMap((zone) =>
    specs.map((spec) => ({ spec, zone, block: parseBlock(spec.cidrBlocks[zone] ?? "") })),
  );

/** Each zone has a block of equal size; specs follow each other in it, each aligned to its own size. */
function inOrder(
  vpc: Block,
  zones: number,
  given: readonly SubnetSpec[] | undefined,
  { subnetStrategy, availabilityZoneCidrMask }: LayoutArgs,
): readonly PlacedSubnet[] {
  const zonePrefix = availabilityZoneCidrMask ?? vpc.prefix + bitsFor(zones);
  const specs =
    subnetStrategy === "AutoMerge" ? mergeSpecs(given ?? [], zonePrefix) : (given ?? defaultSpecs(zonePrefix));
  if (specs.length === 0) {
    throw new Error("No subnets specified");
  }
  const prefixOf = ({ cidrMask }: SubnetSpec): number => cidrMask ?? zonePrefix + bitsFor(specs.length);
  const needed = specs.reduce((sum, spec) => sum + sizeOf(prefixOf(spec)), 0);
  if (needed > sizeOf(zonePrefix)) {
    throw new Error(
      `Subnets are too large for VPC. VPC has ${sizeOf(zonePrefix)} addresses, but subnets require ${needed} addresses.`,
    );
  }
  return eachZone(zones).flatMap((zone) => {
    const start = blockAt(vpc.start, zonePrefix).start + zone * sizeOf(zonePrefix);
    return specs.reduce<readonly PlacedSubnet[]>((placed, spec) => {
      const last = placed.at(-1);
      const block = last ? blockAfter(last.block, prefixOf(spec)) : blockAt(start, prefixOf(spec));
      return [...placed, { spec, zone, block }];
    }, []);
  });
}

/** Half of a zone's block for the private subnet, a quarter for the public one; never more than of a /16. */
function defaultSpecs(zonePrefix: number): readonly SubnetSpec[] {
  if (zonePrefix > 26) {
    throw new Error(
      `Automatic subnet creation requires a VPC with at least /26 available per AZ, but only /${zonePrefix} is available. ` +
        "Specify smaller subnets explicitly.",
    );
  }
  const base = Math.max(zonePrefix, 16);
  return [
    { type: "Private", cidrMask: base + 1 },
    { type: "Public", cidrMask: base + 2 },
  ];
}

/** Unnamed specs of a default type take its place; a mask that they leave out is not the default's. */
function mergeSpecs(given: readonly SubnetSpec[], zonePrefix: number): readonly SubnetSpec[] {
  const defaults = defaultSpecs(zonePrefix);
  const overrideOf = (type: string) =>
    given.find((spec) => spec.name === undefined && spec.type.toLowerCase() === type);
  const merged = defaults.map((spec) => overrideOf(typeOf(spec)) ?? spec);
  return [...merged, ...given.filter((spec) => !merged.includes(spec))];
}

const eachZone = (zones: number): readonly number[] => Array.from({ length: zones }, (_none, zone) => zone);

export interface ResolvedSpec {
  readonly type: string;
  readonly name?: string;
  readonly cidrBlocks?: readonly string[];
  readonly cidrMask?: number;
  readonly size?: number;
}

/** The component's output `subnetLayout`: the specs, or what the first subnets look like when there are none. */
export function subnetLayout({ subnets, specs }: Layout, zones: number): readonly ResolvedSpec[] {
  return specs
    ? specs.map(({ type, name, cidrBlocks, cidrMask, size }) => ({ type, name, cidrBlocks, cidrMask, size }))
    : subnets.slice(0, subnets.length / zones).flatMap(({ spec, block }, index, all) => {
        const previous = all[index - 1]?.block;
        const unused = previous ? gap(previous, block) : [];
        return [
          ...unused.map(({ prefix }) => ({ type: "Unused", cidrMask: prefix })),
          { type: spec.type, cidrMask: block.prefix },
        ];
      });
}

/** The room between two blocks as the component tells it: in blocks not smaller than the lower one. */
function gap(one: Block, other: Block): readonly Block[] {
  const [lower, upper] = range(one).first < range(other).first ? [one, other] : [other, one];
  const blocks: Block[] = [];
  let next = blockAfter(lower, lower.prefix);
  while (next.start < range(upper).first) {
    const block = widest(next, blocks.at(-1) ?? one, upper);
    blocks.push(block);
    next = blockAfter(block, block.prefix);
  }
  return blocks;
}

/** The widest block around one that contains neither the end of the block before nor the beginning of the one behind. */
function widest(block: Block, before: Block, behind: Block): Block {
  const wider = blockAt(block.start, block.prefix - 1);
  const { first, last } = range(wider);
  const contains = (address: number): boolean => first <= address && address <= last;
  return contains(range(before).last) || contains(range(behind).first) ? block : widest(wider, before, behind);
}

/** Name of a subnet and of everything that belongs to it. */
export const subnetName = (vpc: string, { spec, zone }: PlacedSubnet): string =>
  `${vpc}-${spec.name ?? typeOf(spec)}-${zone + 1}`;

export const describe = (vpc: string, subnet: PlacedSubnet): string =>
  `${subnetName(vpc, subnet)}: ${formatBlock(subnet.block)}`;
