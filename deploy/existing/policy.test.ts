import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

interface Policy {
  readonly Statement: readonly { readonly Action: readonly string[] }[];
}

describe("the policy in docs/existing.md", () => {
  it("allows every action that is asked for, each a reading one, and no other", () => {
    const sources = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => readFileSync(join(__dirname, file), "utf8"));
    const asked = sources.flatMap((text) =>
      [...text.matchAll(/ask\.\w+\(\s*"([\w-]+:\w+)"/g)].map(([, action]) => action),
    );
    const page = readFileSync(join(__dirname, "../../docs/existing.md"), "utf8");
    const [, policy = ""] = /```json\n(\{\s+"Version": "2012-10-17"[\s\S]+?)```/.exec(page) ?? [];
    const allowed = (JSON.parse(policy) as Policy).Statement.flatMap((statement) => statement.Action);
    expect(allowed).to.have.members([...new Set(asked)].filter((action) => action !== "sts:GetCallerIdentity"));
    expect(allowed.filter((action) => !/:(Describe|Get|List|Search)/.test(action))).to.deep.equal([]);
    expect(allowed).to.not.include("secretsmanager:GetSecretValue");
  });
});
