import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { bootstrap, type BootstrapReport, type BootstrapStep, bootstrapSteps } from "@throughline/deploy/bootstrap";
import { startSandbox } from "@throughline/sandbox";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { Project } from "./project";

const repository = join(__dirname, "..");

interface Exported {
  deployment: {
    resources: {
      urn: string;
      type: string;
      id?: string;
      protect?: boolean;
      retainOnDelete?: boolean;
      inputs?: object;
    }[];
  };
}

/** A project with accounts, and a sandbox of its own. */
class Accounts extends Project {
  constructor() {
    super();
    cpSync(join(repository, "bootstrap"), join(this.root, "bootstrap"), { recursive: true });
  }

  /** Lays the foundation in the project's sandbox; ends before a step if there is one. */
  async bootstrap(before?: BootstrapStep): Promise<BootstrapReport> {
    const { THROUGHLINE_STATE: outside } = process.env;
    process.env.THROUGHLINE_STATE = join(this.folder, "state");
    try {
      return await bootstrap({
        root: this.root,
        account: "bankapp",
        sandbox: true,
        onStep: (step) => {
          if (step === before) {
            throw new Error(`ended before "${step}"`);
          }
        },
      });
    } finally {
      process.env.THROUGHLINE_STATE = outside;
      if (outside === undefined) {
        Reflect.deleteProperty(process.env, "THROUGHLINE_STATE");
      }
    }
  }

  /** What the lasting state says, without times and without the random ids of providers. */
  async lasting(): Promise<Exported["deployment"]["resources"]> {
    const { code, stdout, stderr } = await this.stack("export");
    expect(code, stderr).to.equal(0);
    return (JSON.parse(stdout) as Exported).deployment.resources.map(
      ({ urn, type, id, protect, retainOnDelete, inputs }) => ({
        urn,
        type,
        id: type.startsWith("pulumi:") ? undefined : id,
        protect,
        retainOnDelete,
        inputs,
      }),
    );
  }

  stack(command: string) {
    return this.throughline("sandbox", "--", "pulumi", "-C", "stacks/bootstrap", "stack", command, "-s", "bankapp");
  }

  /** What exists in the sandbox, whatever the state knows of it. */
  async exists(): Promise<string[]> {
    const sandbox = await startSandbox({ worldDirectory: this.world() });
    try {
      return sandbox.resources().map(({ type, id, outputs }) => `${type} ${id} ${JSON.stringify(outputs)}`);
    } finally {
      await sandbox.close();
    }
  }

  /** Both: what a bootstrap is for. */
  async end() {
    const state = (await this.lasting()).sort((a, b) => (a.urn < b.urn ? -1 : 1));
    return { state, exists: (await this.exists()).sort() };
  }

  /** What has happened in the sandbox's world so far. */
  journal(): string {
    const state = join(this.folder, "state");
    const [sandbox] = existsSync(state) ? readdirSync(state) : [];
    const file = join(state, sandbox ?? "", "world", "world.jsonl");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  /** The local state's folder. */
  local(): string {
    return join(this.world(), "..", "home", "bootstrap", "bankapp");
  }
}

describe("bootstrap", function () {
  this.timeout(400_000);

  const made: Accounts[] = [];
  const accounts = (): Accounts => {
    const project = new Accounts();
    made.push(project);
    return project;
  };
  after(() => {
    made.forEach((project) => {
      project.remove();
    });
  });

  let undisturbed: Accounts;
  let first: BootstrapReport;
  let end: Awaited<ReturnType<Accounts["end"]>>;
  before(async () => {
    undisturbed = accounts();
    first = await undisturbed.bootstrap();
    end = await undisturbed.end();
  });

  it("makes everything, and moves its state to where the bucket stands", () => {
    expect(first.diagnostics).to.deep.equal([]);
    expect(first.result).to.equal("succeeded");
    expect(first.operations).to.have.all.keys("create");
    expect(first.state).to.deep.equal({
      place: "the sandbox's stand-in for the bucket bankapp-state-us-east-1-123456789012",
      moved: true,
    });
    expect(existsSync(undisturbed.local())).to.equal(false);
  });

  it("protects everything, and deletes nothing even when it is taken out of the state", () => {
    const resources = end.state.filter(({ type }) => type.startsWith("aws:"));
    expect(resources.filter(({ retainOnDelete }) => retainOnDelete !== true)).to.deep.equal([]);
    // A policy is replaced to be changed, and comes back over the old one.
    expect(resources.filter(({ protect }) => protect !== true).map(({ type }) => type)).to.deep.equal(
      Array(2).fill("aws:ecr/lifecyclePolicy:LifecyclePolicy"),
    );
  });

  it("finds its state in the bucket when it is run again, and has nothing to do", async () => {
    const second = await undisturbed.bootstrap();
    expect(second.operations).to.have.all.keys("same");
    expect(second.state.moved).to.equal(false);
    expect(await undisturbed.end()).to.deep.equal(end);
  });

  it("ended before any step reaches the same end when it is run again", async () => {
    const project = accounts();
    // Encryption is the cloud's own: the sandbox has no key that the engine could use.
    const steps = (Object.keys(bootstrapSteps) as BootstrapStep[]).filter((step) => step !== "encrypt");
    for (const step of steps) {
      const report = await project.bootstrap(step).catch((error: unknown) => String(error));
      expect(report).to.equal(`Error: ended before "${step}"`);
    }
    expect((await project.bootstrap()).result).to.equal("succeeded");
    expect(await project.end()).to.deep.equal(end);
    expect(existsSync(project.local())).to.equal(false);
  });

  /** What is seen when a driver is to be killed: something in its sandbox's world, or a step that it tells. */
  const moments: Readonly<Record<string, (project: Accounts, said: string) => boolean>> = {
    "while it makes the first resources": (project) => project.journal().includes('"type":"aws:kms/key:Key"'),
    "while it copies the state in": (_, said) => said.includes(`bankapp: ${bootstrapSteps.import}\n`),
  };
  for (const [moment, isNow] of Object.entries(moments)) {
    it(`killed ${moment} reaches the same end when it is run again`, async () => {
      const project = accounts();
      const driver = spawn(
        process.execPath,
        [join(repository, "cli/bin/throughline.js"), "bootstrap", "bankapp", "--sandbox"],
        {
          cwd: project.root,
          env: { ...process.env, THROUGHLINE_STATE: join(project.folder, "state"), CI: "true" },
          stdio: ["ignore", "ignore", "pipe"],
        },
      );
      let said = "";
      driver.stderr.on("data", (data: Buffer) => (said += data.toString()));
      const ended = once(driver, "close");
      // What another process does is told to nobody: look again and again.
      while (driver.exitCode === null && !isNow(project, said)) {
        await setTimeout(1);
      }
      driver.kill("SIGKILL");
      await ended;
      expect(driver.signalCode, said).to.equal("SIGKILL");

      const report = await project.bootstrap();
      expect(report.diagnostics.filter(({ severity }) => severity === "error")).to.deep.equal([]);
      expect(report.result).to.equal("succeeded");
      expect(identities(await project.lasting())).to.deep.equal(identities(end.state));
      expect((await project.exists()).map(typeOf).sort()).to.deep.equal(end.exists.map(typeOf));
      expect((await project.bootstrap()).operations).to.have.all.keys("same");
    });
  }

  it("adopts everything that it made when its state is lost", async () => {
    const project = accounts();
    await project.bootstrap();
    const before = (await project.exists()).sort();
    rmSync(join(project.world(), "..", "backend", ".pulumi"), { recursive: true });
    const { operations, adopted, result } = await project.bootstrap();
    expect(result).to.equal("succeeded");
    expect(adopted.map(({ type }) => type)).to.have.members([
      "aws:s3/bucket:Bucket",
      "aws:kms/key:Key",
      "aws:kms/alias:Alias",
      "aws:ecr/repository:Repository",
      "aws:ecr/repository:Repository",
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      "aws:iam/role:Role",
      "aws:iam/role:Role",
      "aws:iam/policy:Policy",
      "aws:budgets/budget:Budget",
    ]);
    expect(operations).to.include({ import: adopted.length });
    expect((await project.exists()).sort()).to.deep.equal(before);
    expect((await project.bootstrap()).operations).to.have.all.keys("same");
  });

  it("adopts what others made, and brings it to what the account's file says", async () => {
    const project = accounts();
    mkdirSync(join(project.root, "seed"));
    for (const [file, text] of Object.entries(seed)) {
      writeFileSync(join(project.root, "seed", file), text);
    }
    const commands = ["stack init by-hand", "up -s by-hand --yes --skip-preview"];
    const script = commands.map((command) => `pulumi -C seed ${command}`).join(" && ");
    const seeded = await project.throughline("sandbox", "--", "sh", "-c", script);
    expect(seeded.code, seeded.stdout + seeded.stderr).to.equal(0);

    const { adopted, diagnostics } = await project.bootstrap();
    expect(diagnostics).to.deep.equal([]);
    expect(adopted.map(({ id }) => id)).to.deep.equal([
      "bankapp-state-us-east-1-123456789012",
      "bankapp/account",
      "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
    ]);
    expect((await project.bootstrap()).operations).to.have.all.keys("same");
    // The same end, but for who made it.
    expect(identities(await project.lasting())).to.deep.equal(identities(end.state));
    const [repositoryOfOthers] = (await project.exists()).filter((line) => line.includes("Repository bankapp/account"));
    expect(repositoryOfOthers).to.contain('"imageTagMutability":"IMMUTABLE"').and.contain('"scanOnPush":true');
  });

  it("tells all mistakes of an account's file, and does nothing", async () => {
    const project = accounts();
    const file = join(project.root, "bootstrap", "bankapp.yaml");
    const settings = parse(readFileSync(file, "utf8")) as { config: Record<string, object> };
    settings.config["throughline:github"] = { repository: "bankapp", environments: [] };
    writeFileSync(file, stringify(settings));
    const { code, stderr } = await project.throughline("bootstrap", "bankapp", "--sandbox");
    expect(code).to.equal(2);
    expect(stderr).to.match(/bootstrap\/bankapp\.yaml:\d+:\d+: throughline:github\.repository: "bankapp" is no repo/);
    expect(stderr).to.contain("throughline:github.environments: Nobody could deploy");
    expect(existsSync(join(project.folder, "state"))).to.equal(false);
  });

  it("keeps what it writes from everybody else", () => {
    const [sandbox = ""] = readdirSync(join(undisturbed.folder, "state"));
    expect(statSync(join(undisturbed.folder, "state", sandbox)).mode & 0o077).to.equal(0);
  });
});

describe("two environments in one account", function () {
  this.timeout(400_000);

  it("do not meet each other's names", async () => {
    const project = new Project();
    try {
      cpSync(join(project.root, "Pulumi.dev.yaml"), join(project.root, "Pulumi.test.yaml"));
      const network = (stack: string) =>
        project.pulumi("up", "-s", stack, "--yes", "--skip-preview", "--json", "--non-interactive");
      for (const stack of ["dev", "test"]) {
        const { code, stdout, stderr } = await network(stack);
        expect(code, stdout + stderr).to.equal(0);
      }
      const again = await network("dev");
      expect(again.stdout).to.match(/"resourceChanges":\{"same":\d+\}/);
    } finally {
      project.remove();
    }
  });
});

function typeOf(line: string): string {
  return line.split(" ")[0] ?? "";
}

function identities(state: Exported["deployment"]["resources"]) {
  return state
    .map(({ urn, protect, retainOnDelete }) => ({ urn, protect, retainOnDelete }))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** What somebody has made in the account before, otherwise than the account's file says. */
const seed: Readonly<Record<string, string>> = {
  "Pulumi.yaml": stringify({ name: "by-hand", runtime: { name: "nodejs", options: { typescript: false } } }),
  "index.js": `
    const aws = require("@pulumi/aws");
    const provider = new aws.Provider("aws", { region: "us-east-1", allowedAccountIds: ["123456789012"] });
    new aws.s3.Bucket("state", { bucket: "bankapp-state-us-east-1-123456789012", tags: { owner: "ops" } }, { provider });
    new aws.ecr.Repository("account", { name: "bankapp/account", imageTagMutability: "MUTABLE" }, { provider });
    new aws.iam.OpenIdConnectProvider(
      "github",
      { url: "https://token.actions.githubusercontent.com", clientIdLists: ["https://github.com/example"] },
      { provider },
    );
  `,
};
