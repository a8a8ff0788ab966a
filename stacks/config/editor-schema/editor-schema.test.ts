import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { z } from "zod";
import { changed, validText } from "../testing/folder";
import { editorSchema, editorSchemaFile } from "./editor-schema";

describe("the schema for editors", () => {
  it("has what the arguments of components have, and each key is documented", () => {
    expect(editorSchema().gaps).to.deep.equal([]);
  });

  it("accepts files in which nothing is wrong, and such as have the rest from another file", () => {
    const schema = z.fromJSONSchema(editorSchema().schema as z.core.JSONSchema.JSONSchema);
    const partial = changed(validText, {
      "throughline:account.id": undefined,
      "throughline:compute.engine": undefined,
    });
    for (const text of [validText, partial]) {
      expect(schema.safeParse(parse(text)).error?.issues).to.equal(undefined);
    }
    const mistaken = changed(validText, { "throughline:edge.cnd": {}, "throughline:netwrok": {} });
    expect(schema.safeParse(parse(mistaken)).success).to.equal(false);
  });

  it("is committed as it is generated (npx tsx stacks/config/editor-schema/generate.ts)", () => {
    const committed: unknown = JSON.parse(readFileSync(join(__dirname, "../../..", editorSchemaFile), "utf8"));
    expect(committed).to.deep.equal(JSON.parse(JSON.stringify(editorSchema().schema)));
  });
});
