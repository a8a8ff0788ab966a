import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type LayerRehearsal, rehearse } from "@throughline/deploy";
import { expect } from "chai";

const repository = join(__dirname, "..");
const bin = join(repository, "cli/bin/throughline.js");

/** Tells what a program sees from inside. */
const probe = `
import { statSync } from "node:fs";
import { homedir } from "node:os";
import * as pulumi from "@pulumi/pulumi";
import { where } from "../../lib/where";

const config = new pulumi.Config("app");
export const environment = process.env;
export const home = homedir();
export const mode = (statSync(homedir() + "/..").mode & 0o777).toString(8);
export const directory = process.cwd();
export const library = where;
export const size = config.requireNumber("size");
export const token = config.requireSecret("token");
export const isFake = pulumi.unsecret(token.apply((text) => text.startsWith("sandbox-fake-")));
export const archive = new pulumi.asset.FileArchive("./files");
`;

/** Asks for a provider that the sandbox does not have. */
const foreigner = `
import * as pulumi from "@pulumi/pulumi";
class Zone extends pulumi.CustomResource {
  constructor(name: string) { super("cloudflare:index/zone:Zone", name, {}, { version: "6.1.0" }); }
}
new Zone("example");
`;

const settings = `# A comment that the engine would not keep.
secretsprovider: awskms://alias/throughline?region=eu-central-1
encryptedkey: AQICAHh
config:
  app:size: 3
  app:token: { secure: v1:cmVhbA==:cmVhbA== }
`;

describe("a sandbox", function () {
  this.timeout(120_000);

  const variables = { ...process.env };
  let folder: string;
  let root: string;

  function makeProject(): void {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "isolation-")));
    root = join(folder, "project");
    mkdirSync(join(folder, "tmp"));
    process.env.TMPDIR = join(folder, "tmp");
    process.env.THROUGHLINE_STATE = join(folder, "state");
    write({
      "Pulumi.dev.yaml": settings,
      "package.json": "{}",
      "lib/where.ts": "export const where = __filename;",
      "stacks/probe/files/deep/a.txt": "one",
      ...layerFiles("probe", probe),
    });
    symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  }

  function removeProject(): void {
    for (const name of Object.keys(process.env).filter((name) => !(name in variables))) {
      Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, variables);
    rmSync(folder, { recursive: true, force: true });
  }

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
  }

  async function rehearsed(name: string): Promise<LayerRehearsal> {
    const layer = { name, directory: `stacks/${name}`, reads: [] };
    const { layers } = await rehearse({ root, environment: "dev", layers: [layer] });
    return layers[0] ?? expect.fail("no layer");
  }

  function throughline(...args: string[]): Promise<{ code: number; stdout: string; text: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, [bin, ...args], { cwd: root, env: process.env }, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), stdout, text: stdout + stderr });
      });
    });
  }

  const pulumi = (...args: string[]) => throughline("sandbox", "--", "pulumi", "-C", "stacks/probe", ...args);

  describe("for a rehearsal", () => {
    let untouched: string[];
    let outputs: Record<string, unknown>;
    before(async () => {
      makeProject();
      Object.assign(process.env, {
        AWS_ACCESS_KEY_ID: "canary",
        AWS_SECRET_ACCESS_KEY: "canary",
        AWS_PROFILE: "canary",
        ARM_CLIENT_SECRET: "canary",
        GOOGLE_APPLICATION_CREDENTIALS: "/canary",
        KUBECONFIG: "/canary",
        SSH_AUTH_SOCK: "/canary",
        HTTPS_PROXY: "http://canary",
        PULUMI_ACCESS_TOKEN: "canary",
        PULUMI_BACKEND_URL: "s3://canary",
      });
      setWritable(root, false);
      untouched = snapshot(root);
      const { result, diagnostics, ...rest } = await rehearsed("probe");
      expect(result, JSON.stringify(diagnostics)).to.equal("succeeded");
      outputs = rest.outputs;
      setWritable(root, true);
    });
    after(removeProject);

    it("writes nothing into the project, which need not be writable", () => {
      expect(snapshot(root)).to.deep.equal(untouched);
    });

    it("leaves nothing behind", () => {
      expect(readdirSync(join(folder, "tmp")).filter((name) => name.startsWith("throughline-"))).to.deep.equal([]);
    });

    it("runs the program of the working tree", () => {
      const { library, directory, size } = outputs;
      expect(library).to.equal(join(root, "lib/where.ts"));
      expect(directory).to.match(new RegExp(`^${folder}/tmp/throughline-.*/project/stacks/probe$`));
      expect(size).to.equal(3);
    });

    it("puts marked fakes in the place of secrets, without asking the real key, and they stay secret", () => {
      const { token, isFake } = outputs;
      expect({ token, isFake }).to.deep.equal({ token: "[secret]", isFake: true });
    });

    it("tells a program nothing of credentials, clusters, agents and proxies outside", () => {
      expect(JSON.stringify(outputs.environment)).to.not.contain("canary");
      expect(outputs.environment).to.include({ AWS_EC2_METADATA_DISABLED: "true", KUBECONFIG: "/dev/null" });
    });

    it("has a home of its own, which no other user can read", () => {
      expect(outputs.home).to.match(new RegExp(`^${folder}/tmp/throughline-.*/home$`));
      expect(outputs.mode).to.equal("700");
    });

    it("archives all that is in folders of the project", async () => {
      write({ "stacks/probe/files/deep/a.txt": "two" });
      expect((await rehearsed("probe")).outputs.archive).to.not.deep.equal(outputs.archive);
    });

    it("refuses a provider that it does not have by name, though one is on PATH", async () => {
      const path = join(folder, "bin");
      const trace = join(folder, "the-real-provider-was-started");
      mkdirSync(path);
      writeFileSync(join(path, "pulumi-resource-cloudflare"), `#!/bin/sh\ntouch ${trace}\n`, { mode: 0o755 });
      process.env.PATH = `${path}:${process.env.PATH ?? ""}`;
      write(layerFiles("foreigner", foreigner));
      const { result, diagnostics } = await rehearsed("foreigner");
      expect(result).to.equal("failed");
      expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).to.deep.equal([
        'The sandbox has no provider "cloudflare" (the program asks for cloudflare 6.1.0). Nothing was downloaded or ' +
          "started in its place: a real provider would reach a real cloud.",
      ]);
      expect(existsSync(trace)).to.equal(false);
    });
  });

  describe("that lasts", () => {
    before(makeProject);
    after(removeProject);

    it("writes nothing into the project, whatever paths the engine is given", async () => {
      const untouched = snapshot(root);
      for (const directory of ["stacks/probe", join(root, "stacks/probe")]) {
        const up = await throughline("sandbox", "--", "pulumi", "-C", directory, "up", "-s", "dev", "-y", "-f");
        expect(up.code, up.text).to.equal(0);
      }
      const set = await pulumi("config", "set", "-s", "dev", "app:size", "4");
      expect(set.code, set.text).to.equal(0);
      expect(snapshot(root)).to.deep.equal(untouched);
    });

    it("keeps what was made in it, until it is reset", async () => {
      expect((await pulumi("stack", "output", "size", "-s", "dev")).stdout).to.equal("3\n");
      expect((await throughline("sandbox", "--reset")).code).to.equal(0);
      expect((await pulumi("stack", "ls", "--json")).stdout.trim()).to.equal("[]");
    });

    it("holds fakes where the settings hold secrets", async () => {
      const { stdout } = await pulumi("config", "get", "app:token", "-s", "dev");
      expect(stdout).to.equal("sandbox-fake-app:token\n");
    });

    it("has one user at a time", async () => {
      const first = spawn(process.execPath, [bin, "sandbox", "--", "sh", "-c", "echo ready; read -r _"], { cwd: root });
      await once(first.stdout, "data");
      const second = await throughline("sandbox", "--", "true");
      expect(second.code).to.equal(10);
      expect(second.text).to.contain(`Another command (process ${first.pid}) is using this project's sandbox`);
      first.stdin.end("\n");
      await once(first, "exit");
      expect((await throughline("sandbox", "--", "true")).code).to.equal(0);
    });

    it("is outside of the project, and refuses to be inside", async () => {
      const { stdout } = await throughline("sandbox", "--", "pwd");
      expect(stdout).to.match(new RegExp(`^${folder}/state/project-.*/project\n$`));
      process.env.THROUGHLINE_STATE = join(root, "state");
      const inside = await throughline("sandbox", "--", "pwd");
      expect(inside.code).to.equal(10);
      expect(inside.text).to.contain("Let THROUGHLINE_STATE name a folder outside of it");
    });
  });
});

/** A layer whose backend, if it were asked, would be a real one. */
function layerFiles(name: string, program: string): Record<string, string> {
  return {
    [`stacks/${name}/index.ts`]: program,
    [`stacks/${name}/Pulumi.yaml`]: `name: ${name}
main: index.ts
runtime: { name: nodejs, options: { typescript: false, nodeargs: --require tsx/cjs } }
backend: { url: "s3://real-state?region=eu-central-1" }
stackConfigDir: ../..
`,
  };
}

/** Everything below the folder, with its time of change. */
function snapshot(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    const state = `${path} ${statSync(path).mtimeMs}`;
    return entry.isDirectory()
      ? [state, ...snapshot(path)]
      : [entry.isFile() ? `${state} ${readFileSync(path, "utf8")}` : state];
  });
}

/** Allows or forbids to change folders; who runs as root may change them all the same. */
function setWritable(directory: string, writable: boolean): void {
  const folders = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const path of [directory, ...folders]) {
    chmodSync(path, writable ? 0o755 : 0o555);
  }
}
