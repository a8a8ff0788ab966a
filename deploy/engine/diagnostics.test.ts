import type { DiagnosticEvent } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { type Diagnostic, distinct, readDiagnostic } from "./diagnostics";

const read = (event: Partial<DiagnosticEvent>): Diagnostic | undefined =>
  readDiagnostic({ message: "", color: "never", severity: "error", ...event }, "/home/me/project");

describe("what the engine says", () => {
  it("names the resource that it is about", () => {
    expect(read({ message: "InvalidSubnet.Range\n", urn: "urn:pulumi:dev::p::t::n" })).to.deep.equal({
      severity: "error",
      message: "InvalidSubnet.Range",
      urn: "urn:pulumi:dev::p::t::n",
    });
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
