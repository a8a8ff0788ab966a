import { expect } from "chai";
import * as fc from "fast-check";
import {
  type CidrBlock,
  canonicalCidr,
  contains,
  covering,
  formatCidr,
  lowestFree,
  overlaps,
  parseCidr,
  part,
  sizeOf,
} from "./cidr";

const anyBlock = fc
  .record({ address: fc.integer({ min: 0, max: 2 ** 32 - 1 }), prefix: fc.integer({ min: 0, max: 32 }) })
  .map(({ address, prefix }) => ({ start: Math.floor(address / 2 ** (32 - prefix)) * 2 ** (32 - prefix), prefix }));

/** Blocks inside 10.0.0.0/24, few enough to try every address. */
const smallBlock = fc
  .record({ prefix: fc.integer({ min: 24, max: 32 }), n: fc.nat(255) })
  .map(({ prefix, n }) => part({ start: 0x0a000000, prefix: 24 }, prefix, n % 2 ** (prefix - 24)));

const addresses = (block: CidrBlock) => Array.from({ length: sizeOf(block.prefix) }, (_, i) => block.start + i);

describe("IPv4 CIDR blocks", () => {
  it("are read as they are written", () => {
    fc.assert(
      fc.property(anyBlock, (block) => {
        expect(parseCidr(formatCidr(block))).to.deep.equal(block);
      }),
    );
  });

  it("lose the bits beyond their prefix when read", () => {
    expect(parseCidr("10.0.1.7/16")).to.deep.equal(parseCidr("10.0.0.0/16"));
    expect(formatCidr({ start: 0xffffff00, prefix: 24 })).to.equal("255.255.255.0/24");
  });

  it("are not read from anything else", () => {
    for (const text of [
      "",
      "10.0.0.0",
      "10.0.0.0/",
      "10.0/16",
      "10.0.0.0/33",
      "10.0.0.256/24",
      "010.0.0.0/8",
      "::/0",
    ]) {
      expect(parseCidr(text), text).to.equal(undefined);
    }
  });

  it("overlap when they have an address in common, and contain when they have all", () => {
    fc.assert(
      fc.property(smallBlock, smallBlock, (a, b) => {
        const inB = new Set(addresses(b));
        expect(overlaps(a, b)).to.equal(addresses(a).some((address) => inB.has(address)));
        expect(contains(b, a)).to.equal(addresses(a).every((address) => inB.has(address)));
      }),
    );
  });

  it("are covered by the smallest block that contains them all", () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { minLength: 1, maxLength: 4 }), (blocks) => {
        const cover = covering(blocks);
        expect(cover.start % sizeOf(cover.prefix)).to.equal(0);
        for (const block of blocks) expect(contains(cover, block)).to.equal(true);
        if (blocks.some((block) => block.prefix === cover.prefix)) return;
        const halves = [part(cover, cover.prefix + 1, 0), part(cover, cover.prefix + 1, 1)];
        for (const half of halves) expect(blocks.every((block) => contains(half, block))).to.equal(false);
      }),
    );
  });

  it("are found free at the lowest aligned place, or not at all", () => {
    const within = { start: 0x0a000000, prefix: 24 };
    fc.assert(
      fc.property(fc.integer({ min: 22, max: 32 }), fc.array(smallBlock, { maxLength: 12 }), (prefix, taken) => {
        const candidates = Array.from({ length: prefix < 24 ? 0 : 2 ** (prefix - 24) }, (_, n) =>
          part(within, prefix, n),
        );
        const firstFree = candidates.find((candidate) => !taken.some((block) => overlaps(block, candidate)));
        expect(lowestFree(within, prefix, taken)).to.deep.equal(firstFree);
      }),
    );
  });
});

describe("CIDR blocks of either family", () => {
  it("have one canonical form", () => {
    expect(canonicalCidr("10.0.1.0/16")).to.deep.equal({ cidrBlock: "10.0.0.0/16", version: 4 });
    expect(canonicalCidr("2001:DB8:0:0::1/32")).to.deep.equal({ cidrBlock: "2001:db8::/32", version: 6 });
    expect(canonicalCidr("::/0")).to.deep.equal({ cidrBlock: "::/0", version: 6 });
  });

  it("are never taken from text that is neither", () => {
    for (const text of ["::", "10.0.0.0", "internet", "2001:db8::/129", "2001:db8::1::/64"]) {
      expect(canonicalCidr(text), text).to.equal(undefined);
    }
    fc.assert(fc.property(fc.string(), (text) => (canonicalCidr(text)?.cidrBlock ?? "/").includes("/")));
  });
});
