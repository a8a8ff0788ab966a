import type { DriveReport, StackResult } from "@throughline/deploy";
import { expect } from "chai";
import { recordingTerminal } from "../testing/recording-terminal";
import { driveSummary, question } from "./drive-summary";

const stack = (name: string, more: Partial<StackResult> = {}): StackResult => ({
  name,
  result: "succeeded",
  seconds: 1.23,
  operations: { same: 3 },
  changes: [],
  resources: {},
  outputs: {},
  diagnostics: [],
  ...more,
});

const report = (more: Partial<DriveReport>): DriveReport => ({
  version: 1,
  verb: "up",
  phase: "run",
  environments: ["dev"],
  sandbox: false,
  result: "succeeded",
  seconds: 4.56,
  engine: { version: "3.259.0", source: "PATH" },
  stacks: [],
  absent: [],
  losses: [],
  assumed: [],
  ...more,
});

const page = recordingTerminal();
const text = (more: Partial<DriveReport>): string => driveSummary(report(more), page);
const urn = (name: string): string => `urn:pulumi:dev::network::aws:ec2/vpc:Vpc::${name}`;
const type = "aws:ec2/vpc:Vpc";

describe("the summary of a preview", () => {
  const changed = stack("dev/network", {
    operations: { create: 2, replace: 1, delete: 1, update: 1 },
    changes: [
      { operation: "create", urn: urn("new"), type },
      { operation: "update", urn: urn("tagged"), type, properties: ["tags.a", "tags.b"] },
      { operation: "delete", urn: urn("old"), type },
      { operation: "replace", urn: urn("moved"), type, properties: ["cidrBlock", "tags.a"], forces: ["cidrBlock"] },
    ],
    outputs: { vpcId: "[unknown]" },
  });

  it("counts, and shows what is replaced and why, then what is deleted, then what is updated", () => {
    expect(text({ verb: "preview", phase: "preview", stacks: [changed] })).to.equal(
      `✔ dev: 2 to create, 1 to replace, 1 to delete, 1 to update. Nothing was changed: only a preview.

dev/network  2 to create, 1 to replace, 1 to delete, 1 to update in 1.2 s
  replace  ${urn("moved")}
    because of cidrBlock
  delete  ${urn("old")}
  update  ${urn("tagged")}
    changes    tags.a, tags.b
`,
    );
  });

  it("says that layers above are previewed without the changes below", () => {
    const above = { ...changed, name: "dev/compute" };
    expect(text({ verb: "preview", phase: "preview", stacks: [changed, above] })).to.contain(
      "Each layer was previewed above what is deployed now",
    );
  });

  it("says what failed, and that nothing was changed", () => {
    const failed = stack("dev/mesh", {
      result: "failed",
      operations: {},
      diagnostics: [{ severity: "error", message: "no" }],
    });
    expect(text({ phase: "preview", result: "failed", stacks: [changed, failed] }))
      .to.match(/^✖ dev: the preview of dev\/mesh failed\. Nothing was changed\.$/m)
      .and.contain("dev/mesh  failed in 1.2 s\n  error  no\n");
  });

  it("is one line when it was not wanted", () => {
    expect(text({ phase: "preview", result: "cancelled", stacks: [changed] })).to.equal(
      "- dev: cancelled. Nothing was changed.\n",
    );
  });
});

describe("the summary of a run", () => {
  it("says what is up, and what comes out", () => {
    const network = stack("dev/network", { outputs: { token: "[secret]" } });
    expect(text({ stacks: [network], sandbox: true })).to.equal(
      `✔ dev is up: 3 unchanged in 4.6 s. Only in the sandbox: no cloud was asked.

dev/network  3 unchanged in 1.2 s
  outputs
    token  [secret]
`,
    );
  });

  it("says what failed and what was skipped because of it, and how to go on", () => {
    const stacks = [
      stack("konecta/network", { result: "failed", operations: {} }),
      stack("konecta/compute", { result: "skipped", skippedBecause: "konecta/network", operations: {} }),
    ];
    expect(text({ result: "failed", environments: ["konecta", "konecta-dr"], stacks })).to.equal(
      `✖ konecta and konecta-dr are not up: konecta/network failed. The same command goes on from there.

konecta/network  failed in 1.2 s

konecta/compute  skipped, because konecta/network failed
`,
    );
  });

  it("of a refresh says what was changed or taken away outside", () => {
    const found = stack("dev/network", {
      operations: { update: 1, delete: 2 },
      changes: [{ operation: "delete", urn: urn("lost"), type }],
    });
    expect(text({ verb: "refresh", stacks: [found] }))
      .to.contain("dev is refreshed: 1 changed outside, 2 gone")
      .and.contain(`  delete  ${urn("lost")}`);
  });

  it("of a destroy says what is lost and what stays, not each resource that is deleted", () => {
    const gone = stack("dev/data", {
      operations: { delete: 2 },
      changes: [{ operation: "delete", urn: urn("a"), type }],
    });
    const loss = { stack: "dev/data", urn: urn("database"), type, effect: "loses", because: "its data" } as const;
    expect(text({ verb: "destroy", stacks: [gone], absent: ["dev/edge"], losses: [loss] })).to.equal(
      `✔ dev is destroyed: 2 deleted in 4.6 s.

dev/data  2 deleted in 1.2 s

dev/edge  is not deployed

what a destroy loses and leaves behind
  is lost  its data
    dev/data  ${urn("database")}
`,
    );
  });

  it("that was cancelled says how to go on", () => {
    expect(text({ result: "cancelled" })).to.equal("- dev: cancelled in 4.6 s. The same command goes on from there.\n");
  });
});

describe("the question before a run", () => {
  it("names the environments and the place", () => {
    expect(question(report({ environments: ["konecta", "konecta-dr"] }))).to.equal(
      "Deploy konecta and konecta-dr? [y/N] ",
    );
    expect(question(report({ verb: "destroy", sandbox: true }))).to.equal("Destroy dev in the sandbox? [y/N] ");
  });
});
