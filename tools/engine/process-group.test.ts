import { expect } from "chai";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { runInGroup } from "./process-group";

describe("a command in a process group", () => {
  const never = new AbortController().signal;
  const run = (script: string, onLine?: (line: string) => void, signal = never) =>
    runInGroup(process.execPath, ["-e", script], { signal, onLine });

  it("is run to its end, line by line", async () => {
    const lines: string[] = [];
    await run(`console.log("one\\ntwo")`, (line) => lines.push(line));
    expect(lines).to.deep.equal(["one", "two"]);
  });

  it("fails with the last lines that it wrote", async () => {
    const failing = run(`for (let line = 1; line <= 30; line++) console.error("line", line); process.exitCode = 1;`);
    const message = String(await failing.catch(String));
    expect(message).to.include("line 30").and.include("line 11").and.not.include("line 10\n");
  });

  it("fails with its exit code when it wrote nothing", async () => {
    expect(await run("process.exit(7)").catch(String)).to.include("exit code 7");
  });

  it("fails when it cannot be started", async () => {
    expect(await runInGroup("/no/such/command", [], { signal: never }).catch(String)).to.include("ENOENT");
  });

  it("is ended with all that it has started when it takes too long", async () => {
    const limit = new AbortController();
    const listener = createServer().listen(0, "127.0.0.1");
    await once(listener, "listening");
    const { port } = listener.address() as AddressInfo;
    const grandchild = `require("node:net").connect(${port})`;
    const connected = once(listener, "connection") as Promise<[Socket]>;
    const running = run(
      `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" });`,
      undefined,
      limit.signal,
    );
    const [socket] = await connected;
    limit.abort("It took too long.");
    socket.on("error", () => undefined).resume();
    const [message] = await Promise.all([running.catch(String), once(socket, "close")]);
    expect(message).to.include("gave up. It took too long.");
    listener.close();
  });
});
