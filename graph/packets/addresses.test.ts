import { expect } from "chai";
import { type Addresses, formatAddress, parseAddresses, prefixLength } from "./addresses";

describe("addresses", () => {
  const cases = [
    { text: "10.0.0.0/8", family: "ipv4", intervals: [10 * 2 ** 24, 11 * 2 ** 24], prefix: 8 },
    { text: "0.0.0.0/0", family: "ipv4", intervals: [0, 2 ** 32], prefix: 0 },
    { text: "10.1.2.3", family: "ipv4", intervals: [167838211, 167838212], prefix: 32 },
    { text: "10.1.2.3/24", family: "ipv4", intervals: [167838208, 167838464], prefix: 24 },
    { text: "::/0", family: "ipv6", intervals: [0n, 2n ** 128n], prefix: 0 },
    {
      text: "2001:db8::1",
      family: "ipv6",
      intervals: [0x20010db8n * 2n ** 96n + 1n, 0x20010db8n * 2n ** 96n + 2n],
      prefix: 128,
    },
  ];
  for (const { text, family, intervals, prefix } of cases) {
    it(`are those of ${text}`, () => {
      expect(parseAddresses(text)).to.deep.equal({ family, intervals });
      expect(prefixLength({ family, intervals } as Addresses)).to.equal(prefix);
    });
  }

  it("are none of a text that is no CIDR block", () => {
    expect(["", "vpc-1", "10.0.0", "10.0.0.0/33", "300.0.0.1"].map(parseAddresses)).to.deep.equal(
      Array(5).fill(undefined),
    );
  });

  it("are written as people write them", () => {
    expect(formatAddress("ipv4", 167838211)).to.equal("10.1.2.3");
    expect(formatAddress("ipv6", 0x20010db8n * 2n ** 96n + 1n)).to.equal("2001:db8::1");
  });
});
