/** Arguments of `awsx.ec2.Vpc`. https://www.pulumi.com/registry/packages/awsx/api-docs/ec2/vpc/ */
import { containsUnknown } from "../../wire/values";
import { revealed } from "../../component/wire";

export type SubnetType = "public" | "private" | "isolated" | "unused";
export type SubnetStrategy = "Legacy" | "Auto" | "AutoMerge" | "Exact";
export type NatStrategy = "none" | "single" | "oneperaz";

export interface SubnetSpec {
  /** As written: `Public`, `Private`, `Isolated` or `Unused`. */
  readonly type: string;
  readonly name?: string;
  readonly cidrMask?: number;
  readonly size?: number;
  readonly cidrBlocks?: readonly string[];
  readonly tags?: unknown;
  readonly assignIpv6AddressOnCreation?: boolean;
}

export interface EndpointSpec {
  readonly serviceName: string;
  readonly vpcEndpointType?: string;
  readonly privateDnsEnabled?: boolean;
  readonly [property: string]: unknown;
}

/** What is passed on to children as it came. */
export type Passed = Readonly<Record<string, unknown>>;

export interface VpcArgs {
  readonly cidrBlock: string;
  readonly availabilityZoneNames?: readonly string[];
  readonly numberOfAvailabilityZones?: number;
  readonly availabilityZoneCidrMask?: number;
  readonly region?: unknown;
  readonly natStrategy: string;
  readonly elasticIpAllocationIds: readonly unknown[];
  readonly subnetStrategy: SubnetStrategy;
  readonly subnetSpecs?: readonly SubnetSpec[];
  readonly subnetNameTagStrategy: "Legacy" | "AvailabilityZone";
  readonly vpcEndpointStrategy: "Legacy" | "Auto";
  readonly vpcEndpointSpecs: readonly EndpointSpec[];
  readonly tags?: unknown;
  /** Inputs of the inner VPC. */
  readonly passed: Passed;
}

const VPC_INPUTS = [
  "assignGeneratedIpv6CidrBlock",
  "enableDnsHostnames",
  "enableDnsSupport",
  "enableNetworkAddressUsageMetrics",
  "instanceTenancy",
  "ipv6CidrBlock",
  "ipv6CidrBlockNetworkBorderGroup",
  "ipv6IpamPoolId",
  "ipv6NetmaskLength",
  "region",
];

/** Arguments that decide which children there are: their values must be known. */
const STRUCTURAL = [
  "availabilityZoneCidrMask",
  "availabilityZoneNames",
  "cidrBlock",
  "numberOfAvailabilityZones",
  "subnetNameTagStrategy",
  "subnetStrategy",
  "vpcEndpointStrategy",
];

/** Throws when an argument is unknown that must be known. */
export function readArgs(args: Passed): VpcArgs {
  const unknownOnes = STRUCTURAL.filter((name) => containsUnknown(args[name]));
  if (unknownOnes.length > 0) {
    throw new Error(`${unknownOnes.join(", ")} must be known before the VPC is made: give plain values, not outputs.`);
  }
  if (args.ipv4IpamPoolId !== undefined || args.ipv4NetmaskLength !== undefined) {
    throw new Error("The sandbox has no IPAM pools (ipv4IpamPoolId, ipv4NetmaskLength): give a cidrBlock.");
  }
  const plain = revealed(args) as PlainArgs;
  const { elasticIpAllocationIds } = (args.natGateways ?? {}) as { elasticIpAllocationIds?: readonly unknown[] };
  return {
    cidrBlock: plain.cidrBlock ?? "10.0.0.0/16",
    availabilityZoneNames: plain.availabilityZoneNames,
    numberOfAvailabilityZones: plain.numberOfAvailabilityZones,
    availabilityZoneCidrMask: plain.availabilityZoneCidrMask,
    region: args.region,
    natStrategy: plain.natGateways?.strategy ?? "OnePerAz",
    elasticIpAllocationIds: elasticIpAllocationIds ?? [],
    subnetStrategy: plain.subnetStrategy ?? "Legacy",
    subnetSpecs: plain.subnetSpecs?.map((spec, index) => ({ ...spec, tags: tagsOf(args.subnetSpecs, index) })),
    subnetNameTagStrategy: plain.subnetNameTagStrategy ?? "Legacy",
    vpcEndpointStrategy: plain.vpcEndpointStrategy ?? "Legacy",
    vpcEndpointSpecs: (args.vpcEndpointSpecs ?? []) as readonly EndpointSpec[],
    tags: args.tags,
    passed: Object.fromEntries(VPC_INPUTS.filter((name) => name in args).map((name) => [name, args[name]])),
  };
}

type PlainArgs = Partial<Omit<VpcArgs, "natStrategy" | "elasticIpAllocationIds" | "passed">> & {
  readonly natGateways?: { readonly strategy?: string };
};

/** Tags as they came, with their secrets. */
const tagsOf = (specs: unknown, index: number): unknown =>
  Array.isArray(specs) ? (specs[index] as SubnetSpec | undefined)?.tags : undefined;

export const typeOf = ({ type }: Pick<SubnetSpec, "type">): SubnetType => type.toLowerCase() as SubnetType;
