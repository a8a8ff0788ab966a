import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { readSections } from "./program";

/** Runs with the settings as the engine hands them over: every section as JSON. */
function withSettings<T>(settings: Readonly<Record<string, unknown>>, run: () => T): T {
  const config = Object.entries(settings).map(([key, value]) => [
    `throughline:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig(Object.fromEntries(config) as Record<string, string>);
  try {
    return run();
  } finally {
    pulumi.runtime.setAllConfig({});
  }
}

describe("a layer's program", () => {
  it("sees the values of shared files under those that the engine knows", () => {
    const own = { base: "bankapp.yaml", apps: { services: { account: { port: 9090 } } } };
    const { apps, policy } = withSettings(own, () => readSections("apps", "policy"));
    expect(apps?.services.account).to.deep.include({ port: 9090, database: "accounts" });
    expect(apps?.services).to.include.keys("frontend");
    expect(policy).to.deep.equal({});
  });

  it("gets what may be encrypted as a secret", async () => {
    const data = {
      tier: "apps.data",
      secrets: { key: { description: "Key", value: "hunter2" }, made: { description: "Made" } },
    };
    const { secrets = {} } = withSettings({ data }, () => readSections("data").data) ?? {};
    const value = pulumi.output(secrets.key?.value);
    expect(await pulumi.isSecret(value)).to.equal(true);
    expect(secrets.made).to.deep.equal({ description: "Made" });
  });

  it("stops at a section that is no map", () => {
    expect(() => withSettings({ compute: "eks" }, () => readSections("compute"))).to.throw(
      pulumi.RunError,
      'throughline:compute: "eks" is not a map',
    );
  });

  it("stops with everything that is wrong in its sections", () => {
    const wrong = { base: "bankap.yaml", compute: { engine: "k8s", tier: "apps.nodes", api: { access: "tunnel" } } };
    expect(() => withSettings(wrong, () => readSections("compute", "account"))).to.throw(
      pulumi.RunError,
      /throughline:base: there is no file "bankap\.yaml"[^]*compute\.engine: "k8s" is not allowed\. Allowed: eks, k3s[^]*account: required: a map/,
    );
  });
});
