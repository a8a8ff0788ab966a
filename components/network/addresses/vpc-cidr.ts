import { type CidrBlock, formatCidr, overlaps, parseCidr } from "./cidr";
import type { Problem } from "./problem";

/** The same for VPCs and subnets: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const largest = 16;
export const smallestPrefix = 28;
export const subnetPrefixes = `from /${largest} to /${smallestPrefix}`;

/** Whether AWS takes subnets, or VPCs, of this prefix length. */
export function isSubnetPrefix(prefix: number): boolean {
  return Number.isInteger(prefix) && prefix >= largest && prefix <= smallestPrefix;
}

/** Ranges that address no host of a network. */
const unusable = [
  { range: "0.0.0.0/8", use: "means this network" },
  { range: "127.0.0.0/8", use: "is loopback" },
  { range: "169.254.0.0/16", use: "is link-local, where AWS has its metadata and DNS services" },
  { range: "224.0.0.0/3", use: "is multicast or reserved" },
];

/** Ranges that are meant for private networks: RFC 1918 and RFC 6598. */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
const takePrivate = `Take a block from ${privateRanges.join(", ")}.`;

const dockerRange = "172.17.0.0/16";

/** Reads a block as a person wrote it, adding a problem unless it is one with no bit set beyond its prefix. */
export function readBlock(text: string, path: string, problems: Problem[]): CidrBlock | undefined {
  const parsed = parseCidr(text);
  if (!parsed) {
    problems.push({ path, reason: `"${text}" is not an IPv4 CIDR block. Write it as 10.0.0.0/16.` });
    return undefined;
  }
  const canonical = formatCidr(parsed);
  if (canonical === text) return parsed;
  problems.push({ path, reason: `${text} has bits set beyond its prefix. The block is ${canonical}: write that.` });
  return undefined;
}

/** Reads a VPC's block, adding what AWS refuses to `problems` and what works but hurts later to `warnings`. */
export function readVpcBlock(
  text: string,
  path: string,
  problems: Problem[],
  warnings: Problem[],
): CidrBlock | undefined {
  const vpc = readBlock(text, path, problems);
  if (!vpc) return undefined;

  if (!isSubnetPrefix(vpc.prefix)) {
    const fault = vpc.prefix < largest ? "large" : "small";
    problems.push({ path, reason: `A VPC is ${subnetPrefixes}; ${text} is too ${fault}.` });
    return undefined;
  }
  const taken = unusable.find(({ range }) => meets(range, vpc));
  if (taken) {
    problems.push({ path, reason: `${text} is in ${taken.range}, which ${taken.use}. ${takePrivate}` });
    return undefined;
  }
  if (!privateRanges.some((range) => meets(range, vpc))) {
    warnings.push({
      path,
      reason: `${text} belongs to hosts on the internet, which become unreachable. ${takePrivate}`,
    });
  }
  if (meets(dockerRange, vpc)) {
    warnings.push({ path, reason: `${text} meets ${dockerRange}, which Docker, Cloud9 and SageMaker use on hosts.` });
  }
  return vpc;
}

function meets(range: string, vpc: CidrBlock): boolean {
  const parsed = parseCidr(range);
  return parsed !== undefined && overlaps(parsed, vpc);
}
