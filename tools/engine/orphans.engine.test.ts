import { expect } from "chai";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Project } from "./testing/project";

/** A process that has announced itself, and its parent, the language host. */
interface Announced {
  readonly host: number;
  /** Settles when the process has ended: its connection ends with it. */
  readonly ended: Promise<unknown>;
}

/** Announces its process to the test, then does something. */
const announceThen = (action: string) => `
  require("node:net")
    .connect(process.env.TEST_PORT)
    .on("error", () => undefined)
    .write(String(process.ppid), () => { ${action} });`;

const waitForever = "setInterval(() => undefined, 1000)";
const spinForever = "for (;;);";

describe("nothing outlives the engine:", function () {
  this.timeout(60_000);

  let listener: Server;
  let project: Project;
  let engine: ChildProcess;
  let waiting: AbortController;

  beforeEach(async () => {
    waiting = new AbortController();
    listener = createServer().listen(0, "127.0.0.1");
    await once(listener, "listening");
  });

  afterEach(() => {
    waiting.abort();
    listener.close();
    project.remove();
  });

  async function running(program: string, files: Record<string, string> = {}): Promise<Announced> {
    const port = (listener.address() as AddressInfo).port;
    project = new Project(
      {
        "Pulumi.yaml": `name: test\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n`,
        "package.json": `{ "name": "test", "version": "1.0.0" }`,
        "index.js": program,
        ...files,
      },
      { TEST_PORT: String(port) },
    );
    await project.run("stack", "init", "dev");
    engine = project.start("preview");
    const [socket] = (await once(listener, "connection")) as [Socket];
    socket.on("error", () => undefined);
    const [parent] = (await once(socket, "data")) as [Buffer];
    return { host: Number(parent.toString()), ended: once(socket, "close") };
  }

  /** Settles when a process that is nobody's child here has ended. */
  async function ending(pid: number): Promise<void> {
    while (isRunning(pid)) await delay(10, undefined, { signal: waiting.signal });
  }

  it("when the engine is killed, a program that never yields ends, and so does the language host", async () => {
    const program = await running(announceThen(spinForever));
    engine.kill("SIGKILL");
    await program.ended;
    await ending(program.host);
  });

  it("when the language host is killed, the program ends, and the engine fails", async () => {
    const program = await running(announceThen(waitForever));
    // Either may end first.
    const exit = once(engine, "exit");
    process.kill(program.host, "SIGKILL");
    await program.ended;
    const [code] = (await exit) as [number];
    expect(code).to.not.equal(0);
  });

  it("when engine and language host are killed at once, the program ends", async () => {
    const program = await running(announceThen(waitForever));
    engine.kill("SIGSTOP");
    process.kill(program.host, "SIGKILL");
    engine.kill("SIGKILL");
    await program.ended;
  });

  it("when the engine is killed, a component provider given as a directory ends", async () => {
    const provider = await running(
      `const { ComponentResource } = require("@pulumi/pulumi");
       new ComponentResource("greeter:index:Greeting", "hello", {}, {}, true);`,
      {
        "Pulumi.yaml": `name: test\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js
plugins: { providers: [{ name: greeter, path: ./greeter }] }\n`,
        "greeter/PulumiPlugin.yaml": "runtime: nodejs\n",
        "greeter/package.json": `{ "name": "greeter", "version": "1.0.0", "main": "index.js" }`,
        "greeter/index.js": announceThen(waitForever),
      },
    );
    engine.kill("SIGKILL");
    await provider.ended;
    await ending(provider.host);
  });

  it("when the engine is interrupted, a program that waits ends", async () => {
    const program = await running(announceThen(waitForever));
    const exit = once(engine, "exit");
    engine.kill("SIGINT");
    await program.ended;
    await exit;
    await ending(program.host);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // In a container nobody may collect the exit codes of orphans: they stay as zombies.
    return process.platform !== "linux" || !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
