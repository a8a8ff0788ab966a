import { expect } from "chai";

import { networkAddresses } from "./blocks";
import { addressAt, contains, formatCidr, overlaps, parseCidr } from "./cidr";
import { awsTypes } from ".";
import type { Properties, RuleContext } from "../resource-type";

const block = (text: string) => {
  const parsed = parseCidr(text);
  if (!parsed) {
    throw new Error(`${text} is no block`);
  }
  return parsed;
};

describe("a CIDR block", () => {
  it("is read in both families, and not with bits behind its prefix", () => {
    expect(formatCidr(block("10.0.0.0/16"))).to.equal("10.0.0.0/16");
    expect(formatCidr(block("2001:DB8:0:0::/56"))).to.equal("2001:db8::/56");
    expect(parseCidr("10.0.0.1/16")).to.equal(undefined);
    expect(parseCidr("10.0.0.0/33")).to.equal(undefined);
  });

  it("contains and overlaps blocks of its family only", () => {
    expect(contains(block("0.0.0.0/0"), block("10.0.0.0/8"))).to.equal(true);
    expect(contains(block("10.0.0.0/9"), block("10.0.0.0/8"))).to.equal(false);
    expect(overlaps(block("10.0.0.0/9"), block("10.0.0.0/8"))).to.equal(true);
    expect(overlaps(block("10.0.0.0/9"), block("10.128.0.0/9"))).to.equal(false);
    expect(overlaps(block("::/0"), block("0.0.0.0/0"))).to.equal(false);
  });

  it("counts addresses over the dots", () => {
    expect(addressAt(block("10.0.0.0/16"), 256n)).to.equal("10.0.1.0");
  });
});

describe("a block with bits behind its prefix", () => {
  const INPUTS: readonly (readonly [string, string])[] = [
    ["aws:ec2/vpc:Vpc", "cidrBlock"],
    ["aws:ec2/subnet:Subnet", "cidrBlock"],
    ["aws:ec2/route:Route", "destinationCidrBlock"],
    ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "cidrIpv4"],
    ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "cidrIpv4"],
  ];
  const context = { get: () => undefined, where: () => [], all: () => [] } as unknown as RuleContext;
  const messages = (type: string, inputs: Properties): (string | undefined)[] => {
    const refusals = awsTypes.find((row) => row.type === type)?.refusals ?? [];
    return "none" in refusals ? [] : refusals.map((rule) => rule(inputs, context)?.message);
  };

  for (const [type, input] of INPUTS) {
    it(`is refused as ${input} of ${type}, with what was meant`, () => {
      expect(messages(type, { [input]: "10.0.1.7/16" })).to.include(
        '"10.0.1.7/16" is not a valid CIDR block; did you mean "10.0.0.0/16"?',
      );
    });
  }

  it("is refused without a guess when it is no block at all", () => {
    const refusal = networkAddresses(["cidrBlock"])({ cidrBlock: "ten" }, context);
    expect(refusal?.message).to.equal('"ten" is not a valid CIDR block');
  });
});
