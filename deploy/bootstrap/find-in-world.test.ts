import type { WorldResource } from "@throughline/sandbox";
import { expect } from "chai";
import { findInWorld } from "./find-in-world";

const here = { id: "123456789012", region: "us-east-1" };

function resource(type: string, id: string, outputs: object, place: Partial<WorldResource> = {}): WorldResource {
  return { type, id, account: here.id, region: here.region, inputs: {}, outputs: { ...outputs }, ...place };
}

describe("what a foundation looks for in a sandbox's world", () => {
  const bucket = { type: "aws:s3/bucket:Bucket", physicalName: "state" } as const;
  const role = { type: "aws:iam/role:Role", physicalName: "plan" } as const;
  const key = { type: "aws:kms/key:Key", physicalName: "alias/state", description: "for the state" } as const;

  it("is found by its name", () => {
    const world = [
      resource(bucket.type, "other", { bucket: "other" }),
      resource(bucket.type, "state", { bucket: "state" }),
    ];
    expect(findInWorld(world, here, bucket)).to.equal("state");
    expect(findInWorld(world.slice(0, 1), here, bucket)).to.equal(undefined);
  });

  it("is not what another account has, or another region", () => {
    const outputs = { bucket: "state" };
    expect(findInWorld([resource(bucket.type, "state", outputs, { account: "1" })], here, bucket)).to.equal(undefined);
    expect(findInWorld([resource(bucket.type, "state", outputs, { region: "eu-west-1" })], here, bucket)).to.equal(
      undefined,
    );
  });

  it("is found in every region if its service has none", () => {
    expect(findInWorld([resource(role.type, "plan", { name: "plan" }, { region: "eu-west-1" })], here, role)).to.equal(
      "plan",
    );
  });

  it("is, of a key, the one that the alias names, and without an alias the one that is described so", () => {
    const keys = [resource(key.type, "1", { description: "for the state" }), resource(key.type, "2", {})];
    const alias = resource("aws:kms/alias:Alias", "alias/state", { name: "alias/state", targetKeyId: "2" });
    expect(findInWorld([...keys, alias], here, key)).to.equal("2");
    expect(findInWorld(keys, here, key)).to.equal("1");
    expect(findInWorld(keys.slice(1), here, key)).to.equal(undefined);
  });
});
