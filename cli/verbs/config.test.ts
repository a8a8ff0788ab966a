import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import picocolors from "picocolors";
import { exitCodes } from "../exit-codes";
import { execute } from "../main";

interface Report {
  environments: { name: string; problems: { key: string; line: number; message: string }[] }[];
}

interface Shown {
  values: { key: string; value: unknown; origin: { file: string; line: number } }[];
}

describe("throughline config", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "throughline-cli-"));
    mkdirSync(join(root, "stacks"));
    write("stacks/layers.ts", "");
    write("Pulumi.dev.yaml", `config:\n${account("123456789012")}  throughline:base: shared.yaml\n`);
    write("shared.yaml", `config:\n${network}`);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const write = (file: string, text: string) => {
    writeFileSync(join(root, file), text);
  };

  async function run(...args: string[]) {
    const written = { out: "", error: "" };
    const code = await execute(args, {
      out: (text) => (written.out += text),
      error: (text) => (written.error += text),
      live: false,
      columns: 100,
      style: picocolors.createColors(false),
      directory: root,
    });
    return { code, ...written };
  }

  it("check says that nothing is wrong", async () => {
    expect(await run("config", "check", "dev")).to.deep.equal({
      code: exitCodes.done.code,
      out: "✔ dev: nothing wrong\n",
      error: "",
    });
  });

  it("check tells every mistake of every environment, and ends as for wrong settings", async () => {
    write("Pulumi.prod.yaml", `config:\n${account("1234")}  throughline:base: shared.yml\n`);
    const { code, out } = await run("config", "check", "--all");
    expect(code).to.equal(exitCodes.usage.code);
    expect(out).to.equal(
      "✔ dev: nothing wrong\n\n✖ prod: 1 problem\n" +
        'error: Pulumi.prod.yaml:4:3: throughline:base: there is no file "shared.yml" (Pulumi.prod.yaml → shared.yml). Paths are relative to the repository\'s root.\n',
    );
  });

  it("check gives the same as JSON", async () => {
    write("Pulumi.dev.yaml", `config:\n${account("1234")}  throughline:base: shared.yaml\n`);
    const { code, out } = await run("config", "check", "dev", "--json");
    expect(code).to.equal(exitCodes.usage.code);
    const [dev] = (JSON.parse(out) as Report).environments;
    expect(dev?.problems.map(({ key, line }) => ({ key, line }))).to.deep.equal([
      { key: "throughline:account.id", line: 3 },
    ]);
  });

  it("check asks which environment", async () => {
    const { code, error } = await run("config", "check");
    expect(code).to.equal(exitCodes.usage.code);
    expect(error).to.equal("error: which environment? One of dev, or --all.\n");
  });

  it("show gives each value with its file and line", async () => {
    const { code, out } = await run("config", "show", "dev");
    expect(code).to.equal(exitCodes.done.code);
    expect(out).to.include("throughline:account.id: 123456789012  # Pulumi.dev.yaml:3\n");
    expect(out).to.include("throughline:network.availabilityZones: [us-east-1a, us-east-1b]  # shared.yaml:3\n");
    const { values } = JSON.parse((await run("config", "show", "dev", "--json")).out) as Shown;
    expect(values).to.deep.include({
      key: "throughline:network.hub.cidrBlock",
      value: "10.0.0.0/16",
      origin: { file: "shared.yaml", line: 4, column: 12 },
    });
  });

  it("show goes on where values are wrong, and says so", async () => {
    write("Pulumi.dev.yaml", `config:\n${account("1234")}`);
    const { code, out, error } = await run("config", "show", "dev");
    expect(code).to.equal(exitCodes.done.code);
    expect(out).to.include("throughline:account.id: 1234");
    expect(error).to.equal("warning: the settings are not valid: throughline config check dev\n");
  });

  it("show needs files that can be read", async () => {
    expect(await run("config", "show", "dve")).to.deep.equal({
      code: exitCodes.usage.code,
      out: "",
      error: 'error: Pulumi.dve.yaml: there is no environment "dve". Did you mean "dev"? Environments here: dev.\n',
    });
  });
});

function account(id: string): string {
  return `  pulumi:disable-default-providers: [aws, kubernetes]\n  throughline:account: { id: "${id}", region: us-east-1 }\n`;
}

const network = `  throughline:network:
    availabilityZones: [us-east-1a, us-east-1b]
    hub: { cidrBlock: 10.0.0.0/16, tiers: [{ name: public, type: public }] }
`;
