import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import type { None, ResourceType } from "../resource-type";
import { entries } from "../server/table";
import { Account } from "../testing/account";
import { makeEverything } from "../testing/aws-everything";
import { awsDataSources, awsTypes } from ".";

const SDK = path.dirname(require.resolve("@pulumi/aws/package.json"));

interface SdkClass {
  readonly required: readonly string[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** What the provider's own SDK declares about a type: the rows must not know other names. */
function sdkClass(type: string): SdkClass {
  const [, module = "", name = ""] = type.split(":");
  const text = fs.readFileSync(path.join(SDK, `${module}.d.ts`), "utf8").replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
  const args = new RegExp(`export interface ${name}Args \\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? "";
  const inputs = [...args.matchAll(/^ {4}(\w+)(\??):/gm)];
  return {
    inputs: inputs.map(([, input = ""]) => input),
    required: inputs.filter(([, , optional]) => optional === "").map(([, input = ""]) => input),
    outputs: [...text.matchAll(/^ {4}readonly (\w+): pulumi\.Output/gm)].map(([, output = ""]) => output),
  };
}

const top = (property: string): string => property.split(/[.[]/)[0] ?? "";

describe("the rows of aws", () => {
  for (const row of awsTypes) {
    describe(row.type, () => {
      const sdk = sdkClass(row.type);
      const fields = ["references", "unique", "replaceOn", "formats", "refusals", "quotas"] as const;

      it("fills every field or says why not", () => {
        for (const field of fields) {
          const value: readonly unknown[] | None = row[field];
          expect("none" in value ? value.none.length : value.length, field).to.be.greaterThan(0);
        }
      });

      it("names its documentation, and that of every quota", () => {
        const quotas = entries(row.quotas).map(({ documentation }) => documentation);
        for (const page of [row.documentation, ...quotas]) {
          expect(page).to.match(/^https:\/\/(docs\.aws\.amazon\.com|www\.pulumi\.com\/registry)\//);
        }
      });

      it("requires what the SDK requires", () => {
        expect([...row.required].sort()).to.deep.equal([...sdk.required].sort());
      });

      it("speaks of inputs and outputs that the SDK has", () => {
        expect(sdk.inputs).to.include.members(inputsOf(row).map(top));
        expect(sdk.outputs).to.include.members([...(row.assumed ?? [])]);
      });
    });
  }

  it("name each type and each data source once", () => {
    const names = [...awsTypes.map(({ type }) => type), ...awsDataSources.map(({ token }) => token)];
    expect(new Set(names).size).to.equal(names.length);
  });

  it("refer to types that exist in the provider", () => {
    const targets = new Set(awsTypes.flatMap(({ references }) => entries(references).flatMap(({ to }) => to)));
    for (const target of targets) {
      expect(() => sdkClass(target), target).not.to.throw();
    }
  });

  it("give outputs that the SDK has, and no output that stays open", async () => {
    const account = new Account();
    await makeEverything(account);
    const made = account.all().filter(({ owner }) => owner === undefined);
    expect(new Set(made.map(({ type }) => type)).size, "types made").to.equal(awsTypes.length);
    for (const { type, outputs } of made) {
      const { id, ...others } = outputs;
      expect(id, type).to.be.a("string").that.is.not.empty;
      expect(sdkClass(type).outputs, type).to.include.members(Object.keys(others));
    }
  });
});

const inputsOf = (row: ResourceType): readonly string[] => [
  ...Object.keys(row.defaults),
  ...(row.autoname ? [row.autoname.property] : []),
  ...entries(row.references).map(({ path: input }) => input),
  ...entries(row.replaceOn),
  ...entries(row.formats).map(({ property }) => property),
];
