import { expect } from "chai";
import { readProgramError } from "./program-error";

const read = (text: string) => readProgramError(text, "/home/me/project");

describe("an error of a program", () => {
  it("is its message and its place in the project, without a stack", () => {
    const error = read(`Running program '/home/me/project/stacks/network/index.ts' failed with an unhandled exception:
Error: no such tier: "web"
    at tierOf (/home/me/project/node_modules/x/index.js:1:1)
    at Object.<anonymous> (/home/me/project/stacks/network/index.ts:12:9)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)
`);
    expect(error).to.deep.equal({ message: 'Error: no such tier: "web"', where: "stacks/network/index.ts:12:9" });
  });

  it("keeps a message of several lines", () => {
    expect(read("RangeError: too many\n  - one\n  - two\n    at /home/me/project/a.ts:1:2\n")).to.deep.equal({
      message: "RangeError: too many\n  - one\n  - two",
      where: "a.ts:1:2",
    });
  });

  it("names the properties that a component found wrong, and no other properties", () => {
    const error = read(`<ref *1> InputPropertiesError: settings are wrong
    at new Vpc (/home/me/project/components/network/vpc.ts:3:4) {
  __pulumiInputPropertiesError: true,
  errors: [
    { propertyPath: 'hub.cidrBlock', reason: "it's too small" },
    {
      propertyPath: 'spokes[0]',
      reason: 'it overlaps the hub'
    }
  ],
  promise: Promise { <rejected> [Circular *1] }
}
`);
    expect(error.message).to.equal(
      "InputPropertiesError: settings are wrong\nhub.cidrBlock: it's too small\nspokes[0]: it overlaps the hub",
    );
  });

  it("that a module is missing is told without who required it", () => {
    const error = read(`Error: Cannot find module './missing'
Require stack:
- /home/me/project/stacks/network/index.ts
    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15) {
  code: 'MODULE_NOT_FOUND'
}
`);
    expect(error).to.deep.equal({ message: "Error: Cannot find module './missing'" });
  });

  it("may be no error with a stack at all", () => {
    expect(read("InvalidSubnet.Range: no\n")).to.deep.equal({ message: "InvalidSubnet.Range: no" });
  });
});
