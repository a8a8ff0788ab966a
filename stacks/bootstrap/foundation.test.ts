import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { parseDocument } from "yaml";
import { adoptables, foundationOf } from "./foundation";
import { loadAccount } from "./load";

const root = join(__dirname, "..", "..");

interface Made {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  /** Of the import option. */
  id?: string;
}

/** Runs the program as the stack `bankapp`, with a config on top of the example's. */
async function run(config: Record<string, unknown> = {}): Promise<{ made: Made[]; outputs: Record<string, unknown> }> {
  const made: Made[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        made.push({ type, name, inputs: inputs as Record<string, unknown>, ...(id !== "" && { id }) });
        return { id: `${name}-id`, state: { ...(inputs as object), arn: `arn:${type}:${name}`, keyId: `${name}-key` } };
      },
      call: () => ({}),
    },
    "throughline-bootstrap",
    "bankapp",
  );
  const example = parseDocument(readFileSync(join(root, "bootstrap", "bankapp.yaml"), "utf8")).toJS() as {
    config: Record<string, unknown>;
  };
  for (const [key, value] of Object.entries({ ...example.config, ...config })) {
    pulumi.runtime.setConfig(key, JSON.stringify(value));
  }
  const program = require.resolve("./index");
  Reflect.deleteProperty(require.cache, program);
  // The program is a module that exports its outputs.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const outputs = require(program) as Record<string, unknown>;
  await pulumi.runtime.disconnect();
  return { made, outputs };
}

describe("the foundation's program", function () {
  this.timeout(20_000);

  const wanted = (): ReturnType<typeof adoptables> => {
    const { sections } = loadAccount(root, "bankapp");
    if (sections === undefined) throw new Error("the example is not valid");
    return adoptables("bankapp", foundationOf("bankapp", sections));
  };

  it("makes everything that is looked for, under the names by which it is looked for", async () => {
    const { made } = await run();
    const names: Readonly<Record<string, string>> = {
      "aws:s3/bucket:Bucket": "bucket",
      "aws:kms/key:Key": "description",
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "url",
    };
    for (const { type, name, physicalName, description } of wanted()) {
      const found = made.find((one) => one.type === type && one.name === name);
      expect(found?.inputs[names[type] ?? "name"], `${type} ${name}`).to.contain(description ?? physicalName);
    }
  });

  it("adopts what it is told, and makes the rest", async () => {
    const { made } = await run({ "throughline:adopt": { "aws:s3/bucket:Bucket::bankapp": "existing-bucket" } });
    expect(made.filter(({ id }) => id !== undefined).map(({ type, id }) => [type, id])).to.deep.equal([
      ["aws:s3/bucket:Bucket", "existing-bucket"],
    ]);
  });

  it("says where the state is, and what encrypts it", async () => {
    const { outputs } = await run();
    expect(outputs).to.deep.include({
      backendUrl: "s3://bankapp-state-us-east-1-123456789012?region=us-east-1&awssdk=v2",
      secretsProvider: "awskms://alias/bankapp-state?region=us-east-1&awssdk=v2",
    });
  });

  it("makes neither bucket nor key with Pulumi Cloud", async () => {
    const { made, outputs } = await run({ "throughline:state": { keeper: "pulumiCloud" } });
    expect(made.filter(({ type }) => /^aws:(s3|kms)\//.test(type))).to.deep.equal([]);
    expect(outputs).to.not.have.any.keys("backendUrl", "secretsProvider");
  });
});
