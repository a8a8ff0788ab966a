import { expect } from "chai";
import type { Update } from "./engine/stack";
import { emptyStackRun } from "./engine/stack-run";
import { overall, runStacks, type StackProgress } from "./run-stacks";

const update = (succeeded: boolean): Update => ({ succeeded, run: { ...emptyStackRun, operations: { same: 1 } } });

const chain = [
  { name: "network", after: [] },
  { name: "compute", after: ["network"] },
  { name: "mesh", after: ["compute"] },
];

describe("a run over stacks", () => {
  it("has a result for each, and names the failure that is why one was skipped", async () => {
    const results = await runStacks(chain, ({ name }) => Promise.resolve(update(name !== "compute")));
    expect(results.map(({ result, skippedBecause }) => [result, skippedBecause])).to.deep.equal([
      ["succeeded", undefined],
      ["failed", undefined],
      ["skipped", "compute"],
    ]);
    expect(overall(results)).to.equal("failed");
  });

  it("tells how far each is", async () => {
    const told: StackProgress[] = [];
    await runStacks(
      chain.slice(0, 1),
      (_, { onProgress }) => {
        onProgress?.(7);
        return Promise.resolve(update(true));
      },
      { onProgress: (progress) => told.push(progress) },
    );
    expect(told.map(({ state, resources }) => [state, resources])).to.deep.equal([
      ["running", 0],
      ["running", 7],
      ["succeeded", 7],
    ]);
  });

  it("that is cancelled lets each engine end, and begins nothing more", async () => {
    const controller = new AbortController();
    const begun: string[] = [];
    const results = await runStacks(
      [...chain.slice(0, 1), { name: "data", after: [] }],
      ({ name }, { signal }) => {
        begun.push(name);
        controller.abort();
        return Promise.resolve(update(signal?.aborted === false));
      },
      { signal: controller.signal, atOnce: 1 },
    );
    expect(begun).to.deep.equal(["network"]);
    expect(results.map(({ result }) => result)).to.deep.equal(["cancelled", "cancelled"]);
    expect(overall(results)).to.equal("cancelled");
  });
});
