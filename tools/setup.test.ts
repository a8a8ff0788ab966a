import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";

/** Installs what the set-up needs, and notes that it did. */
const fakeNpm = `#!${process.execPath}
const { appendFileSync, cpSync, mkdirSync, symlinkSync } = require("node:fs");
appendFileSync("npm-calls", process.argv.slice(2).join(" ") + "\\n");
function install() {
  mkdirSync("node_modules");
  symlinkSync(${JSON.stringify(dirname(require.resolve("tsx/package.json")))}, "node_modules/tsx");
  cpSync("package-lock.json", "node_modules/.package-lock.json");
}
if (process.env.NPM_WAITS_FOR) require("node:net").connect(process.env.NPM_WAITS_FOR).resume().on("end", install);
else install();
`;

const fakeEngine = `
export async function ensureEngine(report: (line: string) => void): Promise<void> {
  if (process.env.ENGINE_REPORT) report(process.env.ENGINE_REPORT);
  if (process.env.ENGINE_ERROR) throw new Error(process.env.ENGINE_ERROR);
}
`;

const installedOnce = "ci --include=dev --ignore-scripts --no-audit --no-fund\n";

describe("set-up", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "throughline-setup-"));
    cpSync(join(__dirname, "setup.mjs"), join(root, "tools/setup.mjs"));
    cpSync(join(__dirname, "setup"), join(root, "tools/setup"), { recursive: true });
    write("tools/engine/index.ts", fakeEngine);
    write("package.json", `{ "engines": { "node": ">=20.19" } }`);
    write("package-lock.json", `{ "packages": { "": {}, "node_modules/tsx": { "version": "4.0.0" } } }`);
    write("bin/npm", fakeNpm, 0o755);
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function write(path: string, content: string, mode?: number): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content, { mode });
  }

  function start(environment: NodeJS.ProcessEnv = {}) {
    return spawn(process.execPath, ["tools/setup.mjs"], {
      cwd: root,
      env: { PATH: [join(root, "bin"), process.env.PATH].join(delimiter), ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  async function outcome(child: ReturnType<typeof start>) {
    const code = new Promise((resolve) => child.once("close", resolve));
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await code, output, errors };
  }

  const setUp = (environment?: NodeJS.ProcessEnv) => outcome(start(environment));

  const npmCalls = () => readFileSync(join(root, "npm-calls"), "utf8");

  it("installs the npm packages of a fresh clone, then provides the engine, and says so", async () => {
    const { code, errors } = await setUp({ ENGINE_REPORT: "building the engine" });
    expect(npmCalls()).to.equal(installedOnce);
    expect(errors).to.match(/npm ci.*\n.*building the engine/);
    expect(code).to.equal(0);
  });

  it("says and does nothing when everything is there", async () => {
    await setUp();
    expect(await setUp()).to.deep.equal({ code: 0, output: "", errors: "" });
    expect(npmCalls()).to.equal(installedOnce);
  });

  it("installs once when several start at once", async () => {
    const outcomes = await Promise.all([setUp(), setUp(), setUp()]);
    expect(outcomes.map(({ code }) => code)).to.deep.equal([0, 0, 0]);
    expect(npmCalls()).to.equal(installedOnce);
  });

  it("that is killed leaves npm to finish, and the next one waits for that", async () => {
    const listener = createServer().listen(0, "127.0.0.1");
    await once(listener, "listening");
    const { port } = listener.address() as AddressInfo;
    const first = start({ NPM_WAITS_FOR: String(port) });
    const [npm] = (await once(listener, "connection")) as [Socket];
    first.kill("SIGKILL");
    await once(first, "exit");

    const second = start();
    const ended = outcome(second);
    await once(second.stderr, "data");
    npm.end();
    const { code, errors } = await ended;
    expect(errors).to.match(/^Waiting for another set-up to finish/);
    expect(code).to.equal(0);
    expect(npmCalls()).to.equal(installedOnce);
    listener.close();
  });

  it("leaves standard output to the command that follows", async () => {
    const { output } = await setUp({ ENGINE_REPORT: "building the engine" });
    expect(output).to.equal("");
  });

  it("refuses an older Node.js, and names the one that it needs", async () => {
    write("package.json", `{ "engines": { "node": ">=99.1" } }`);
    const { code, errors } = await setUp();
    expect(errors).to.equal(`Set-up failed. This project needs Node.js >=99.1; this is ${process.versions.node}.\n`);
    expect(existsSync(join(root, "npm-calls"))).to.equal(false);
    expect(code).to.equal(1);
  });

  it("fails with npm, and can be repeated", async () => {
    write("bin/npm", "#!/bin/sh\necho 'no such package' >&2\nexit 1\n", 0o755);
    const { code, errors } = await setUp();
    expect(errors).to.include("no such package\n").and.include("`npm ci` failed; see above");
    expect(code).to.equal(1);
    write("bin/npm", fakeNpm, 0o755);
    expect((await setUp()).code).to.equal(0);
  });

  it("says so when there is no npm", async () => {
    const { code, errors } = await setUp({ PATH: root });
    expect(errors).to.include("npm cannot be started").and.not.include("    at ");
    expect(code).to.equal(1);
  });

  it("says why there is no engine, without a stack trace", async () => {
    const { code, errors } = await setUp({ ENGINE_ERROR: "All ways failed" });
    expect(errors).to.include("Set-up failed. All ways failed").and.not.include("    at ");
    expect(code).to.equal(1);
  });
});
