import { expect } from "chai";
import type { CreateContext, Properties, ResourceType } from "../resource-type";
import { unknown } from "../wire/values";
import { previewCreate, previewUpdate } from "./preview";

const context = {} as CreateContext;

/** A row that decides `arn`, `vpc.group` and `disks[].id`. */
const row = {
  computed: ({ vpc, disks }: Properties) => ({
    arn: "arn:1",
    vpc: { ...(vpc as Properties), group: "sg-1" },
    disks: (disks as Properties[] | undefined)?.map((disk, index) => ({ ...disk, id: `vol-${index}` })),
  }),
} as unknown as ResourceType;

describe("a preview", () => {
  it("does not know what the cloud decides, within an input as well", () => {
    const plain = { vpc: { subnets: ["a"] }, disks: [{ size: 1 }] };
    expect(previewCreate(row, { plain, secrets: [] }, context, {}).plain).to.deep.equal({
      arn: unknown,
      vpc: { subnets: ["a"], group: unknown },
      disks: [{ size: 1, id: unknown }],
    });
  });

  it("keeps what was decided before an update, and drops what is no longer given", () => {
    const old = { arn: "arn:1", vpc: { subnets: ["a"], tag: "x", group: "sg-1" } };
    expect(previewUpdate(row, { vpc: { subnets: unknown } }, context, old)).to.deep.equal({
      arn: "arn:1",
      vpc: { subnets: unknown, group: "sg-1" },
      disks: unknown,
    });
  });

  it("knows no outputs of a row that stumbles over unknown inputs", () => {
    const plain = { vpc: unknown, disks: unknown };
    expect(previewCreate(row, { plain, secrets: [] }, context, {}).plain).to.deep.equal(plain);
  });
});
