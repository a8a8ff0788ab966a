import { expect } from "chai";

import { record, valueOf } from "../testing/recorder";
import { PrivateZone } from "./private-zone";

describe("PrivateZone", () => {
  it("is resolved by all of its VPCs, which are stated in the zone", async () => {
    const { result, get, ofType } = await record(
      () => new PrivateZone("net", { name: "dev.internal", vpcIds: ["vpc-1", "vpc-2"] }),
    );
    expect(get("aws:route53/zone:Zone", "net").inputs).to.deep.include({
      name: "dev.internal",
      vpcs: [{ vpcId: "vpc-1" }, { vpcId: "vpc-2" }],
    });
    expect(ofType("aws:route53/zoneAssociation:ZoneAssociation")).to.be.empty;
    expect(await valueOf(result.zoneId)).to.equal("net-id");
  });
});
