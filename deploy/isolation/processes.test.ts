import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { endProcesses, processesOf, runVariable } from "./processes";

const idle = "setInterval(() => {}, 1000); process.stdout.write('.');";

describe("the processes of a run", () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) {
      child.kill("SIGKILL");
    }
  });

  async function start(run: string, program = idle): Promise<ChildProcess> {
    const child = spawn(process.execPath, ["--eval", program], { env: { [runVariable]: run }, detached: true });
    children.push(child);
    await once(child.stdout, "data");
    return child;
  }

  it("are found whatever their group, and those of other runs are not", async () => {
    const mine = await start("run-a");
    await start("run-ab");
    expect(processesOf("run-a")).to.deep.equal([mine.pid]);
  });

  it("are ended with their children, whose parents are gone", async () => {
    const startsOrphan = `require("node:child_process").spawn(process.execPath, ["--eval", ${JSON.stringify(idle)}],
      { detached: true, stdio: ["ignore", "inherit", "ignore"] }); process.exit();`;
    const child = spawn(process.execPath, ["--eval", startsOrphan], { env: { [runVariable]: "run-b" } });
    await once(child.stdout, "data");
    expect(processesOf("run-b")).to.have.length(1);
    expect(await endProcesses("run-b")).to.equal(true);
    expect(processesOf("run-b")).to.deep.equal([]);
  });

  it("may end by themselves when they are given grace", async () => {
    const graceful = await start("run-c", `process.on("SIGTERM", () => process.exit(3)); ${idle}`);
    const exit = once(graceful, "exit");
    await endProcesses("run-c", 10_000);
    expect(await exit).to.deep.equal([3, null]);
  });

  it("are killed when they use up their grace", async () => {
    const stubborn = await start("run-d", `process.on("SIGTERM", () => {}); ${idle}`);
    const exit = once(stubborn, "exit");
    await endProcesses("run-d", 1);
    expect(await exit).to.deep.equal([null, "SIGKILL"]);
  });
});
