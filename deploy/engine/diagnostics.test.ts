import type { DiagnosticEvent } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { type Diagnostic, distinct, readDiagnostic } from "./diagnostics";

const read = (event: Partial<DiagnosticEvent>): Diagnostic | undefined =>
  readDiagnostic({ message: "", color: "never", severity: "error", ...event }, "/home/me/project");

describe("what the engine says", () => {
  it("is told without the stack of a program that threw, but with the place in the project", () => {
    const diagnostic = read({
      message: `Running program '/home/me/project/stacks/network/index.ts' failed with an unhandled exception:
Error: no such tier: "web"
    at tierOf (/home/me/project/node_modules/x/index.js:1:1)
    at Object.<anonymous> (/home/me/project/stacks/network/index.ts:12:9)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)
`,
    });
    expect(diagnostic).to.deep.equal({
      severity: "error",
      message: 'Error: no such tier: "web"',
      where: "stacks/network/index.ts:12:9",
    });
  });

  it("names the resource that it is about", () => {
    expect(read({ message: "InvalidSubnet.Range\n", urn: "urn:pulumi:dev::p::t::n" })).to.deep.equal({
      severity: "error",
      message: "InvalidSubnet.Range",
      urn: "urn:pulumi:dev::p::t::n",
    });
  });

  it("about a missing provider is told as what it means in a sandbox", () => {
    const diagnostic = read({
      message: "no resource plugin 'pulumi-resource-cloudflare' found in the workspace at version v6.1.0\n",
    });
    expect(diagnostic?.message).to.match(
      /^The sandbox has no provider "cloudflare" \(.*cloudflare 6\.1\.0\)\. Nothing/,
    );
  });

  it("is left out when it is for debugging, or replaces itself", () => {
    expect(read({ severity: "debug" as DiagnosticEvent["severity"], message: "x" })).to.equal(undefined);
    expect(read({ severity: "info", message: "3 of 7", ephemeral: true })).to.equal(undefined);
  });

  it("is told once, without that the update failed because of it", () => {
    const refused: Diagnostic = { severity: "error", message: "refused", urn: "a" };
    const warning: Diagnostic = { severity: "warning", message: "old" };
    const failed: Diagnostic = { severity: "error", message: "update failed", urn: "stack" };
    expect(distinct([warning, refused, refused, failed])).to.deep.equal([warning, refused]);
    expect(distinct([warning, failed])).to.deep.equal([warning, failed]);
  });
});
