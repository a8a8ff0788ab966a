import fc from "fast-check";

/**
 * A small network by random choices. Numbers point at things (`tables[table % tables.length]`), so that every choice
 * means something and smaller choices mean simpler networks. The first of the words in each choice is what lets packets
 * pass: networks in which nothing gets through would test little.
 */
const index = fc.nat(11);
const mostly = (value: boolean, odds: number) =>
  fc.oneof({ weight: odds, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constant(!value) });

/** What rules speak of. */
export const traffics = [
  "all",
  "tcp 443",
  "tcp 0-65535",
  "tcp 1024-65535",
  "tcp 440-500",
  "tcp 1024-32767",
  "udp 53",
  "udp 1024-65535",
  "udp 0-65535",
  "icmp",
  "icmp echo",
  "icmpv6",
] as const;
const traffic = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 5, arbitrary: index });

const aclEntry = fc.record({ allow: mostly(true, 1), traffic, block: index });
const acl = fc.record({
  open: mostly(true, 9),
  ingress: fc.array(aclEntry, { maxLength: 2 }),
  egress: fc.array(aclEntry, { maxLength: 2 }),
});
const rule = fc.record({
  traffic,
  peer: fc.oneof({ weight: 4, arbitrary: fc.constant("everywhere") }, fc.constantFrom("block", "group", "prefixList")),
  which: index,
});
const group = fc.record({
  ingress: fc.array(rule, { minLength: 1, maxLength: 3 }),
  egress: fc.array(rule, { minLength: 1, maxLength: 2 }),
});
const routeTargets = [
  "internetGateway",
  "natGateway",
  "transitGateway",
  "vpcPeering",
  "egressOnlyInternetGateway",
  "networkInterface",
] as const;
const target = fc.record({
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constant(routeTargets[0]) },
    { weight: 3, arbitrary: fc.constant(routeTargets[1]) },
    { weight: 3, arbitrary: fc.constantFrom(...routeTargets) },
  ),
  which: index,
});
const table = fc.record({
  everywhere: fc.option(target, { freq: 8 }),
  everywhere6: fc.option(fc.constantFrom("internetGateway", "egressOnlyInternetGateway", "transitGateway"), {
    freq: 4,
  }),
  neighbours: fc.option(fc.constantFrom("transitGateway", "vpcPeering"), { freq: 8 }),
  endpoint: mostly(false, 4),
  others: fc.array(fc.record({ block: index, target }), { maxLength: 1 }),
});
const subnet = fc.record({ zone: mostly(false, 3), table: index, acl: index });
const host = fc.record({
  subnet: index,
  groups: fc.array(index, { minLength: 1, maxLength: 2 }),
  isPublic: mostly(true, 2),
});
const vpc = fc.record({
  internetGateway: fc.constantFrom("attached", "attached", "attached", "absent", "detached"),
  egressOnly: mostly(true, 1),
  subnets: fc.array(subnet, { minLength: 1, maxLength: 3 }),
  tables: fc.array(table, { minLength: 1, maxLength: 3 }),
  acls: fc.array(acl, { minLength: 1, maxLength: 2 }),
  groups: fc.array(group, { minLength: 1, maxLength: 2 }),
  nat: fc.option(fc.record({ subnet: index, isPublic: mostly(true, 3) }), { freq: 6 }),
  hosts: fc.array(host, { minLength: 1, maxLength: 2 }),
});
const attachment = fc.record({
  subnets: fc.array(index, { minLength: 1, maxLength: 4 }),
  table: fc.option(index, { freq: 15 }),
  appliance: mostly(false, 2),
  referencing: mostly(true, 3),
});
const transitTable = fc.record({
  propagates: mostly(true, 4),
  everywhere: fc.option(index, { freq: 1 }),
  routes: fc.array(fc.record({ block: index, attachment: fc.option(index, { freq: 4 }) }), { maxLength: 2 }),
});
const transitGateway = fc.record({
  referencing: mostly(true, 1),
  /** By VPC; undefined is not attached. */
  attachments: fc.array(fc.option(attachment, { freq: 8 }), { minLength: 3, maxLength: 3 }),
  tables: fc.array(transitTable, { minLength: 1, maxLength: 2 }),
});
const question = fc.record({
  from: fc.nat(5),
  to: fc.nat(5),
  ipv6: mostly(false, 3),
  traffic: fc.constantFrom("tcp 443", "tcp 443", "udp 53", "udp 2000", "tcp 400-500", "icmp echo", "icmp", "all"),
  byPublicAddress: mostly(false, 2),
});

export const networkSketch = fc.record({
  vpcs: fc.array(vpc, { minLength: 1, maxLength: 3 }),
  transitGateways: fc.array(transitGateway, { minLength: 1, maxLength: 2 }),
  /** A transit gateway's attachment to the other, with a table on each side. */
  transitPeering: fc.option(fc.record({ active: mostly(true, 4), tables: fc.tuple(index, index) }), { freq: 1 }),
  peerings: fc.array(fc.record({ between: fc.tuple(index, index), active: mostly(true, 5) }), { maxLength: 2 }),
  questions: fc.array(question, { minLength: 4, maxLength: 8 }),
});
export type NetworkSketch = typeof networkSketch extends fc.Arbitrary<infer T> ? T : never;
