import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { StackRunRecorder } from "./stack-run";

const stackType = "pulumi:pulumi:Stack";

function step(op: OpType, type: string, name: string, outputs: Record<string, unknown> = {}): Partial<EngineEvent> {
  const urn = `urn:pulumi:dev::network::${type}::${name}`;
  const state = { type, urn, id: "", parent: "", provider: "", inputs: {}, outputs };
  return { resOutputsEvent: { metadata: { op, urn, type, provider: "", new: state } } };
}

function summary(resourceChanges: Record<string, number>): Partial<EngineEvent> {
  return { summaryEvent: { maybeCorrupt: false, durationSeconds: 1, resourceChanges, policyPacks: {} } };
}

function recorded(...events: Partial<EngineEvent>[]): StackRunRecorder {
  const recorder = new StackRunRecorder("/project");
  events.forEach((event, sequence) => {
    recorder.record({ sequence, timestamp: 0, ...event });
  });
  return recorder;
}

describe("the events of an update", () => {
  it("count resources by operation and type, without the engine's own", () => {
    const { operations, resources } = recorded(
      step("create", stackType, "network-dev"),
      step("create", "pulumi:providers:aws", "aws"),
      step("create", "aws:ec2/vpc:Vpc", "hub"),
      step("create", "aws:ec2/subnet:Subnet", "a"),
      step("same", "aws:ec2/subnet:Subnet", "b"),
      step("delete", "aws:ec2/eip:Eip", "old"),
      summary({ create: 4, same: 1, delete: 1 }),
    ).result();
    expect(operations).to.deep.equal({ create: 2, same: 1, delete: 1 });
    expect(resources).to.deep.equal({ "aws:ec2/subnet:Subnet": 2, "aws:ec2/vpc:Vpc": 1 });
  });

  it("tell how far it is", () => {
    const recorder = recorded(step("create", stackType, "network-dev"));
    expect(recorder.resourcesDone).to.equal(0);
    recorder.record({ sequence: 1, timestamp: 0, ...step("create", "aws:ec2/vpc:Vpc", "hub") });
    expect(recorder.resourcesDone).to.equal(1);
  });

  it("give the outputs of the stack, and no secret among them", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
    const { outputs } = recorded(
      step("create", stackType, "network-dev", { vpcId: "vpc-1", token: secret, nested: [{ password: secret }] }),
    ).result();
    expect(outputs).to.deep.equal({ vpcId: "vpc-1", token: "[secret]", nested: [{ password: "[secret]" }] });
  });

  it("of a preview tell what is not known, and what would change", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const { outputs, operations, changes } = recorded(
      step("create", stackType, "network-dev"),
      step("create", "throughline:index:Vpc", "hub"),
      step("create", "throughline:index:Vpc", "hub"),
      step("same", "aws:ec2/eip:Eip", "nat"),
      step("create", stackType, "network-dev", { vpcId: unknown, all: [unknown] }),
      summary({ create: 2, same: 1 }),
    ).result();
    expect(outputs).to.deep.equal({ vpcId: "[unknown]", all: ["[unknown]"] });
    expect(operations).to.deep.equal({ create: 1, same: 1 });
    expect(changes).to.deep.equal([
      {
        operation: "create",
        urn: "urn:pulumi:dev::network::throughline:index:Vpc::hub",
        type: "throughline:index:Vpc",
      },
    ]);
  });

  it("of a destroy tell how far it is", () => {
    expect(recorded(step("delete", "aws:ec2/vpc:Vpc", "hub")).resourcesDone).to.equal(1);
  });

  it("of an update that failed tell what was done before", () => {
    const { operations, resources, diagnostics } = recorded(
      step("create", "aws:ec2/vpc:Vpc", "hub"),
      { diagnosticEvent: { message: "refused", color: "never", severity: "error", urn: "a" } },
      summary({ create: 1 }),
    ).result();
    expect(operations).to.deep.equal({ create: 1 });
    expect(resources).to.deep.equal({ "aws:ec2/vpc:Vpc": 1 });
    expect(diagnostics).to.deep.equal([{ severity: "error", message: "refused", urn: "a" }]);
  });
});
