/** The nth /64 of a VPC's /56. */
export function ipv6Subnet(block: unknown, index: number): string {
  const [, prefix, last] = /^((?:[\da-f]{1,4}:){3})([\da-f]{1,4})::\/56$/i.exec(String(block)) ?? [];
  if (prefix === undefined || last === undefined) {
    throw new Error(
      "Subnets with assignIpv6AddressOnCreation=true require the VPC to have an IPv6 CIDR block of /56. " +
        "Set assignGeneratedIpv6CidrBlock=true or provide ipv6CidrBlock.",
    );
  }
  return `${prefix}${((Number.parseInt(last, 16) & 0xff00) | index).toString(16)}::/64`;
}
