import type { BootstrapReport } from "@throughline/deploy/bootstrap";
import { expect } from "chai";
import { recordingTerminal } from "../testing/recording-terminal";
import { bootstrapQuestion, bootstrapSummary } from "./bootstrap-summary";

const report: BootstrapReport = {
  version: 1,
  account: "bankapp",
  sandbox: true,
  result: "succeeded",
  seconds: 4.2,
  engine: { version: "3.259.0", source: "built" },
  adopted: [{ type: "aws:s3/bucket:Bucket", id: "state" }],
  state: { place: "the bucket state", moved: true },
  operations: { create: 2, import: 1 },
  changes: [],
  resources: { "aws:s3/bucket:Bucket": 1 },
  outputs: { backendUrl: "s3://state" },
  diagnostics: [],
  assumed: [],
};

describe("the summary of a bootstrap", () => {
  const terminal = recordingTerminal();

  it("says what was made and adopted, and where the state is", () => {
    const text = bootstrapSummary(report, terminal);
    expect(text).to.contain("The foundation of bankapp is laid: 2 created, 1 adopted in 4.2 s. Only in the sandbox");
    expect(text).to.contain("The state was moved to the bucket state.");
    expect(text).to.contain("adopted  aws:s3/bucket:Bucket  state");
    expect(text).to.contain("s3://state");
  });

  it("of one that failed says why, and how to go on", () => {
    const failed: BootstrapReport = {
      ...report,
      result: "failed",
      adopted: [],
      state: { place: "the folder local", moved: false },
      diagnostics: [{ severity: "error", message: "BucketAlreadyExists" }],
    };
    const text = bootstrapSummary(failed, terminal);
    expect(text).to.contain("is not laid. The same command goes on from there.");
    expect(text).to.contain("The state is in the folder local.");
    expect(text).to.contain("error  BucketAlreadyExists");
    expect(text).to.not.contain("s3://state");
  });

  it("is asked for with what exists and what does not", () => {
    const question = bootstrapQuestion({
      account: "bankapp",
      accountId: "123456789012",
      region: "us-east-1",
      adopt: [{ type: "aws:s3/bucket:Bucket", id: "state" }],
      make: [{ type: "aws:iam/role:Role", name: "bankapp-plan" }],
    });
    expect(question).to.match(/There is no state of it yet\.\n.*exists, is adopted.*state\n.*does not exist yet.*plan/);
    expect(question).to.match(/Lay the foundation of bankapp\? \[y\/N\] $/);
  });
});
