import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { layers } from "@throughline/stacks/layers";
import { expect } from "chai";
import { exitCodes } from "./exit-codes";
import { execute } from "./main";
import { recordingTerminal } from "./testing/recording-terminal";

const validSettings = `config:
  pulumi:disable-default-providers: [aws, kubernetes]
  throughline:account: { id: "123456789012", region: us-east-1 }
  throughline:network:
    availabilityZones: [us-east-1a, us-east-1b]
    hub: { cidrBlock: 10.0.0.0/16, natGateways: single, tiers: [{ name: public, type: public }] }
`;

describe("the command line", () => {
  let folder: string;
  let root: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cli-"));
    root = join(folder, "project");
    write({ "stacks/layers.ts": "", "Pulumi.dev.yaml": validSettings, "Pulumi.prod.yaml": validSettings });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  }

  async function throughline(...args: string[]): Promise<{ code: number; out: string; error: string }> {
    const terminal = recordingTerminal({ directory: join(root, "stacks") });
    const code = await execute(args, terminal);
    return { code, ...terminal.written };
  }

  it("explains itself and its exit codes", async () => {
    const { code, out } = await throughline("--help");
    expect(code).to.equal(0);
    for (const verb of ["check", "rehearse", "layers", "outputs", "sandbox", "preview", "up", "refresh", "destroy"]) {
      expect(out).to.match(new RegExp(`^  ${verb} `, "m"));
    }
    for (const { code, meaning } of Object.values(exitCodes)) {
      expect(out).to.contain(`${code}  ${meaning}`);
    }
  });

  it("shows the layers, and what each reads", async () => {
    const { out } = await throughline("layers", "--json");
    expect(JSON.parse(out)).to.deep.equal({ version: 1, layers });
    expect((await throughline("layers")).out).to.match(/^network {2,}stacks\/network$/m);
  });

  describe("refuses with exit code 2", () => {
    it("a verb that does not exist, and names the one that was meant", async () => {
      const { code, error } = await throughline("rehearze", "dev");
      expect(code).to.equal(2);
      expect(error).to.contain("unknown command 'rehearze'").and.contain("Did you mean rehearse?");
    });

    it("a missing environment", async () => {
      const { code, error } = await throughline("rehearse");
      expect(code).to.equal(2);
      expect(error).to.contain("missing required argument 'environment'");
    });

    it("an environment that does not exist, and lists those that do", async () => {
      const { code, error } = await throughline("rehearse", "prd");
      expect(code).to.equal(2);
      expect(error).to.contain('there is no environment "prd". Did you mean "prod"? Environments here: dev, prod.');
    });

    it("settings that are not YAML, with file, line and column", async () => {
      write({ "Pulumi.dev.yaml": "config:\n  throughline:account: { id: '1'\n" });
      const { code, error } = await throughline("check", "dev");
      expect(code).to.equal(2);
      expect(error).to.match(/Pulumi\.dev\.yaml:\d+:\d+: not valid YAML/);
    });

    it("settings that are not valid, with their place, before anything is made", async () => {
      write({ "Pulumi.dev.yaml": validSettings.replace("10.0.0.0/16", "10.0.0.0/99") });
      const { code, out, error } = await throughline("check");
      expect(code).to.equal(2);
      expect(error).to.match(/Pulumi\.dev\.yaml:6:\d+: throughline:network\.hub\.cidrBlock: "10\.0\.0\.0\/99"/);
      expect(out).to.equal("");
    });

    it("to change anything without a question where nobody can be asked", async () => {
      for (const verb of ["up", "refresh", "destroy"]) {
        const { code, error } = await throughline(verb, "dev", "--sandbox");
        expect(code, verb).to.equal(2);
        expect(error).to.contain(`${verb} shows what it is going to do and asks`).and.contain("--yes");
      }
    });

    it("a layer that does not exist, and names the one that was meant", async () => {
      const { code, error } = await throughline("preview", "dev", "prod", "--layers", "network,egde");
      expect(code).to.equal(2);
      expect(error).to.contain('there is no layer "egde". Did you mean "edge"?');
    });

    it("a sandbox without a command", async () => {
      const { code, error } = await throughline("sandbox");
      expect(code).to.equal(2);
      expect(error).to.contain("npx throughline sandbox -- pulumi");
    });

    it("a folder that is in no project", async () => {
      const terminal = recordingTerminal({ directory: folder });
      expect(await execute(["check"], terminal)).to.equal(2);
      expect(terminal.written.error).to.contain("is not in a Throughline project");
    });
  });

  describe("says with exit code 10 what the machine lacks", () => {
    function onMachine(environment: NodeJS.ProcessEnv): { code: number | null; stdout: string; stderr: string } {
      const bin = join(__dirname, "bin/throughline.js");
      const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "rehearse", "dev"], {
        cwd: root,
        encoding: "utf8",
        env: { HOME: folder, THROUGHLINE_CACHE: join(folder, "cache"), TMPDIR: tmpdir(), ...environment },
      });
      return { code: status, stdout, stderr };
    }

    it("an engine: all ways to one, and no half state", () => {
      const { code, stdout, stderr } = onMachine({ PATH: dirname(process.execPath) });
      expect(code, stderr).to.equal(10);
      expect(stderr).to.contain("1. `pulumi` on PATH").and.contain("node tools/setup.mjs");
      expect(stdout).to.equal("");
      expect(readdirSync(folder)).to.deep.equal(["project"]);
    });

    it("a folder for temporary files", () => {
      writeFileSync(join(folder, "not-a-folder"), "");
      const { code, stderr } = onMachine({
        PATH: process.env.PATH,
        THROUGHLINE_CACHE: process.env.THROUGHLINE_CACHE,
        HOME: process.env.HOME,
        TMPDIR: join(folder, "not-a-folder"),
      });
      expect(code, stderr).to.equal(10);
      expect(stderr).to.match(/none can be made at .*not-a-folder.*let TMPDIR name a folder that you can write/s);
    });
  });

  it("tells of a fault of its own without a stack, with exit code 1", async () => {
    write({ "Pulumi.dev.yaml": "" });
    rmSync(join(root, "Pulumi.dev.yaml"));
    mkdirSync(join(root, "Pulumi.dev.yaml"));
    const { code, error } = await throughline("check");
    expect(code).to.equal(1);
    expect(error).to.match(/^internal error: EISDIR.*\nThis is a fault of throughline/);
    expect(error).to.not.match(/^ +at /m);
  });

  it("starts in a moment: help waits for no verb", () => {
    const program = `
      require("tsx/cjs");
      require(${JSON.stringify(join(__dirname, "main.ts"))});
      const ours = Object.keys(require.cache).filter((file) => /throughline|\\/(deploy|stacks|sandbox|tools)\\//.test(file));
      process.stdout.write(JSON.stringify({ ours, pulumi: Object.keys(require.cache).some((file) => file.includes("@pulumi")) }));
    `;
    const { stdout } = spawnSync(process.execPath, ["--eval", program], { encoding: "utf8", cwd: __dirname });
    const { ours, pulumi } = JSON.parse(stdout) as { ours: string[]; pulumi: boolean };
    expect(ours.map((file) => file.slice(dirname(__dirname).length))).to.deep.equal(["/deploy/errors.ts"]);
    expect(pulumi).to.equal(false);
  });
});
