import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { DriveReport, StackResult } from "@throughline/deploy";
import { layerNames } from "@throughline/stacks/layers";
import { expect } from "chai";
import { execute } from "../cli/main";
import { recordingTerminal } from "../cli/testing/recording-terminal";
import { Project, type Result } from "./project";
import { type Behaviour, TinyLayers } from "./tiny-layers";

const repository = join(__dirname, "..");
const secret = "a-secret-that-nobody-may-see";

const part = { type: "tiny:index:Part" };
const vpc = (cidrBlock: string, more: object = {}): { type: string; inputs: Record<string, unknown> } => ({
  type: "aws:ec2/vpc:Vpc",
  inputs: { cidrBlock, ...more },
});

/** What the layers of an environment read, as their programs do. */
const reads: Readonly<Record<string, Behaviour>> = {
  "dev/compute": { reads: ["dev/network"] },
  "dev/data": { reads: ["dev/network"] },
  "dev/mesh": { reads: ["dev/compute"] },
};

const reportOf = ({ code, stdout, stderr }: Result): DriveReport => {
  expect(stdout, `${code}\n${stderr}`).to.match(/^\{/);
  return JSON.parse(stdout) as DriveReport;
};
const results = ({ stacks }: DriveReport): Record<string, string> =>
  Object.fromEntries(stacks.map(({ name, result, skippedBecause }) => [name, skippedBecause ?? result]));
const stackIn = ({ stacks }: DriveReport, name: string): StackResult =>
  stacks.find((stack) => stack.name === name) ?? expect.fail(`no stack ${name}`);

/** The driver on a backend of the user's: a folder. Its programs need no provider, and so no cloud. */
describe("the driver, with a backend and credentials of the user's own", function () {
  this.timeout(180_000);

  const variables = { ...process.env };
  let project: Project;
  let tiny: TinyLayers;
  let backend: string;
  beforeEach(() => {
    project = new Project();
    tiny = new TinyLayers(project);
    for (const [stack, behaviour] of Object.entries(reads)) {
      tiny.set(stack, behaviour);
    }
    project.edit("dev", ({ config }) => {
      Reflect.deleteProperty(config["throughline:edge"] as object, "domain");
    });
    backend = join(project.folder, "backend");
    mkdirSync(backend);
    Object.assign(process.env, {
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_HOME: join(project.folder, "pulumi"),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    });
  });
  afterEach(() => {
    project.remove();
    for (const name of Object.keys(process.env).filter((name) => !(name in variables))) {
      Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, variables);
  });

  const lower = ["--layers", "network,compute,data,mesh"];
  const run = (...args: string[]): Promise<Result> => project.throughline(...args);

  /** Starts `throughline` as from a terminal: a process to send signals to. */
  function start(...args: string[]): { child: ChildProcess; ended: Promise<Result> } {
    const child = spawn(process.execPath, [join(repository, "cli/bin/throughline.js"), ...args], {
      cwd: project.root,
      env: { ...process.env, CI: "true", NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    const ended = once(child, "close").then(([code]) => ({ code: Number(code), stdout, stderr }));
    return { child, ended };
  }

  it("previews, deploys in order, finds nothing to do the second time, and destroys in reverse", async () => {
    tiny.set("dev/network", { resources: { part } });
    const preview = reportOf(await run("preview", "dev", "--json", ...lower));
    expect(preview).to.deep.include({ result: "succeeded", phase: "preview", sandbox: false });
    expect(stackIn(preview, "dev/network").operations).to.deep.equal({ create: 1 });

    const up = await run("up", "dev", "--yes", ...lower);
    expect(up.code, up.stderr).to.equal(0);
    expect(up.stdout).to.contain("✔ dev is up: 1 created").and.not.contain("sandbox");
    const finished = [...up.stderr.matchAll(/^(\S+): succeeded/gm)].map(([, name]) => name);
    expect([finished[0], finished.length]).to.deep.equal(["dev/network", 4]);
    expect(finished.indexOf("dev/mesh")).to.be.greaterThan(finished.indexOf("dev/compute"));

    const again = reportOf(await run("up", "dev", "--yes", "--json", ...lower));
    expect(stackIn(again, "dev/network").operations).to.deep.equal({ same: 1 });
    expect(stackIn(again, "dev/compute").outputs).to.deep.include({ read: ["network"] });

    const gone = reportOf(await run("destroy", "dev", "--yes", "--json"));
    expect(gone.stacks.map(({ name }) => name)).to.deep.equal(["dev/data", "dev/mesh", "dev/compute", "dev/network"]);
    expect(gone.absent).to.deep.equal(["dev/apps", "dev/edge", "dev/observability"]);
    const nothing = await run("destroy", "dev", "--yes");
    expect(nothing.code, nothing.stderr).to.equal(0);
    expect(nothing.stdout).to.contain("dev is destroyed: nothing to do");
  });

  it("skips what depends on a layer that failed, does the rest, and goes on from there", async () => {
    tiny.set("dev/compute", { ...reads["dev/compute"], fails: "The quota of clusters is used up." });
    const { code, stdout, stderr } = await run("up", "dev", "--yes", ...lower);
    expect(code, stderr).to.equal(4);
    expect(stdout).to.contain("✖ dev is not up: dev/compute failed. The same command goes on from there.");
    expect(stdout)
      .to.contain("The quota of clusters is used up.")
      .and.not.match(/^ +at /m);
    expect(stdout).to.contain("dev/mesh  skipped, because dev/compute failed");
    expect(stderr).to.match(/^dev\/data: succeeded/m);

    tiny.set("dev/compute", reads["dev/compute"] ?? {});
    const report = reportOf(await run("up", "dev", "--yes", "--json", ...lower));
    expect(new Set(Object.values(results(report)))).to.deep.equal(new Set(["succeeded"]));
  });

  it("shows no secret, whatever it prints", async () => {
    tiny.set("dev/network", { resources: { part }, secret });
    tiny.set("dev/compute", { ...reads["dev/compute"], secret });
    const layers = ["--layers", "network,compute"];
    const printed = [
      await run("preview", "dev", ...layers),
      await run("up", "dev", "--yes", ...layers),
      await run("up", "dev", "--yes", "--json", ...layers),
      await run("refresh", "dev", "--yes", "--json", ...layers),
      await run("destroy", "dev", "--yes", "--json", ...layers),
    ];
    expect(printed.map(({ code }) => code)).to.deep.equal([0, 0, 0, 0, 0]);
    expect(printed[1]?.stdout).to.contain("[secret]");
    expect(JSON.stringify(printed)).to.not.contain(secret);
  });

  it("refuses what it would be wrong to begin", async () => {
    const unasked = await run("up", "dev");
    expect(unasked.code).to.equal(2);
    expect(unasked.stderr).to.contain("nobody is at a terminal. Say --yes");

    const above = await run("up", "dev", "--yes", "--layers", "mesh");
    expect(above.code).to.equal(11);
    expect(above.stderr).to.contain("  dev/compute, read by dev/mesh\n");
    expect(above.stderr).to.contain("throughline up dev --layers network,compute,mesh");

    tiny.replaceIn("stacks/mesh/index.ts", (text) => `import { stub } from "../contracts/stub";\n${text}\nvoid stub;`);
    const stub = await run("up", "dev", "--yes");
    expect(stub.code).to.equal(11);
    expect(stub.stderr).to.contain("The programs of mesh are stubs").and.contain("network,compute,data,apps");

    const reserved = await run("up", "prod", "--yes", "--layers", "network,compute,edge");
    expect(reserved.code).to.equal(11);
    expect(reserved.stderr).to.contain('Pulumi.prod.yaml: throughline:edge.domain.zoneName: "bankapp.example.com"');

    process.env.PULUMI_DEBUG_PROVIDERS = "aws:5901";
    const attached = await run("preview", "dev");
    expect(attached.code).to.equal(2);
    expect(attached.stderr).to.contain("Providers are attached (PULUMI_DEBUG_PROVIDERS=aws:5901)");
    expect(readdirSync(backend)).to.deep.equal([".pulumi"]);
    expect(existsSync(join(backend, ".pulumi/stacks"))).to.equal(false);
  });

  it("tells every mistake in the settings of all environments at once", async () => {
    for (const environment of ["dev", "prod"]) {
      project.edit(environment, ({ config }) => {
        config["throughline:account"] = { id: "1", region: "us-east-1" };
      });
    }
    const { code, stderr } = await run("preview", "dev", "prod");
    expect(code).to.equal(2);
    expect(stderr)
      .to.match(/Pulumi\.dev\.yaml:.*account\.id/)
      .and.match(/Pulumi\.prod\.yaml:.*account\.id/);
  });

  it("looks at all layers before the first deletion, and lists all that would stop it", async () => {
    tiny.set("dev/network", { resources: { part: { ...part, protect: true } } });
    tiny.set("dev/compute", { ...reads["dev/compute"], resources: { node: { ...part, protect: true } } });
    expect(await run("up", "dev", "--yes", ...lower)).to.include({ code: 0 });
    const { code, stderr } = await run("destroy", "dev", "--yes", "--layers", "network,compute,data");
    expect(code, stderr).to.equal(11);
    expect(stderr).to.contain("Nothing was deleted, because not all can be:");
    expect(stderr).to.contain("pulumi -C stacks/network state unprotect -s dev 'urn:pulumi:dev::throughline-network::");
    expect(stderr).to.contain("pulumi -C stacks/compute state unprotect -s dev 'urn:pulumi:dev::throughline-compute::");
    expect(stderr).to.contain("dev/compute: dev/mesh is deployed and reads it");
    expect(stderr).to.contain("Destroy it first: throughline destroy dev --layers mesh\n");
    expect(stackIn(reportOf(await run("up", "dev", "--yes", "--json", ...lower)), "dev/data").operations).to.deep.equal(
      {},
    );
  });

  it("says of a locked stack whose lock it is, and how it is taken away", async () => {
    expect(await run("up", "dev", "--yes", "--layers", "network")).to.include({ code: 0 });
    const folder = join(backend, ".pulumi/locks/organization/throughline-network/dev");
    mkdirSync(folder, { recursive: true });
    const lock = { pid: 7, username: "somebody", hostname: "elsewhere", timestamp: "2026-11-20T12:00:00Z" };
    writeFileSync(join(folder, "other.json"), JSON.stringify(lock));
    const { code, stdout } = await run("up", "dev", "--yes", "--layers", "network");
    expect(code, stdout).to.equal(4);
    expect(stdout).to.contain("error  The stack is locked: another run is working on it");
    expect(stdout).to.contain("created by somebody@elsewhere (pid 7)");
    expect(stdout).to.contain("`pulumi -C stacks/network cancel -s dev --yes`");
  });

  it("says of operations that a killed run left unfinished what they were, and how they are settled", async () => {
    expect(await run("up", "dev", "--yes", "--layers", "network")).to.include({ code: 0 });
    const file = join(backend, ".pulumi/stacks/throughline-network/dev.json");
    const state = JSON.parse(readFileSync(file, "utf8")) as { checkpoint: { latest: Record<string, unknown> } };
    const urn = "urn:pulumi:dev::throughline-network::aws:ec2/vpc:Vpc::hub";
    state.checkpoint.latest.pending_operations = [
      { type: "creating", resource: { urn, type: "aws:ec2/vpc:Vpc", custom: true } },
    ];
    writeFileSync(file, JSON.stringify(state));
    const { code, stdout } = await run("up", "dev", "--yes", "--layers", "network");
    expect(code, stdout).to.equal(0);
    expect(stdout).to.contain("warning  An earlier run was interrupted at 1 operations");
    expect(stdout).to.contain(`${urn}, interrupted while creating`);
    expect(stdout).to.contain("`pulumi -C stacks/network refresh -s dev`");
  });

  it("stops in good order on Ctrl-C, and at once on the second", async () => {
    const begun = join(project.folder, "begun");
    tiny.set("dev/network", { resources: { part } });
    tiny.set("dev/compute", { ...reads["dev/compute"], hangs: begun });
    for (const signals of [1, 2]) {
      rmSync(begun, { force: true });
      const { child, ended } = start("up", "dev", "--yes", "--layers", "network,compute");
      await until(() => existsSync(begun));
      expect(engines(child)).to.not.deep.equal([]);
      for (let count = 0; count < signals; count++) {
        child.kill("SIGINT");
        await Promise.race([once(child.stderr as NodeJS.ReadableStream, "data"), ended]);
      }
      const { code, stderr } = await ended;
      expect(code, stderr).to.equal(8);
      expect(stderr).to.contain("Stopping in good order. Once more to stop at once.");
      await until(() => engines(child).length === 0);
      expect(engines(child)).to.deep.equal([]);
    }

    /** Processes that the driver has started for this project, the engine's and the programs'. */
    function engines({ pid }: ChildProcess): string[] {
      const others = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && name !== String(pid));
      return others.filter((name) => environmentOf(name).includes(`PULUMI_BACKEND_URL=file://${backend}`));
    }
  });
});

/** The driver in the sandbox that a project keeps. */
describe("the driver, in the project's sandbox", function () {
  this.timeout(180_000);

  const state = process.env.THROUGHLINE_STATE;
  let project: Project;
  let tiny: TinyLayers;
  beforeEach(() => {
    project = new Project();
    tiny = new TinyLayers(project);
    process.env.THROUGHLINE_STATE = join(project.folder, "state");
  });
  afterEach(() => {
    project.remove();
    if (state === undefined) {
      delete process.env.THROUGHLINE_STATE;
    } else {
      process.env.THROUGHLINE_STATE = state;
    }
  });

  const run = (verb: string, ...args: string[]): Promise<Result> =>
    project.throughline(verb, "dev", "--sandbox", ...args);
  const lower = ["--layers", "network,data"];

  it("previews all layers, though none was ever deployed", async () => {
    const report = reportOf(await run("preview", "--json"));
    expect(report).to.deep.include({ result: "succeeded", sandbox: true });
    expect(report.stacks.map(({ name }) => name)).to.have.members(layerNames.map((name) => `dev/${name}`));
  });

  it("finds the same the next time, and shows what is replaced and why, and what is deleted; no secret", async () => {
    tiny.set("dev/network", { resources: { hub: vpc("10.0.0.0/16"), spoke: vpc("10.1.0.0/16") }, secret });
    tiny.set("dev/data", { reads: ["dev/network"], resources: { old: vpc("10.2.0.0/16") } });
    const first = await run("up", "--yes", ...lower);
    expect(first.code, first.stderr + first.stdout).to.equal(0);
    expect(first.stdout).to.contain("✔ dev is up: 3 created").and.contain("Only in the sandbox");
    const second = await run("up", "--yes", "--json", ...lower);
    const refresh = await run("refresh", "--yes", "--json", ...lower);
    for (const unchanged of [second, refresh]) {
      expect(reportOf(unchanged).stacks.map(({ operations }) => operations)).to.deep.equal([{ same: 2 }, { same: 1 }]);
    }

    tiny.set("dev/network", { resources: { hub: vpc("10.9.0.0/16"), spoke: vpc("10.1.0.0/16") }, secret });
    tiny.set("dev/data", { reads: ["dev/network"] });
    const preview = await run("preview", ...lower);
    expect(preview.code, preview.stdout).to.equal(0);
    expect(preview.stdout)
      .to.match(/dev\/network {2}.*1 to replace/)
      .and.match(/dev\/data {2}1 to delete/);
    const hub = "urn:pulumi:dev::throughline-network::aws:ec2/vpc:Vpc::hub";
    expect(preview.stdout).to.contain(`  replace  ${hub}\n    because of cidrBlock\n`);
    expect(preview.stdout).to.contain("  delete  urn:pulumi:dev::throughline-data::aws:ec2/vpc:Vpc::old\n");
    const up = await run("up", "--yes", "--json", ...lower);
    const replaced = stackIn(reportOf(up), "dev/network").changes.find(({ operation }) => operation === "replace");
    expect(replaced).to.deep.include({ urn: hub, forces: ["cidrBlock"] });
    expect(JSON.stringify([first, second, refresh, preview, up])).to.not.contain(secret);
  });

  it("shows a person what it would do, and does it only on a yes", async () => {
    tiny.set("dev/network", { resources: { hub: vpc("10.0.0.0/16") } });
    for (const [answer, code, counts] of [
      ["", 8, "1 to create"],
      ["y", 0, "1 to create"],
      ["Yes", 0, "1 unchanged"],
    ] as const) {
      const questions: string[] = [];
      const ask = (question: string): Promise<string> => {
        questions.push(question);
        return Promise.resolve(answer);
      };
      const terminal = recordingTerminal({ directory: project.root, ask });
      expect(await execute(["up", "dev", "--sandbox", "--layers", "network"], terminal), answer).to.equal(code);
      expect(questions).to.deep.equal(["Deploy dev in the sandbox? [y/N] "]);
      expect(terminal.written.error).to.contain(`✔ dev: ${counts}. Nothing was changed: only a preview.`);
      expect(terminal.written.out).to.match(code === 0 ? /dev is up/ : /dev: cancelled\. Nothing was changed/);
    }
  });

  it("says before a destroy what stops it, what is lost and what stays; then the world is empty but for that", async () => {
    const bucket = (name: string, more: object = {}) => ({
      type: "aws:s3/bucket:Bucket",
      inputs: { bucket: name, ...more },
    });
    const resources = (protect: boolean) => ({
      logs: { ...bucket("logs-1"), protect },
      site: bucket("site-1", { forceDestroy: true }),
      audit: { ...bucket("audit-1"), retainOnDelete: true },
    });
    tiny.set("dev/network", { resources: { hub: vpc("10.0.0.0/16") } });
    tiny.set("dev/data", { resources: resources(true) });
    expect(await run("up", "--yes", ...lower)).to.include({ code: 0 });
    const refused = await run("destroy", "--yes");
    expect(refused.code).to.equal(11);
    expect(refused.stderr).to.contain("it is protected (protect)");
    expect(refused.stderr).to.contain("npx throughline sandbox -- pulumi -C stacks/data state unprotect -s dev 'urn:");
    expect(world()).to.contain("10.0.0.0/16").and.contain("logs-1");

    tiny.set("dev/data", { resources: resources(false) });
    expect(await run("up", "--yes", "--layers", "data")).to.include({ code: 0 });
    const { code, stdout } = await run("destroy", "--yes");
    expect(code, stdout).to.equal(0);
    expect(stdout).to.match(/may stop {2}AWS deletes none with objects in it\n.*Bucket::logs\n/);
    expect(stdout).to.match(/is lost {2}all objects in it\n.*Bucket::site\n/);
    expect(stdout).to.match(/stays {2}the resource itself \(retainOnDelete\)\n.*Bucket::audit\n/);
    expect(world()).to.contain("audit-1").and.not.contain("10.0.0.0/16").and.not.contain("site-1");
  });

  /** All that the sandbox's world holds. */
  function world(): string {
    return readdirSync(project.world(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
      .join("\n");
  }
});

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0");
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

/** Waits for what other processes do, which this one is not told. */
async function until(condition: () => boolean): Promise<void> {
  for (let rounds = 0; !condition() && rounds < 1200; rounds++) {
    await setTimeout(50);
  }
}
