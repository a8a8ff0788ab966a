import { expect } from "chai";
import { inOrder, type Node } from "./schedule";

const diamond: Node[] = [
  { name: "network", reads: [] },
  { name: "compute", reads: ["network"] },
  { name: "data", reads: ["network"] },
  { name: "apps", reads: ["compute", "data"] },
  { name: "edge", reads: ["apps"] },
];

/** Runs the nodes until all that can be started has been; each waits to be finished by the test. */
function started(nodes: readonly Node[]) {
  const running = new Map<string, (succeeded: boolean) => void>();
  const results = inOrder(nodes, {
    run: (node) =>
      new Promise<string>((resolve) => {
        running.set(node.name, (succeeded) => {
          running.delete(node.name);
          resolve(succeeded ? "up" : "failed");
        });
      }),
    succeeded: (result) => result === "up",
    skip: (_, because) => `skipped because of ${because}`,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const finish = async (name: string, succeeded = true): Promise<void> => {
    await settle();
    running.get(name)?.(succeeded);
    await settle();
  };
  return { running: () => [...running.keys()], finish, results, settle };
}

describe("layers in order", () => {
  it("run at the same time when none reads the other, and wait for all that they read", async () => {
    const { running, finish, results, settle } = started(diamond);
    await settle();
    expect(running()).to.deep.equal(["network"]);
    await finish("network");
    expect(running()).to.deep.equal(["compute", "data"]);
    await finish("data");
    expect(running()).to.deep.equal(["compute"]);
    await finish("compute");
    await finish("apps");
    await finish("edge");
    expect(await results).to.deep.equal(["up", "up", "up", "up", "up"]);
  });

  it("are skipped when what they read failed, directly or not; others go on", async () => {
    const { finish, results } = started([...diamond, { name: "standalone", reads: [] }]);
    await finish("network");
    await finish("compute", false);
    await finish("data");
    await finish("standalone");
    expect(await results).to.deep.equal([
      "up",
      "failed",
      "up",
      "skipped because of compute",
      "skipped because of compute",
      "up",
    ]);
  });

  it("do not wait for layers that are not part of the run", async () => {
    const { running, settle } = started([{ name: "compute", reads: ["network"] }]);
    await settle();
    expect(running()).to.deep.equal(["compute"]);
  });
});
