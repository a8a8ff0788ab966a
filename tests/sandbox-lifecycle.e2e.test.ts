import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type Sandbox } from "@throughline/sandbox";
import { findEngine } from "@throughline/tools/engine";
import { expect } from "chai";

/** A resource of the program. In its inputs, `{ ref: "vpc" }` is the id of another one. */
interface Declared {
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Inputs that are secret. */
  readonly secret?: Readonly<Record<string, string>>;
  /** Id of an existing resource to import. */
  readonly import?: string;
  /** Name of the declared provider that makes it. */
  readonly provider?: string;
}

type Declarations = Readonly<Record<string, Declared>>;

interface Step {
  readonly op: string;
  /** Name of the resource in the program. */
  readonly name: string;
}

interface Run {
  readonly code: number | null;
  /** Steps on the program's resources in the order in which they were done, without what stayed the same. */
  readonly steps: readonly Step[];
  /** Number of resources by operation, the stack included. */
  readonly changes: Readonly<Record<string, number>>;
  readonly text: string;
}

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const AWS = "pulumi:providers:aws";
const PASSWORD = "random:index/randomPassword:RandomPassword";

const program = `
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";

class Resource extends pulumi.CustomResource {}
class Provider extends pulumi.ProviderResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super("aws", name, Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)])));
  }
}

const made: Record<string, Resource> = {};
const providers: Record<string, Provider> = {};
const resolve = (value: any): any =>
  Array.isArray(value) ? value.map(resolve)
  : value?.ref ? made[value.ref].id
  : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]))
  : value;

for (const [name, declared] of Object.entries<any>(JSON.parse(readFileSync("declared.json", "utf8")))) {
  if (declared.type === "${AWS}") {
    providers[name] = new Provider(name, declared.inputs);
    continue;
  }
  const secrets = Object.fromEntries(Object.entries(declared.secret ?? {}).map(([key, value]) => [key, pulumi.secret(value)]));
  const outputs = declared.type === "${PASSWORD}" ? { result: undefined } : {};
  made[name] = new Resource(declared.type, name, { ...outputs, ...resolve(declared.inputs ?? {}), ...secrets }, {
    import: declared.import,
    provider: providers[declared.provider],
    additionalSecretOutputs: Object.keys(outputs),
  });
}
export const ids = Object.fromEntries(Object.entries(made).map(([name, resource]) => [name, resource.id]));
`;

describe("the life of resources in the sandbox, by the real engine", function () {
  this.timeout(120_000);

  let folder: string;
  let sandbox: Sandbox;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "sandbox-lifecycle-"));
    sandbox = await startSandbox({ worldDirectory: join(folder, "world"), patience: 500 });
    await makeProject("one");
  });
  afterEach(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function makeProject(project: string): Promise<void> {
    const directory = join(folder, project);
    mkdirSync(join(folder, "state"), { recursive: true });
    mkdirSync(directory);
    symlinkSync(join(__dirname, "../node_modules"), join(directory, "node_modules"));
    const options = `{ typescript: false, nodeargs: "--require tsx/cjs" }`;
    writeFileSync(
      join(directory, "Pulumi.yaml"),
      `name: ${project}\nmain: index.ts\nruntime: { name: nodejs, options: ${options} }\n`,
    );
    writeFileSync(join(directory, "Pulumi.test.yaml"), "config:\n  aws:region: eu-central-1\n");
    writeFileSync(join(directory, "package.json"), "{}");
    writeFileSync(join(directory, "index.ts"), program);
    succeeded(await pulumi(project, ["stack", "init"]));
  }

  function pulumi(project: string, args: readonly string[]): Promise<Run> {
    const environment = {
      PATH: `${findEngine().directory}:${process.env.PATH ?? ""}`,
      HOME: folder,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_PROVIDERS: sandbox.attachments,
    };
    const child = spawn("pulumi", [...args, "--stack", "test", "--non-interactive"], {
      cwd: join(folder, project),
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const texts: string[] = [];
    child.stdout.on("data", (data: Buffer) => texts.push(data.toString()));
    child.stderr.on("data", (data: Buffer) => texts.push(data.toString()));
    return new Promise((resolve, reject) => {
      child.on("error", reject).on("close", (code) => {
        resolve({ code, text: texts.join(""), ...summarize(texts.join("")) });
      });
    });
  }

  function declare(declared: Declarations, project = "one"): void {
    writeFileSync(join(folder, project, "declared.json"), JSON.stringify(declared));
  }

  /** Brings a stack to what is declared. */
  async function up(declared: Declarations, project = "one"): Promise<Run> {
    declare(declared, project);
    return succeeded(await pulumi(project, ["up", "--yes", "--skip-preview", "--json"]));
  }

  const destroy = async (project = "one") =>
    succeeded(await pulumi(project, ["destroy", "--yes", "--skip-preview", "--json"]));

  const one = (type: string) => {
    const [found] = sandbox.resources().filter((resource) => resource.type === type && resource.owner === undefined);
    expect(found, type).to.not.equal(undefined);
    return found ?? expect.fail();
  };

  const vpc = (cidrBlock = "10.0.0.0/16", tags = {}): Declared => ({ type: VPC, inputs: { cidrBlock, tags } });
  const subnet = (cidrBlock = "10.0.1.0/24"): Declared => ({
    type: SUBNET,
    inputs: { vpcId: { ref: "vpc" }, cidrBlock },
  });

  it("creates, changes nothing the second time, and leaves the world empty", async () => {
    const declared = { vpc: vpc(), subnet: subnet(), password: { type: PASSWORD, inputs: { length: 20 } } };
    expect((await up(declared)).changes).to.deep.equal({ create: 4 });
    expect(one(SUBNET).inputs.vpcId).to.equal(one(VPC).id);
    expect((await up(declared)).changes).to.deep.equal({ same: 4 });
    const { steps } = await destroy();
    expect(names(steps, "delete").indexOf("subnet")).to.be.below(names(steps, "delete").indexOf("vpc"));
    expect(sandbox.resources()).to.deep.equal([]);
  });

  it("updates in place what AWS can change", async () => {
    await up({ vpc: vpc("10.0.0.0/16", { Name: "old" }) });
    const { id } = one(VPC);
    const { steps } = await up({ vpc: vpc("10.0.0.0/16", { Name: "new" }) });
    expect(steps).to.deep.equal([{ op: "update", name: "vpc" }]);
    expect(one(VPC)).to.deep.include({ id });
    expect(one(VPC).outputs.tags).to.deep.equal({ Name: "new" });
  });

  it("replaces what AWS cannot change: the new one first, then what stands on it, the old ones last", async () => {
    await up({ vpc: vpc(), subnet: subnet(), gateway: { type: GATEWAY, inputs: { vpcId: { ref: "vpc" } } } });
    const old = one(VPC);
    const { steps } = await up({
      vpc: vpc("10.1.0.0/16"),
      subnet: subnet("10.1.1.0/24"),
      gateway: { type: GATEWAY, inputs: { vpcId: { ref: "vpc" } } },
    });
    expect(names(steps, "create-replacement")).to.deep.equal(["vpc", "subnet"]);
    expect(names(steps, "update")).to.deep.equal(["gateway"]);
    expect(names(steps, "delete-replaced")).to.deep.equal(["subnet", "vpc"]);
    expect(one(VPC).id).to.not.equal(old.id);
    expect(one(GATEWAY).inputs.vpcId).to.equal(one(VPC).id);
  });

  it("deletes first what cannot exist twice under its name", async () => {
    const group = (description: string): Declarations => ({
      vpc: vpc(),
      group: { type: GROUP, inputs: { vpcId: { ref: "vpc" }, name: "web", description } },
    });
    await up(group("old"));
    const { steps } = await up(group("new"));
    expect(steps.filter(({ op }) => op !== "replace").map(({ op }) => op)).to.deep.equal([
      "delete-replaced",
      "create-replacement",
    ]);
    expect(one(GROUP).outputs).to.include({ name: "web", description: "new" });
  });

  it("sees on refresh what other hands changed or deleted, and brings it back", async () => {
    const declared = { vpc: vpc("10.0.0.0/16", { Name: "mine" }), subnet: subnet() };
    await up(declared);
    sandbox.edit(VPC, one(VPC).id, { tags: { Name: "theirs" } });
    sandbox.remove(SUBNET, one(SUBNET).id);
    const refresh = succeeded(await pulumi("one", ["refresh", "--yes", "--skip-preview", "--json"]));
    expect(refresh.changes).to.include({ update: 1, delete: 1 });
    const { steps } = await up(declared);
    expect(steps).to.have.deep.members([
      { op: "update", name: "vpc" },
      { op: "create", name: "subnet" },
    ]);
    expect(one(VPC).outputs.tags).to.deep.equal({ Name: "mine" });
  });

  it("imports by id what another stack made", async () => {
    await up({ vpc: vpc() });
    await makeProject("two");
    const imported = await up({ vpc: { ...vpc(), import: one(VPC).id } }, "two");
    expect(imported.changes).to.deep.equal({ create: 1, import: 1 });
    expect((await up({ vpc: vpc() }, "two")).changes).to.deep.equal({ same: 2 });
    declare({ no: { ...vpc(), import: "vpc-0" } }, "two");
    const missing = await pulumi("two", ["up", "--yes", "--skip-preview"]);
    expect(missing.text).to.match(/resource 'vpc-0' does not exist/);
  });

  it("refuses with the code of AWS, and goes on from there", async () => {
    declare({ vpc: vpc(), subnet: subnet("192.168.0.0/24") });
    const refused = await pulumi("one", ["up", "--yes", "--skip-preview"]);
    expect(refused.code).to.not.equal(0);
    expect(refused.text).to.contain("creating EC2 Subnet: api error InvalidSubnet.Range");
    expect((await up({ vpc: vpc(), subnet: subnet() })).changes).to.deep.equal({ create: 1, same: 2 });
  });

  it("refuses to delete what another stack uses", async () => {
    await up({ vpc: vpc() });
    await makeProject("two");
    await up({ subnet: { type: SUBNET, inputs: { vpcId: one(VPC).id, cidrBlock: "10.0.1.0/24" } } }, "two");
    const refused = await pulumi("one", ["destroy", "--yes", "--skip-preview"]);
    expect(refused.text).to.contain("deleting EC2 VPC");
    expect(refused.text).to.contain("api error DependencyViolation");
    await destroy("two");
    await destroy("one");
    expect(sandbox.resources()).to.deep.equal([]);
  });

  it("keeps two providers of one package apart, and resources with a region of their own", async () => {
    const provider = (region: string, team: string): Declared => ({
      type: AWS,
      inputs: { region, allowedAccountIds: ["111122223333"], defaultTags: { tags: { team } } },
    });
    const declared = (team: string): Declarations => ({
      global: provider("us-east-1", "edge"),
      local: provider("eu-west-1", team),
      one: { ...vpc("10.0.0.0/16"), provider: "global" },
      two: { ...vpc("10.1.0.0/16"), provider: "local" },
      three: { type: VPC, inputs: { cidrBlock: "10.2.0.0/16", region: "eu-north-1" }, provider: "local" },
    });
    await up(declared("net"));
    const made = sandbox.resources().filter(({ type }) => type === VPC);
    const [first, second, third] = ["10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16"].map((cidrBlock) =>
      made.find(({ inputs }) => inputs.cidrBlock === cidrBlock),
    );
    expect(first).to.deep.include({ account: "111122223333", region: "us-east-1" });
    expect(second).to.deep.include({ account: "111122223333", region: "eu-west-1" });
    expect(third).to.deep.include({ account: "111122223333", region: "eu-north-1" });
    expect(first?.outputs.tagsAll).to.deep.equal({ team: "edge" });
    expect(second?.outputs.tagsAll).to.deep.equal({ team: "net" });

    const { steps } = await up(declared("web"));
    expect(names(steps, "update")).to.have.members(["local", "two", "three"]);
    await destroy();
    expect(sandbox.resources()).to.deep.equal([]);
  });

  it("shows and stores no secret in the clear", async () => {
    const declared: Declarations = {
      vpc: vpc(),
      group: { type: GROUP, inputs: { vpcId: { ref: "vpc" } }, secret: { description: "correct-horse" } },
      password: { type: PASSWORD, inputs: { length: 20 } },
    };
    declare(declared);
    const texts: string[] = [];
    for (const args of [
      ["up", "--yes"],
      ["preview", "--diff"],
      ["refresh", "--yes"],
      ["stack", "export"],
    ]) {
      texts.push(succeeded(await pulumi("one", args)).text);
    }
    expect(one(GROUP).outputs.description).to.equal("correct-horse");
    expect(texts.join("")).to.not.contain("correct-horse");
    const open = JSON.parse((await pulumi("one", ["stack", "export", "--show-secrets"])).text) as {
      deployment: { resources: readonly { urn: string; outputs?: { result?: { plaintext: string } } }[] };
    };
    const password = open.deployment.resources.find(({ urn }) => urn.endsWith("::password"));
    const result = JSON.parse(password?.outputs?.result?.plaintext ?? "") as string;
    expect(result).to.have.length(20);
    expect(texts.join("")).to.not.contain(result);
  });

  it("previews with unknown values, and makes nothing", async () => {
    declare({ vpc: vpc(), subnet: subnet() });
    const preview = succeeded(await pulumi("one", ["preview", "--diff"]));
    expect(preview.text).to.match(/vpcId\s*: \[unknown\]/);
    expect(sandbox.resources()).to.deep.equal([]);
  });
});

function succeeded(run: Run): Run {
  expect(run.code, run.text).to.equal(0);
  return run;
}

const names = (steps: readonly Step[], op: string): readonly string[] =>
  steps.filter((step) => step.op === op).map(({ name }) => name);

interface Event {
  readonly resOutputsEvent?: {
    readonly metadata: { readonly op: string; readonly urn: string; readonly type: string };
  };
  readonly summaryEvent?: { readonly resourceChanges: Readonly<Record<string, number>> };
}

/** What the engine's events, one on each line, say. */
function summarize(text: string): Pick<Run, "steps" | "changes"> {
  const events = text
    .split("\n")
    .filter((line) => line.startsWith("{") && line.endsWith("}"))
    .map((line) => JSON.parse(line) as Event);
  const steps = events
    .flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? [])
    .filter(({ op, type }) => op !== "same" && type !== "pulumi:pulumi:Stack")
    .map(({ op, urn }) => ({ op, name: urn.split("::").at(-1) ?? "" }));
  const changes = events.findLast(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {};
  return { steps, changes };
}
