/**
 * What the prover costs while networks grow: the matrix of all pairs, the isolation of all pairs of spokes, one query.
 * Processor time is given beside wall time: a busy machine lengthens only the latter.
 *
 * `node --require tsx/cjs benchmarks/prover.ts`
 */
import { performance } from "node:perf_hooks";
import type { Network } from "@throughline/graph/model";
import { asker, matrix } from "@throughline/prover";
import { buildNetwork, type Plan } from "../prover/testing/build";
import { median, spread } from "./statistics";

/** Floors: what must hold at the largest size, in processor time where it is about seconds. */
const floors = { matrixSeconds: 5, memoryBytes: 2 * 2 ** 30, isolationSeconds: 10, queryMilliseconds: 20 };

/**
 * VPCs of six subnets behind one transit gateway, twenty groups in each: two of their rules name groups, one names a
 * subnet of another VPC, and every tenth group lets all VPCs in.
 */
function manyInterfaces(size: number): Plan {
  const vpcCount = Math.max(1, Math.round(size / 200));
  const vpcs = Array.from({ length: vpcCount }, (_, index) => `v${index}`);
  const perVpc = Math.round(size / vpcCount);
  const octet = (index: number): string => `10.${index % 250}`;
  const groupsOf = (vpc: number): string[] => Array.from({ length: 20 }, (_, index) => `g${vpc}-${index}`);
  return {
    vpcs: Object.fromEntries(vpcs.map((vpc, index) => [vpc, { cidr: `${octet(index)}.0.0/16` }])),
    subnets: Object.fromEntries(
      vpcs.flatMap((vpc, index) =>
        Array.from({ length: 6 }, (_, subnet) => [
          `${vpc}-${subnet}`,
          { vpc, cidr: `${octet(index)}.${subnet}.0/24`, zone: `zone-${subnet % 3}`, table: `${vpc}-table` },
        ]),
      ),
    ),
    tables: Object.fromEntries(
      vpcs.map((vpc) => [`${vpc}-table`, { vpc, routes: { "10.0.0.0/8": "transitGateway tgw" } }]),
    ),
    groups: Object.fromEntries(
      vpcs.flatMap((vpc, index) =>
        groupsOf(index).map((group, number) => [
          group,
          {
            vpc,
            egress: ["all 0.0.0.0/0"],
            ingress: [
              `tcp 8080 g${index}-${(number + 1) % 20}`,
              `tcp 8443 g${index}-${(number + 7) % 20}`,
              `tcp 443 ${octet((index + 1) % vpcCount)}.${number % 6}.0/24`,
              ...(number % 10 === 0 ? ["tcp 9100 10.0.0.0/8"] : []),
            ],
          },
        ]),
      ),
    ),
    interfaces: Object.fromEntries(
      vpcs.flatMap((_, index) =>
        Array.from({ length: perVpc }, (_unused, number) => [
          `i${index}-${number}`,
          {
            subnet: `v${index}-${number % 6}`,
            address: `${octet(index)}.${number % 6}.${4 + Math.floor(number / 6)}`,
            groups: [`g${index}-${number % 20}`],
          },
        ]),
      ),
    ),
    transitGateways: {
      tgw: {
        attachments: Object.fromEntries(
          vpcs.map((vpc) => [`${vpc}-attachment`, { vpc, subnets: [0, 1, 2].map((n) => `${vpc}-${n}`), table: "all" }]),
        ),
        tables: { all: Object.fromEntries(vpcs.map((vpc, index) => [`${octet(index)}.0.0/16`, `${vpc}-attachment`])) },
      },
    },
  };
}

/** Spokes behind one hub, which lets them out and not to each other; their groups let everything in. */
function manySpokes(count: number): Plan {
  const spokes = Array.from({ length: count }, (_, index) => ({
    name: `s${index}`,
    prefix: `10.${64 + (index >> 7)}.${(index & 127) * 2}`,
  }));
  return {
    vpcs: {
      hub: { cidr: "10.0.0.0/16", internetGateway: "igw" },
      ...Object.fromEntries(spokes.map(({ name, prefix }) => [name, { cidr: `${prefix}.0/23` }])),
    },
    subnets: {
      public: { vpc: "hub", cidr: "10.0.0.0/24", table: "public" },
      transit: { vpc: "hub", cidr: "10.0.1.0/24", table: "transit" },
      ...Object.fromEntries(
        spokes.map(({ name, prefix }) => [name, { vpc: name, cidr: `${prefix}.0/24`, table: name }]),
      ),
    },
    tables: {
      public: { vpc: "hub", routes: { "0.0.0.0/0": "internetGateway igw", "10.64.0.0/10": "transitGateway tgw" } },
      transit: { vpc: "hub", routes: { "0.0.0.0/0": "natGateway nat" } },
      ...Object.fromEntries(
        spokes.map(({ name }) => [name, { vpc: name, routes: { "0.0.0.0/0": "transitGateway tgw" } }]),
      ),
    },
    groups: Object.fromEntries(
      spokes.map(({ name }) => [name, { vpc: name, egress: ["all 0.0.0.0/0"], ingress: ["all 10.0.0.0/8"] }]),
    ),
    interfaces: Object.fromEntries(
      spokes.map(({ name, prefix }) => [`i-${name}`, { subnet: name, address: `${prefix}.4`, groups: [name] }]),
    ),
    natGateways: { nat: { subnet: "public", address: "10.0.0.5", publicAddress: "198.51.100.5" } },
    transitGateways: {
      tgw: {
        attachments: {
          "hub-attachment": { vpc: "hub", subnets: ["transit"], table: "hub" },
          ...Object.fromEntries(
            spokes.map(({ name }) => [`${name}-attachment`, { vpc: name, subnets: [name], table: "spokes" }]),
          ),
        },
        tables: {
          hub: Object.fromEntries(spokes.map(({ name, prefix }) => [`${prefix}.0/23`, `${name}-attachment`])),
          spokes: { "0.0.0.0/0": "hub-attachment", "10.64.0.0/10": "blackhole" },
        },
      },
    },
  };
}

interface Measured<T> {
  readonly result: T;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly memoryBytes: number;
}

function measure<T>(work: () => T): Measured<T> {
  const [begin, before] = [performance.now(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return {
    result,
    seconds: (performance.now() - begin) / 1000,
    processorSeconds: (user + system) / 1e6,
    memoryBytes: process.memoryUsage().rss,
  };
}

function line(
  what: string,
  size: number,
  { seconds, processorSeconds, memoryBytes }: Measured<unknown>,
  more: string,
): void {
  const columns = [
    what.padEnd(10),
    String(size).padStart(6),
    `${seconds.toFixed(2).padStart(6)} s`,
    `${processorSeconds.toFixed(2).padStart(6)} s processor time`,
    `${(memoryBytes / 2 ** 20).toFixed(0).padStart(5)} MiB`,
    more,
  ];
  console.log(columns.join("  "));
}

function hold(what: string, value: number, floor: number): void {
  if (value <= floor) return;
  process.exitCode = 1;
  console.error(`${what}: ${value.toFixed(2)} is over ${floor}`);
}

function benchMatrix(): void {
  for (const size of [1_000, 2_500, 5_000, 10_000]) {
    const network = buildNetwork(manyInterfaces(size));
    const measured = measure(() => matrix(network));
    const { classes, cells } = measured.result;
    line(
      "matrix",
      size,
      measured,
      `${network.securityGroups.size} groups, ${classes.length} classes, ${cells.length} cells`,
    );
    if (size === 10_000) {
      hold("matrix, seconds", measured.processorSeconds, floors.matrixSeconds);
      hold("matrix, bytes", measured.memoryBytes, floors.memoryBytes);
      benchQuery(network);
    }
  }
}

function benchQuery(network: Network): void {
  const questions = asker(network);
  const names = [...network.interfaces.keys()];
  const times = Array.from({ length: 200 }, (_, index) => {
    const [source = "", destination = ""] = [names[(index * 37) % names.length], names[(index * 7919) % names.length]];
    const begin = performance.now();
    questions.query({ source, destination, protocol: "tcp", port: 443 });
    return performance.now() - begin;
  });
  console.log(`query      ${String(names.length).padStart(6)}  ${spread(times)} ms after loading`);
  hold("query, milliseconds", median(times), floors.queryMilliseconds);
}

function benchIsolation(): void {
  for (const count of [500, 1_000, 2_500, 5_000]) {
    const network = buildNetwork(manySpokes(count));
    const measured = measure(() => matrix(network, { internet: false }));
    const reached = measured.result.cells.filter(({ from, to }) => from !== to).length;
    line("isolation", count, measured, `${count * (count - 1)} pairs, ${reached} not isolated`);
    hold("spokes that reach each other", reached, 0);
    if (count === 5_000) hold("isolation, seconds", measured.processorSeconds, floors.isolationSeconds);
  }
}

benchMatrix();
benchIsolation();
