import { expect } from "chai";
import { builtInKinds } from "../kinds";
import { charts } from "../helm/charts";
import { validatorOf } from "./validate";

describe("published schemas", () => {
  it("exist for every kind that the API server serves itself", async () => {
    const missing: string[] = [];
    for (const { group, version, kind } of builtInKinds) {
      if (!(await validatorOf(group, version, kind))) {
        missing.push(`${group}/${version}/${kind}`);
      }
    }
    expect(missing).to.deep.equal([]);
  });

  it("exist for the kinds that Istio and External Secrets bring and programs write", async () => {
    const written = /^(networking|security|telemetry|external-secrets)\./;
    for (const { crds } of charts) {
      for (const { group, kind, versions } of crds?.all.filter(({ group }) => written.test(group)) ?? []) {
        expect(await validatorOf(group, versions[0] ?? "", kind), `${group} ${kind}`).to.be.a("function");
      }
    }
  });

  it("do not exist for what nobody publishes", async () => {
    expect(await validatorOf("example.org", "v1", "Account")).to.equal(undefined);
    expect(await validatorOf("networking.istio.io", "v9", "Gateway")).to.equal(undefined);
  });

  it("name every field that they do not have, in lists and maps too", async () => {
    const validate = await validatorOf("networking.istio.io", "v1", "VirtualService");
    const route = [{ destination: { host: "web", prot: 1 }, weight: 1 }];
    const object = { apiVersion: "networking.istio.io/v1", kind: "VirtualService", metadata: { name: "web", nme: "" } };
    expect(validate?.({ ...object, spec: { hosts: ["a"], http: [{ route, tineout: "1s" }] } }).unknown).to.deep.equal([
      "metadata.nme",
      "spec.http[0].route[0].destination.prot",
      "spec.http[0].tineout",
    ]);
  });

  it("let maps and free forms hold anything", async () => {
    const filter = await validatorOf("networking.istio.io", "v1alpha3", "EnvoyFilter");
    const patch = { operation: "MERGE", value: { typed_config: { "@type": "x", stat_prefix: "y" } } };
    const spec = { configPatches: [{ applyTo: "HTTP_FILTER", patch }] };
    const object = {
      apiVersion: "networking.istio.io/v1alpha3",
      kind: "EnvoyFilter",
      metadata: { name: "x", labels: { "a/b": "c" } },
    };
    expect(filter?.({ ...object, spec })).to.deep.equal({ unknown: [], errors: [] });
  });

  it("say what is wrong in the API server's words", async () => {
    const validate = await validatorOf("security.istio.io", "v1", "PeerAuthentication");
    const object = { apiVersion: "security.istio.io/v1", kind: "PeerAuthentication", metadata: { name: "default" } };
    expect(validate?.({ ...object, spec: { mtls: { mode: "STRIKT" } } }).errors).to.deep.equal([
      {
        field: "spec.mtls.mode",
        problem: 'Unsupported value: "STRIKT": supported values: "UNSET", "DISABLE", "PERMISSIVE", "STRICT"',
      },
    ]);
  });
});
