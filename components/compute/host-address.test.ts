import { expect } from "chai";

import { hostAddress } from "./host-address";

describe("hostAddress", () => {
  it("counts from the first address of a subnet, over the borders of its bytes", () => {
    expect(hostAddress("10.1.16.0/20", 10)).to.equal("10.1.16.10");
    expect(hostAddress("10.1.16.0/20", 260)).to.equal("10.1.17.4");
    expect(hostAddress("192.168.255.128/25", 4)).to.equal("192.168.255.132");
  });

  it("needs an IPv4 block", () => {
    expect(() => hostAddress("10.1.16.0", 10)).to.throw('"10.1.16.0" is not an IPv4 CIDR block');
  });
});
