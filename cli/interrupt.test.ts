import { expect } from "chai";
import { interruptible } from "./interrupt";

describe("work that can be interrupted", () => {
  it("is asked to end by the first signal, and says so", async () => {
    const said: string[] = [];
    const result = await interruptible(
      (line) => said.push(line),
      (signal) =>
        new Promise<string>((resolve) => {
          signal.addEventListener("abort", () => {
            resolve("ended");
          });
          process.emit("SIGHUP");
        }),
    );
    expect(result).to.equal("ended");
    expect(said).to.deep.equal(["Stopping in good order. Once more to stop at once."]);
  });

  it("leaves signals alone when it is done", async () => {
    const before = process.listenerCount("SIGHUP");
    await interruptible(
      () => undefined,
      () => Promise.resolve(),
    );
    expect(process.listenerCount("SIGHUP")).to.equal(before);
  });
});
