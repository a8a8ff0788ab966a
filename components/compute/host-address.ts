import { formatCidr, parseCidr } from "../network/addresses";

/**
 * The address of a host in a subnet, counted from the subnet's first address: host 10 in 10.1.16.0/20 is 10.1.16.10.
 *
 * @throws {Error} if the subnet is not an IPv4 block
 */
export function hostAddress(cidrBlock: string, hostNumber: number): string {
  const subnet = parseCidr(cidrBlock);
  if (subnet === undefined) throw new Error(`"${cidrBlock}" is not an IPv4 CIDR block.`);
  return formatCidr({ start: subnet.start + hostNumber, prefix: 32 }).replace("/32", "");
}
