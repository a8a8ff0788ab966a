/** What the component refuses before it makes anything but itself. Each throws a message for people. */
import type { NatStrategy, VpcArgs } from "./args";
import { typeOf } from "./args";
import { blockAfter, formatAddress, overlap, parseBlock, range } from "./block";
import { describe } from "./layout";
import type { PlacedSubnet } from "./layout";

export function refuseZones({ availabilityZoneNames, numberOfAvailabilityZones }: VpcArgs): void {
  if (availabilityZoneNames && numberOfAvailabilityZones) {
    throw new Error("Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified");
  }
}

/** Strategies are compared without regard to case. */
export function natStrategyOf({ natStrategy }: VpcArgs): NatStrategy {
  const strategy = natStrategy.toLowerCase();
  if (strategy !== "none" && strategy !== "single" && strategy !== "oneperaz") {
    throw new Error(`Unknown NatGatewayStrategy '${natStrategy}': OnePerAz, Single or None is allowed.`);
  }
  return strategy;
}

export function refuseAddresses(args: VpcArgs, zones: number): void {
  const count = args.elasticIpAllocationIds.length;
  const allowed = { none: [0], single: [0, 1], oneperaz: [0, zones] }[natStrategyOf(args)];
  if (!allowed.includes(count)) {
    throw new Error(
      `${count} Elastic IP allocation IDs do not fit the NAT Gateway strategy '${args.natStrategy}': ` +
        `${allowed.map(String).join(" or ")} may be specified for ${zones} availability zones.`,
    );
  }
}

export function refuseOverlaps(name: string, subnets: readonly PlacedSubnet[]): void {
  const overlapping = subnets.filter((one) =>
    subnets.some((other) => one !== other && overlap(one.block, other.block)),
  );
  if (overlapping.length > 0) {
    throw new Error(
      "The following subnets overlap with at least one other subnet. Make the CIDR for the VPC larger, reduce the " +
        "size of the subnets per AZ, or use less Availability Zones:\n\n" +
        overlapping.map((subnet, index) => `${index + 1}. ${describe(name, subnet)}\n`).join(""),
    );
  }
}

/** `Exact` wants every address of the VPC to be spoken for. */
export function refuseGaps(name: string, { cidrBlock }: VpcArgs, subnets: readonly PlacedSubnet[]): void {
  const vpc = range(parseBlock(cidrBlock));
  const gaps = subnets.flatMap((subnet, index) => {
    const previous = subnets[index - 1];
    const expected = previous ? blockAfter(previous.block, previous.block.prefix).start : vpc.first;
    return range(subnet.block).first === expected
      ? []
      : [`${previous ? describe(name, previous) : `the beginning of ${cidrBlock}`} <=> ${describe(name, subnet)}`];
  });
  const last = subnets.at(-1);
  if (last && range(last.block).last !== vpc.last) {
    gaps.push(`${describe(name, last)} ends before the VPC ends (at ${formatAddress(vpc.last)})`);
  }
  if (gaps.length > 0) {
    throw new Error(`There are gaps in the subnet ranges. Please fix the following gaps: ${gaps.join(", ")}`);
  }
}

export function refuseNatGateways(strategy: NatStrategy, subnets: readonly PlacedSubnet[]): void {
  const types = new Set(subnets.map(({ spec }) => typeOf(spec)));
  if (strategy !== "none" && !(types.has("public") && (types.has("private") || types.has("isolated")))) {
    throw new Error(
      "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared to host the NAT Gateway " +
        "resource, along with private or isolated subnets to route through it.",
    );
  }
}

/** The part of a zone's name behind its region's words: `1a` of `us-east-1a`. */
export const zoneSuffix = (zone: string): string => zone.replace(/^[a-z]{2}(-[a-z]+)+-/, "");

export function refuseZoneSuffixes({ subnetNameTagStrategy }: VpcArgs, zones: readonly string[]): void {
  const suffixes = zones.map(zoneSuffix);
  const second = suffixes.findIndex((suffix, index) => suffixes.indexOf(suffix) !== index);
  if (subnetNameTagStrategy === "AvailabilityZone" && second !== -1) {
    const suffix = String(suffixes[second]);
    throw new Error(
      'subnetNameTagStrategy="AvailabilityZone" requires availability zones with distinct suffixes, but ' +
        `"${String(zones[suffixes.indexOf(suffix)])}" and "${String(zones[second])}" both reduce to "${suffix}".`,
    );
  }
}
