import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { readChange } from "./changes";

const urn = "urn:pulumi:dev::network::aws:ec2/vpc:Vpc::hub";
const type = "aws:ec2/vpc:Vpc";
const step = (op: StepEventMetadata["op"], more: object = {}): StepEventMetadata => ({
  op,
  urn,
  type,
  provider: "",
  ...more,
});

describe("a step as a change", () => {
  it("names the properties that change, and those that force a replacement", () => {
    const detailedDiff = { cidrBlock: { diffKind: "update-replace" }, "tags.a": { diffKind: "add" } };
    expect(readChange(step("replace", { keys: ["cidrBlock"], detailedDiff }))).to.deep.equal({
      operation: "replace",
      urn,
      type,
      properties: ["cidrBlock", "tags.a"],
      forces: ["cidrBlock"],
    });
  });

  it("takes the provider's keys where it tells no details", () => {
    const told = { keys: ["name"], diffs: ["tags", "name"], detailedDiff: undefined };
    expect(readChange(step("replace", told))).to.deep.include({ properties: ["name", "tags"], forces: ["name"] });
    expect(readChange(step("update", { diffs: ["tags"] }))).to.deep.equal({
      operation: "update",
      urn,
      type,
      properties: ["tags"],
    });
  });

  it("is told once of a replacement, and not of what stays or is only read", () => {
    for (const op of ["same", "read", "refresh", "create-replacement", "delete-replaced"] as const) {
      expect(readChange(step(op)), op).to.equal(undefined);
    }
    expect(readChange(step("delete"))).to.deep.equal({ operation: "delete", urn, type });
  });
});
