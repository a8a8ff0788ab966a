/** Checks subnet specs and makes them agree with themselves. */
import { parseBlock, sizeOf } from "./block";
import type { SubnetSpec } from "./args";
import { typeOf } from "./args";

/** Specs whose blocks are all given. */
export type ExplicitSpec = SubnetSpec & { readonly cidrBlocks: readonly string[] };

export const isExplicit = (specs: readonly SubnetSpec[] | undefined): specs is readonly ExplicitSpec[] =>
  specs?.some(({ cidrBlocks }) => cidrBlocks !== undefined) ?? false;

const SMALLEST = 30;

/** Throws all that is wrong at once. */
export function normalizeSpecs(specs: readonly SubnetSpec[], zones: number): readonly SubnetSpec[] {
  const issues = [
    ...ambiguousNames(specs),
    ...impossibleSizes(specs),
    ...(isExplicit(specs) ? specs.flatMap((spec, index) => blockIssues(spec, index, zones)) : sizeIssues(specs)),
  ];
  if (issues.length > 0) {
    throw new Error(`Invalid subnet specifications:\n - ${issues.join("\n - ")}`);
  }
  return isExplicit(specs) ? specs : specs.map(withMaskAndSize);
}

const maskOf = ({ cidrMask, size }: SubnetSpec): number | undefined =>
  cidrMask ?? (size ? 32 - Math.log2(size) : undefined);

const withMaskAndSize = (spec: SubnetSpec): SubnetSpec => {
  const cidrMask = maskOf(spec);
  return { ...spec, cidrMask, size: cidrMask ? sizeOf(cidrMask) : undefined };
};

function ambiguousNames(specs: readonly SubnetSpec[]): readonly string[] {
  const types = [...new Set(specs.map(typeOf))];
  return types
    .filter((type) => {
      const names = specs.filter((spec) => typeOf(spec) === type).map(({ name }) => name);
      return new Set(names).size < names.length;
    })
    .map(
      (type) =>
        `Multiple subnet specs of type "${type}" require unique names: at most one of a type may have no "name".`,
    );
}

function impossibleSizes(specs: readonly SubnetSpec[]): readonly string[] {
  const isPower = (size: number): boolean => Number.isInteger(Math.log2(size)) && size >= sizeOf(SMALLEST);
  const wrong = specs.filter(({ size }) => size !== undefined && !isPower(size)).map(({ size }) => size);
  return wrong.length === 0
    ? []
    : [`The following subnet sizes are invalid: ${wrong.join(", ")}. Valid sizes are powers of 2 from 4.`];
}

const sizeIssues = (specs: readonly SubnetSpec[]): readonly string[] =>
  specs
    .filter(({ cidrMask, size }) => cidrMask !== undefined && size !== undefined && sizeOf(cidrMask) !== size)
    .map(
      ({ cidrMask = 0, size }) =>
        `Subnet size ${String(size)} does not match the expected size for a /${cidrMask} subnet (${sizeOf(cidrMask)}).`,
    );

function blockIssues(spec: SubnetSpec, index: number, zones: number): readonly string[] {
  const { cidrBlocks, cidrMask, size } = spec;
  if (cidrBlocks === undefined) {
    return ["If any subnet spec has explicit cidrBlocks, all subnets must have explicit cidrBlocks."];
  }
  if (cidrBlocks.length !== zones) {
    return [
      `The number of CIDR blocks in subnetSpecs[${index}] must match the number of availability zones (${zones}).`,
    ];
  }
  const prefixes = cidrBlocks.map((block) => parseBlock(block).prefix);
  if (cidrMask !== undefined && prefixes.some((prefix) => prefix !== cidrMask)) {
    return [`The cidrMask in subnetSpecs[${index}] must match all cidrBlocks or be left undefined.`];
  }
  return size !== undefined && prefixes.some((prefix) => sizeOf(prefix) !== size)
    ? [`The size in subnetSpecs[${index}] must match all cidrBlocks or be left undefined.`]
    : [];
}
