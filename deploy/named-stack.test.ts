import { expect } from "chai";
import { namedStack } from "./named-stack";

const named = (...command: string[]) => namedStack({ command, directory: "/project" });

describe("the stack that a command names", () => {
  const forms = [["-s", "dev"], ["--stack", "dev"], ["--stack=dev"], ["-sdev"], ["-s=dev"]];
  for (const form of forms) {
    it(`is told by ${form.join(" ")}`, () => {
      expect(named("pulumi", "up", ...form)).to.deep.equal({ stack: "dev", directory: "/project" });
    });
  }

  it("is that of the project in the folder of --cwd", () => {
    const directory = "/project/stacks/network";
    expect(named("pulumi", "-C", "stacks/network", "up", "-s", "dev")).to.deep.equal({ stack: "dev", directory });
    expect(named("pulumi", `--cwd=${directory}`, "up", "-s", "dev")).to.deep.equal({ stack: "dev", directory });
  });

  it("is none for a command that names no stack, makes it, or is not pulumi", () => {
    expect(named("pulumi", "up")).to.equal(undefined);
    expect(named("pulumi", "stack", "init", "-s", "dev")).to.equal(undefined);
    expect(named("make", "-s", "dev")).to.equal(undefined);
  });
});
