import { expect } from "chai";
import * as fc from "fast-check";

import { hubName, reachable, routesToOthers, routingDomains, type TransitVpc, unreachable } from "./transit-routes";

const hub = { name: hubName, cidrBlock: "10.0.0.0/16", routingDomain: hubName };
const spoke = (number: number, routingDomain: string) => ({
  name: `spoke${number}`,
  cidrBlock: `10.${number}.0.0/16`,
  routingDomain,
});

/** A hub and up to eight spokes in up to four routing domains. */
const networks: fc.Arbitrary<TransitVpc[]> = fc
  .array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 8 })
  .map((domains) => [hub, ...domains.map((domain, index) => spoke(index + 1, domain))]);

const names = (vpcs: { name: string }[]) => vpcs.map(({ name }) => name);

describe("transit routes", () => {
  it("lead from the hub to every spoke, and from every spoke to the hub", () => {
    fc.assert(
      fc.property(networks, (vpcs) => {
        const spokes = vpcs.filter((vpc) => vpc !== hub);
        expect(reachable(hubName, vpcs)).to.deep.equal(spokes);
        for (const { routingDomain } of spokes) expect(reachable(routingDomain, vpcs)).to.include(hub);
      }),
    );
  });

  it("lead from spoke to spoke within a routing domain only", () => {
    const vpcs = [hub, spoke(1, "shared"), spoke(2, "shared"), spoke(3, "alone")];
    expect(names(reachable("shared", vpcs))).to.deep.equal(["hub", "spoke1", "spoke2"]);
    expect(names(reachable("alone", vpcs))).to.deep.equal(["hub", "spoke3"]);
  });

  it("exist in both directions or in neither", () => {
    fc.assert(
      fc.property(networks, (vpcs) => {
        const leads = (from: TransitVpc, to: TransitVpc) =>
          routesToOthers(from, vpcs).some(({ destinationCidrBlock }) => destinationCidrBlock === to.cidrBlock);
        for (const one of vpcs) for (const other of vpcs) expect(leads(one, other)).to.equal(leads(other, one));
      }),
    );
  });

  it("decide about every VPC: a spoke's default route never does", () => {
    fc.assert(
      fc.property(networks, (vpcs) => {
        for (const domain of routingDomains(vpcs).filter((name) => name !== hubName)) {
          expect([...reachable(domain, vpcs), ...unreachable(domain, vpcs)]).to.have.members(vpcs);
        }
      }),
    );
  });

  it("are never taken away by one more spoke", () => {
    fc.assert(
      fc.property(networks, fc.constantFrom("a", "b", "new"), (vpcs, domain) => {
        const grown = [...vpcs, spoke(9, domain)];
        for (const vpc of vpcs) {
          expect(routesToOthers(vpc, grown)).to.include.deep.members(routesToOthers(vpc, vpcs));
          expect(unreachable(vpc.routingDomain, grown)).to.include.members(unreachable(vpc.routingDomain, vpcs));
        }
      }),
    );
  });
});
