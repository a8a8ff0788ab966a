import { stackGraph } from "@throughline/stacks/layers";
import { expect } from "chai";
import { Failure } from "../errors";
import type { Scope } from "../scope";
import { refuseReservedDomains } from "./reserved-domains";

function scopeOf(zoneName: string, layers: readonly ("network" | "edge")[] = ["edge"]): Scope {
  const sections = { edge: { domain: { name: `www.${zoneName}`, zoneName } } };
  const environment = { name: "dev", file: "Pulumi.dev.yaml", sections } as unknown as Scope["environments"][number];
  const graph = stackGraph([{ name: "dev", layers }]);
  return { environments: [environment], layers: undefined, selected: graph, graph };
}

const refused = (scope: Scope) => () => {
  refuseReservedDomains(scope);
};

describe("a domain that nobody can own", () => {
  it("is refused with its place", () => {
    expect(refused(scopeOf("bank.example.com"))).to.throw(
      Failure,
      /^Pulumi\.dev\.yaml: throughline:edge\.domain\.zoneName: "bank\.example\.com" is in example\.com\n/,
    );
  });

  it("does no harm while its layer is left out", () => {
    expect(refused(scopeOf("bank.example.com", ["network"]))).to.not.throw();
    expect(refused(scopeOf("bank.com"))).to.not.throw();
  });
});
