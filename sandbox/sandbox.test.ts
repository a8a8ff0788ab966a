import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import type { ProviderPackage } from "./provider-package";
import { startSandbox } from "./sandbox";
import { Connection } from "./testing/engine";
import { HOST, NETWORK, ROLE, toy } from "./testing/toy-package";

describe("a sandbox", () => {
  let worldDirectory: string;

  beforeEach(() => {
    worldDirectory = fs.mkdtempSync(path.join(os.tmpdir(), "sandbox-"));
  });
  afterEach(() => {
    fs.rmSync(worldDirectory, { recursive: true });
  });

  /** Runs against a sandbox on the folder, as one run of the engine would. */
  async function run<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const sandbox = await startSandbox({ worldDirectory, packages: [toy], patience: 0 });
    const connection = new Connection(sandbox);
    try {
      await connection.configure({ region: "north" });
      return await work(connection);
    } finally {
      connection.close();
      await sandbox.close();
      await sandbox.close();
    }
  }

  it("keeps its world, secrets included, from one run to the next", async () => {
    const { net, host } = await run(async (connection) => {
      const net = await connection.make(NETWORK, "net", { cidr: "10.0.0.0/8" });
      return { net, host: await connection.make(HOST, "h", { networkId: net.id, password: "hunter2" }) };
    });
    await run(async (connection) => {
      expect(await connection.read(HOST, host.id)).to.deep.include({ plain: host.plain, secrets: [["token"]] });
      const refused = await connection.delete(net).catch((error: unknown) => String(error));
      expect(refused).to.contain("DependencyViolation");
    });
  });

  it("gives what is made again after its deletion another id, in a later run too", async () => {
    const make = () =>
      run(async (connection) => {
        const net = await connection.make(NETWORK, "net", { cidr: "10.0.0.0/8" });
        await connection.delete(net);
        return net.id;
      });
    expect(await make()).not.to.equal(await make());
  });

  it("keeps a second sandbox out of its folder, with a reason", async () => {
    await run(async () => {
      const second = await startSandbox({ worldDirectory, packages: [toy] }).catch((error: unknown) => String(error));
      expect(second).to.contain(`world in ${worldDirectory} is in use by process ${process.pid}`);
    });
    await run(() => Promise.resolve());
  });

  it("lets go of its folder when it cannot start", async () => {
    await run((connection) => connection.make(ROLE, "r", { name: "admin" }));
    const broken: ProviderPackage = {
      ...toy,
      load: () => {
        throw new Error("a broken table");
      },
    };
    const failed = await startSandbox({ worldDirectory, packages: [broken] }).catch((error: unknown) => String(error));
    expect(failed).to.contain("a broken table");
    await run((connection) => connection.read(ROLE, "admin"));
  });

  it("says what is wrong with a folder that it cannot use", async () => {
    const file = path.join(worldDirectory, "file");
    fs.writeFileSync(file, "");
    const failed = await startSandbox({ worldDirectory: file }).catch((error: unknown) => String(error));
    expect(failed).to.match(/the sandbox cannot keep its world in .*file: EEXIST/);
  });

  it("makes its folder when there is none, closed to others", async () => {
    const nested = path.join(worldDirectory, "a", "b");
    const sandbox = await startSandbox({ worldDirectory: nested, packages: [toy] });
    expect(fs.statSync(nested).mode & 0o777).to.equal(0o700);
    await sandbox.close();
  });

  it("has a server of its own for each package, which this machine alone can reach", async () => {
    const sandbox = await startSandbox({ packages: [toy, { ...toy, name: "other" }] });
    const [, toyPort, otherPort] = /^toy:(\d+),other:(\d+)$/.exec(sandbox.attachments) ?? [];
    expect(toyPort).not.to.equal(otherPort);
    const outside = Object.values(os.networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of outside) {
      expect(await reachable(address, Number(toyPort))).to.equal(false);
    }
    expect(await reachable("127.0.0.1", Number(toyPort))).to.equal(true);
    await sandbox.close();
    expect(await reachable("127.0.0.1", Number(toyPort))).to.equal(false);
  });

  it("says what is missing when other hands shall change what does not exist", async () => {
    const sandbox = await startSandbox({ packages: [toy] });
    expect(() => {
      sandbox.edit(NETWORK, "net-0", {});
    }).to.throw(`there is no ${NETWORK} with id net-0 in the sandbox's world`);
    await sandbox.close();
  });

  it("loads no SDK of a provider, and not the Pulumi runtime", () => {
    const script = `
      require(${JSON.stringify(path.join(__dirname, "index.ts"))}).startSandbox().then(async (sandbox) => {
        await sandbox.close();
        console.log(Object.keys(require.cache).filter((file) => /@pulumi.(aws|awsx|pulumi.(runtime|index))/.test(file)));
      });`;
    const run = spawnSync(process.execPath, ["--require", "tsx/cjs", "-e", script], { encoding: "utf8" });
    expect(run.stdout.trim()).to.equal("[]");
  });
});

function reachable(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", end(true)).once("error", end(false));
  });
}
