import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { buildNetwork, isUnknown, type Network } from "../index";
import { joinSources, readSources } from "../../read";
import { meaningOf } from "../../testing/describe";
import { made, networkOf, subnet, type TestState, vpc } from "../../testing/state";

/** A rule that can be written in every form. */
interface Rule {
  readonly direction: "ingress" | "egress";
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly block: string;
}

const blocks = ["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "192.0.2.7/32"];
const rule: fc.Arbitrary<Rule> = fc.record({
  direction: fc.constantFrom("ingress" as const, "egress" as const),
  protocol: fc.constantFrom("tcp", "udp", "6", "17"),
  fromPort: fc.integer({ min: 0, max: 100 }),
  toPort: fc.integer({ min: 100, max: 200 }),
  block: fc.constantFrom(...blocks),
});
const rules = fc.array(rule, { maxLength: 6 });
const blockSets = fc.subarray(blocks);

const forms: readonly ((rules: readonly Rule[]) => TestState[])[] = [
  (all) => [group(Object.fromEntries(["ingress", "egress"].map((each) => [each, inline(all, each)])))],
  (all) => [
    group({}),
    ...all.map(({ direction, protocol, fromPort, toPort, block }, index) =>
      made(`vpc/securityGroup${direction === "ingress" ? "Ingress" : "Egress"}Rule`, `rule-${index}`, {
        securityGroupId: "sg-1",
        ipProtocol: protocol,
        fromPort,
        toPort,
        cidrIpv4: block,
      }),
    ),
  ],
  (all) => [
    group({}),
    ...all.map(({ direction, block, ...rest }, index) =>
      made("ec2/securityGroupRule", `rule-${index}`, {
        securityGroupId: "sg-1",
        type: direction,
        cidrBlocks: [block],
        ...rest,
      }),
    ),
  ],
];

function inline(all: readonly Rule[], of: string): object[] {
  return all
    .filter(({ direction }) => direction === of)
    .map(({ protocol, fromPort, toPort, block }) => ({ protocol, fromPort, toPort, cidrBlocks: [block] }));
}

function group(inputs: object): TestState {
  return made("ec2/securityGroup", "sg-1", { vpcId: "vpc-1", ...inputs });
}

const routeForms: readonly ((blocks: readonly string[]) => TestState[])[] = [
  (all) => [table({ routes: all.map((cidrBlock) => ({ cidrBlock, natGatewayId: "nat-1" })) })],
  (all) => [
    table({}),
    ...all.map((block, index) =>
      made("ec2/route", `r-${index}`, {
        routeTableId: "rtb-1",
        destinationCidrBlock: block,
        natGatewayId: "nat-1",
      }),
    ),
  ],
];

function table(inputs: object): TestState {
  return made("ec2/routeTable", "rtb-1", { vpcId: "vpc-1", ...inputs });
}

const aclForms: readonly ((blocks: readonly string[]) => TestState[])[] = [
  (all) => [
    made("ec2/networkAcl", "acl-1", {
      vpcId: "vpc-1",
      subnetIds: ["subnet-1"],
      egress: all.map((cidrBlock, index) => ({ ruleNo: index + 1, action: "deny", protocol: "-1", cidrBlock })),
    }),
  ],
  (all) => [
    made("ec2/networkAcl", "acl-1", { vpcId: "vpc-1" }),
    made("ec2/networkAclAssociation", "a", { networkAclId: "acl-1", subnetId: "subnet-1" }),
    ...all.map((block, index) =>
      made("ec2/networkAclRule", `n-${index}`, {
        networkAclId: "acl-1",
        egress: true,
        ruleNumber: index + 1,
        ruleAction: "deny",
        protocol: "all",
        cidrBlock: block,
      }),
    ),
  ],
];

const base = [vpc("vpc-1", "10.0.0.0/16"), subnet("subnet-1", "vpc-1", "10.0.1.0/24")];

function expectEqual(networks: readonly Network[]): void {
  const [first, ...others] = networks.map(meaningOf);
  for (const other of others) expect(other).to.deep.equal(first);
}

describe("the same network, written down differently", () => {
  it("is the same with rules inline, one by one and in the older form", () => {
    fc.assert(
      fc.property(rules, (all) => {
        expectEqual(forms.map((form) => networkOf([...base, ...form(all)])));
      }),
      { numRuns: 50 },
    );
  });

  it("is the same with routes and entries of network ACLs inline or one by one", () => {
    fc.assert(
      fc.property(blockSets, (all) => {
        expectEqual(routeForms.map((form) => networkOf([...base, ...form(all)])));
        expectEqual(aclForms.map((form) => networkOf([...base, ...form(all)])));
      }),
      { numRuns: 50 },
    );
  });

  it("is the same in one stack or in two, of which one also reads what the other manages", () => {
    fc.assert(
      fc.property(rules, fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), (all, sides) => {
        const resources = [...base, ...(forms[1]?.(all) ?? []), ...(routeForms[1]?.(blocks) ?? [])];
        const left = resources.filter((_, index) => sides[index % sides.length]);
        const right = resources.filter((_, index) => !sides[index % sides.length]);
        const read = base.map((state) => ({ ...state, urn: `${state.urn}-read`, external: true }));
        expectEqual([networkOf(resources), networkOf(left, right), networkOf([...read, ...right], left)]);
      }),
      { numRuns: 50 },
    );
  });
});

describe("the exports of a real environment", () => {
  const text = (layer: string): string =>
    readFileSync(join(__dirname, `../../testing/fixtures/dev-${layer}.json`), "utf8");
  const { sources } = readSources(["network", "compute", "data"].map((name) => ({ name, text: text(name) })));
  const network = buildNetwork(joinSources(sources));

  it("leave nothing unknown", () => {
    expect(unknownsOf(network)).to.deep.equal([]);
    expect(network.unmodelled).to.deep.equal([]);
  });

  it("lead from the load balancer to the nodes of the cluster", () => {
    const [balancer] = network.loadBalancers.values();
    const reached = balancer?.listeners.flatMap(({ rules: [first] }) => {
      const action = first?.action;
      return action === undefined || isUnknown(action) || action.kind !== "forward" ? [] : action.targetGroups;
    });
    const targets = reached?.flatMap(({ arn }) => network.targetGroups.get(arn)?.targets ?? []);
    const kinds = targets?.map(({ id }) => (isUnknown(id) ? "unknown" : network.interfaces.get(id)?.kind));
    expect(new Set(kinds)).to.deep.equal(new Set(["clusterNode"]));
  });

  it("have each rule at its group before either exists", () => {
    const { sources: planned } = readSources([{ name: "preview", text: text("network-preview") }]);
    const byName = ({ securityGroups }: Network) =>
      new Map([...securityGroups.values()].map(({ evidence, ingress, egress }) => [evidence.urn, [ingress, egress]]));
    const deployed = byName(buildNetwork(joinSources(sources.filter(({ name }) => name === "network"))));
    const before = byName(buildNetwork(joinSources(planned)));
    expect(before.size).to.equal(9);
    for (const [urn, rules_] of before) {
      const counts = (each: typeof rules_ | undefined) => each?.map(({ length }) => length);
      expect(counts(rules_), urn).to.deep.equal(counts(deployed.get(urn)));
      expect(unknownsOf(rules_), urn).to.deep.equal([]);
    }
  });
});

function unknownsOf(thing: unknown): string[] {
  if (typeof thing !== "object" || thing === null) return [];
  if ("unknown" in thing) return [String(thing.unknown)];
  return [...(thing instanceof Map ? (thing.values() as Iterable<unknown>) : Object.values(thing))].flatMap(unknownsOf);
}
