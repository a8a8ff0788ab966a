import { expect } from "chai";
import * as fc from "fast-check";

import type { SubnetSpec, SubnetStrategy } from "./args";
import { overlap, parseBlock, range } from "./block";
import { describe as tell, layOut, subnetLayout } from "./layout";

interface Given {
  readonly cidrBlock?: string;
  readonly zones?: number;
  readonly subnetStrategy?: SubnetStrategy;
  readonly subnetSpecs?: readonly SubnetSpec[];
  readonly availabilityZoneCidrMask?: number;
}

const layout = ({ zones = 2, ...args }: Given) =>
  layOut({ cidrBlock: "10.0.0.0/16", subnetStrategy: "Auto", ...args }, zones);

/** `private-1: 10.0.0.0/18`, without the VPC's name. */
const places = (given: Given) => layout(given).subnets.map((subnet) => tell("v", subnet).slice("v-".length));

const specs = (...types: (string | [string, number])[]): SubnetSpec[] =>
  types.map((type) => (typeof type === "string" ? { type } : { type: type[0], cidrMask: type[1] }));

describe("the layout of awsx.ec2.Vpc", () => {
  describe("by default (Legacy, no specs)", () => {
    it("gives each of two zones a half: /18 private, /19 public", () => {
      expect(places({ subnetStrategy: "Legacy" })).to.deep.equal([
        "private-1: 10.0.0.0/18",
        "private-2: 10.0.128.0/18",
        "public-1: 10.0.64.0/19",
        "public-2: 10.0.192.0/19",
      ]);
    });

    it("gives each of three zones a quarter: /19 private, /20 public", () => {
      expect(places({ subnetStrategy: "Legacy", zones: 3 })).to.deep.equal([
        "private-1: 10.0.0.0/19",
        "private-2: 10.0.64.0/19",
        "private-3: 10.0.128.0/19",
        "public-1: 10.0.32.0/20",
        "public-2: 10.0.96.0/20",
        "public-3: 10.0.160.0/20",
      ]);
    });

    it("tells the odd layout Private, Unused, Private", () => {
      const given = layout({ subnetStrategy: "Legacy", zones: 3 });
      expect(subnetLayout(given, 3)).to.deep.equal([
        { type: "Private", cidrMask: 19 },
        { type: "Unused", cidrMask: 19 },
        { type: "Private", cidrMask: 19 },
      ]);
    });
  });

  describe("Legacy with specs", () => {
    it("places private, then public, then isolated, whatever the order", () => {
      const subnetSpecs = specs("Isolated", "Public", "Private");
      expect(places({ subnetStrategy: "Legacy", zones: 1, subnetSpecs })).to.deep.equal([
        "private-1: 10.0.0.0/19",
        "public-1: 10.0.32.0/20",
        "isolated-1: 10.0.48.0/24",
      ]);
    });

    it("gives a single subnet all of a small zone", () => {
      const given = { cidrBlock: "10.0.0.0/24", subnetStrategy: "Legacy", zones: 2 } as const;
      expect(places({ ...given, subnetSpecs: specs("Private") })).to.deep.equal([
        "private-1: 10.0.0.0/25",
        "private-2: 10.0.0.128/25",
      ]);
    });

    it("takes the next free block where counting on would overlap", () => {
      const subnetSpecs: SubnetSpec[] = [
        { type: "Private", name: "a", cidrMask: 24 },
        { type: "Private", name: "b", cidrMask: 20 },
        { type: "Public", cidrMask: 28 },
      ];
      expect(places({ subnetStrategy: "Legacy", zones: 1, subnetSpecs })).to.deep.equal([
        "a-1: 10.0.0.0/24",
        "b-1: 10.0.16.0/20",
        "public-1: 10.0.32.0/28",
      ]);
    });

    it("tells types with a capital letter and forgets names", () => {
      const subnetSpecs: SubnetSpec[] = [
        { type: "private", name: "app", cidrMask: 20 },
        { type: "public", cidrMask: 24 },
      ];
      const given = layout({ subnetStrategy: "Legacy", zones: 1, subnetSpecs });
      expect(subnetLayout(given, 1)).to.deep.equal([
        { type: "Private", cidrMask: 20 },
        { type: "Public", cidrMask: 24 },
      ]);
    });

    it("reads masks only: explicit blocks are not looked at", () => {
      const subnetSpecs: SubnetSpec[] = [{ type: "Private", cidrBlocks: ["10.0.77.0/24"] }];
      expect(places({ subnetStrategy: "Legacy", zones: 1, subnetSpecs })).to.deep.equal(["private-1: 10.0.0.0/19"]);
    });
  });

  describe("Auto", () => {
    it("places specs in the order declared, zone by zone", () => {
      const subnetSpecs: SubnetSpec[] = [
        { type: "Public", cidrMask: 20 },
        { type: "Isolated", name: "tgw", cidrMask: 28 },
        { type: "Private", cidrMask: 20 },
      ];
      expect(places({ subnetSpecs })).to.deep.equal([
        "public-1: 10.0.0.0/20",
        "tgw-1: 10.0.16.0/28",
        "private-1: 10.0.32.0/20",
        "public-2: 10.0.128.0/20",
        "tgw-2: 10.0.144.0/28",
        "private-2: 10.0.160.0/20",
      ]);
    });

    it("divides a zone evenly between specs without a size", () => {
      const subnetSpecs = specs("Public", "Private", "Isolated");
      expect(places({ zones: 1, subnetSpecs })).to.deep.equal([
        "public-1: 10.0.0.0/18",
        "private-1: 10.0.64.0/18",
        "isolated-1: 10.0.128.0/18",
      ]);
    });

    it("has private and public by default, private first", () => {
      expect(places({ zones: 2 }).slice(0, 2)).to.deep.equal(["private-1: 10.0.0.0/18", "public-1: 10.0.64.0/19"]);
    });

    it("overflows into the next zone when a small spec wastes the room in front of a large one", () => {
      const { subnets } = layout({ subnetSpecs: specs(["Public", 28], ["Private", 18], ["Isolated", 19]) });
      const [, , third, fourth] = subnets;
      expect(third && fourth && overlap(third.block, fourth.block)).to.equal(true);
    });

    it("keeps Unused as room that is reserved", () => {
      const subnetSpecs = specs(["Unused", 18], ["Private", 18]);
      expect(places({ zones: 2, subnetSpecs })[1]).to.equal("private-1: 10.0.64.0/18");
    });

    it("takes the zones' size from availabilityZoneCidrMask", () => {
      const given = { availabilityZoneCidrMask: 20, subnetSpecs: specs("Private") };
      expect(places({ ...given })).to.deep.equal(["private-1: 10.0.0.0/20", "private-2: 10.0.16.0/20"]);
    });

    it("takes a size for a mask, and tells both", () => {
      const given = layout({ zones: 1, subnetSpecs: [{ type: "Private", name: "app", size: 256 }] });
      expect(subnetLayout(given, 1)).to.deep.equal([
        { type: "Private", name: "app", size: 256, cidrMask: 24, cidrBlocks: undefined },
      ]);
    });

    it("refuses specs that are larger than a zone", () => {
      const subnetSpecs = specs(["Public", 17], ["Private", 17]);
      expect(() => layout({ subnetSpecs })).to.throw("VPC has 32768 addresses, but subnets require 65536 addresses");
    });

    it("refuses to divide zones smaller than /26 by itself", () => {
      expect(() => layout({ cidrBlock: "10.0.0.0/26", zones: 2 })).to.throw("at least /26 available per AZ");
    });

    it("refuses no specs at all", () => {
      expect(() => layout({ subnetSpecs: [] })).to.throw("No subnets specified");
    });

    it("never overlaps within a zone, and aligns every block to its size", () => {
      const masks = fc.array(fc.integer({ min: 19, max: 28 }), { minLength: 1, maxLength: 6 });
      fc.assert(
        fc.property(masks, (sizes) => {
          const subnetSpecs = sizes.map((cidrMask, index) => ({ type: "Private", name: `s${index}`, cidrMask }));
          const { subnets } = layout({ cidrBlock: "10.0.0.0/8", zones: 1, subnetSpecs });
          for (const [index, { block }] of subnets.entries()) {
            expect(range(block).first).to.equal(block.start);
            expect(subnets.slice(index + 1).some((other) => overlap(block, other.block))).to.equal(false);
          }
        }),
      );
    });
  });

  describe("AutoMerge", () => {
    it("puts unnamed specs in the place of the defaults and others behind them", () => {
      const subnetSpecs: SubnetSpec[] = [
        { type: "Isolated", cidrMask: 24 },
        { type: "Public", cidrMask: 22 },
      ];
      expect(places({ subnetStrategy: "AutoMerge", zones: 1, subnetSpecs })).to.deep.equal([
        "private-1: 10.0.0.0/17",
        "public-1: 10.0.128.0/22",
        "isolated-1: 10.0.132.0/24",
      ]);
    });

    it("divides evenly for an override without a size", () => {
      const subnetSpecs = specs("Public");
      expect(places({ subnetStrategy: "AutoMerge", zones: 1, subnetSpecs })).to.deep.equal([
        "private-1: 10.0.0.0/17",
        "public-1: 10.0.128.0/17",
      ]);
    });

    it("refuses explicit blocks", () => {
      const subnetSpecs: SubnetSpec[] = [{ type: "Private", cidrBlocks: ["10.0.0.0/24"] }];
      expect(() => layout({ subnetStrategy: "AutoMerge", zones: 1, subnetSpecs })).to.throw("AutoMerge");
    });
  });

  describe("with explicit blocks", () => {
    it("puts each where it is told, inside the VPC or not: AWS refuses later", () => {
      const subnetSpecs: SubnetSpec[] = [
        { type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] },
        { type: "Private", name: "far", cidrBlocks: ["192.168.0.0/24", "192.168.1.0/24"] },
      ];
      expect(places({ subnetSpecs })).to.deep.equal([
        "public-1: 10.0.0.0/24",
        "far-1: 192.168.0.0/24",
        "public-2: 10.0.1.0/24",
        "far-2: 192.168.1.0/24",
      ]);
    });

    it("refuses everything that is wrong at once", () => {
      const subnetSpecs: SubnetSpec[] = [
        { type: "Public", cidrBlocks: ["10.0.0.0/24"] },
        { type: "Private", cidrBlocks: ["10.0.1.0/24", "10.0.2.0/24"], cidrMask: 25 },
        { type: "Private", cidrBlocks: ["10.0.3.0/24", "10.0.4.0/24"], size: 128 },
        { type: "Isolated" },
      ];
      const attempt = () => layout({ subnetSpecs });
      expect(attempt).to.throw('type "private" require unique names');
      expect(attempt).to.throw("CIDR blocks in subnetSpecs[0] must match the number of availability zones (2)");
      expect(attempt).to.throw("cidrMask in subnetSpecs[1]");
      expect(attempt).to.throw("size in subnetSpecs[2]");
      expect(attempt).to.throw("all subnets must have explicit cidrBlocks");
    });

    it("refuses a block that is none", () => {
      const subnetSpecs: SubnetSpec[] = [{ type: "Public", cidrBlocks: ["10.0.0.0"] }];
      expect(() => layout({ zones: 1, subnetSpecs })).to.throw('"10.0.0.0" is not a valid IPv4 CIDR block');
    });
  });

  it("refuses sizes that are no power of two or do not fit their mask", () => {
    expect(() => layout({ subnetSpecs: [{ type: "Private", size: 300 }] })).to.throw("sizes are invalid: 300");
    const contradiction = [{ type: "Private", size: 256, cidrMask: 25 }];
    expect(() => layout({ subnetSpecs: contradiction })).to.throw("does not match the expected size for a /25");
  });

  it("lets one of several subnets of a type be without a name", () => {
    const subnetSpecs: SubnetSpec[] = [{ type: "Private" }, { type: "Private", name: "db" }];
    expect(places({ zones: 1, subnetSpecs })).to.have.length(2);
    expect(() => layout({ subnetSpecs: specs("Private", "private") })).to.throw("require unique names");
  });

  it("reads blocks with bits behind their prefix as the block that contains them", () => {
    expect(range(parseBlock("10.0.1.1/16"))).to.deep.equal(range(parseBlock("10.0.0.0/16")));
  });
});
