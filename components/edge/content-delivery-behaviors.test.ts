import { expect } from "chai";
import fc from "fast-check";

import { deliveryBehaviors } from "./content-delivery-behaviors";

const path = fc.stringMatching(/^\/[a-c](\/[a-c]){0,2}$/);
const pattern = fc.oneof(
  path,
  path.map((prefix) => `${prefix}/*`),
);
const patterns = fc.uniqueArray(pattern, { maxLength: 6 });

/** Whether CloudFront's pattern fits a path. */
const fits = (wanted: string, actual: string) => new RegExp(`^${wanted.replaceAll("*", ".*")}$`).test(actual);

describe("the behaviours of a distribution", () => {
  it("ask for a signature wherever one is declared, whatever else fits the path", () => {
    fc.assert(
      fc.property(patterns, patterns, path, (apiPaths, paths, request) => {
        const first = deliveryBehaviors({ apiPaths, signedUrls: { publicKeys: {}, paths } }).find((behavior) =>
          fits(behavior.pattern, request),
        );
        expect(first?.signed ?? false).to.equal(paths.some((signed) => fits(signed, request)));
      }),
    );
  });

  it("name each pattern once", () => {
    fc.assert(
      fc.property(patterns, patterns, (apiPaths, paths) => {
        const named = deliveryBehaviors({ apiPaths, signedUrls: { publicKeys: {}, paths } });
        expect(new Set(named.map((behavior) => behavior.pattern)).size).to.equal(named.length);
      }),
    );
  });

  it("take signed paths of the API to the load balancer, and the others to the site", () => {
    const behaviors = deliveryBehaviors({
      apiPaths: ["/api/*"],
      signedUrls: { publicKeys: {}, paths: ["/api/reports/*", "/private/*"] },
    });
    expect(behaviors).to.deep.equal([
      { pattern: "/api/reports/*", target: "api", signed: true },
      { pattern: "/private/*", target: "site", signed: true },
      { pattern: "/api/*", target: "api", signed: false },
    ]);
  });
});
