import { expect } from "chai";
import { edgeSchema } from "../edge/schema";
import { appsSchema } from "./schema";
import { servicesWithPods } from "./served-elsewhere";

const site = { port: 8080, routes: { site: { prefix: "/" } } };
const account = { port: 8080, routes: { api: { prefix: "/api/" } }, allowFrom: ["frontend"] };

/** Names of the services that have pods. */
function withPods(services: Record<string, unknown>, edge?: unknown): string[] {
  const kept = servicesWithPods(
    appsSchema.parse({ services }),
    edge === undefined ? undefined : edgeSchema.parse(edge),
  );
  expect(Object.values(kept).flatMap(({ allowFrom = [] }) => allowFrom)).to.satisfy((callers: string[]) =>
    callers.every((caller) => Object.hasOwn(kept, caller)),
  );
  return Object.keys(kept);
}

describe("a site that a bucket serves", () => {
  it("has no pods", () => {
    expect(withPods({ frontend: site, account }, { cdn: {} })).to.deep.equal(["account"]);
  });

  it("has pods where CloudFront asks for them, and where there is no CloudFront", () => {
    const both = ["frontend", "account"];
    expect(withPods({ frontend: site, account }, { cdn: { serveFrom: "pod" } })).to.deep.equal(both);
    expect(withPods({ frontend: site, account }, {})).to.deep.equal(both);
    expect(withPods({ frontend: site, account })).to.deep.equal(both);
  });

  it("keeps the pods of a service that others of the mesh call, or route to", () => {
    const called = { ...site, allowFrom: ["account"] };
    expect(withPods({ frontend: called, account }, { cdn: {} })).to.include("frontend");
    const routed = { ...account, routes: { old: { prefix: "/old/", destination: { service: "frontend" } } } };
    expect(withPods({ frontend: site, account: routed }, { cdn: {} })).to.include("frontend");
  });
});
