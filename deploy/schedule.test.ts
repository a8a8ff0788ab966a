import { expect } from "chai";
import { inOrder, type Node } from "./schedule";

const diamond: Node[] = [
  { name: "network", after: [] },
  { name: "compute", after: ["network"] },
  { name: "data", after: ["network"] },
  { name: "apps", after: ["compute", "data"] },
  { name: "edge", after: ["apps"] },
];

/** Runs the nodes until all that can be started has been; each waits to be finished by the test. */
function started(nodes: readonly Node[], atOnce?: number) {
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
    atOnce,
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
    const { finish, results } = started([...diamond, { name: "standalone", after: [] }]);
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

  it("run no more at the same time than they may", async () => {
    const apart = ["a", "b", "c", "d"].map((name) => ({ name, after: [] }));
    const { running, finish, results, settle } = started(apart, 2);
    await settle();
    expect(running()).to.deep.equal(["a", "b"]);
    await finish("b", false);
    expect(running()).to.deep.equal(["a", "c"]);
    await finish("a");
    await finish("c");
    await finish("d");
    expect(await results).to.deep.equal(["up", "failed", "up", "up"]);
  });

  it("do not wait for layers that are not part of the run", async () => {
    const { running, settle } = started([{ name: "compute", after: ["network"] }]);
    await settle();
    expect(running()).to.deep.equal(["compute"]);
  });
});
