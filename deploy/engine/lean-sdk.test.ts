import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";

const preload = join(__dirname, "lean-sdk.cjs");

function run(program: string, directory = __dirname): string {
  return execFileSync(process.execPath, ["--no-warnings", "--require", preload, "--eval", program], {
    cwd: directory,
    encoding: "utf8",
  });
}

/** Names of what the program has loaded. */
const loaded = `Object.keys(require.cache).map((file) => file.split("/").at(-1))`;

describe("the SDK in a rehearsal", () => {
  it("loads neither source maps nor the TypeScript compiler nor npm", () => {
    const files = JSON.parse(
      run(`
        require(require.resolve("source-map-support/register", { paths: [require.resolve("@pulumi/pulumi")] }));
        require("@pulumi/pulumi");
        process.stdout.write(JSON.stringify(${loaded}));
      `),
    ) as string[];
    expect(files).to.include("resource.js");
    expect(files.filter((file) => /^(source-map-support|typescript|isolated-reifier)\.js$/.test(file))).to.deep.equal(
      [],
    );
  });

  it("keeps its own steps to itself, and tells what the program says", () => {
    const text = run(`
      const { log } = require("@pulumi/pulumi");
      const asksEngine = (say) => say.toString().includes("getEngine");
      process.stdout.write([asksEngine(log.debug), asksEngine(log.info)].join());
    `);
    expect(text).to.equal("false,true");
  });

  it("loads what it needs to serialize a function", () => {
    const text = run(`
      const pulumi = require("@pulumi/pulumi");
      const { leftPad } = { leftPad: (text) => text.padStart(3) };
      pulumi.runtime.serializeFunction(() => leftPad("1")).then(({ text }) => process.stdout.write(text));
    `);
    expect(text).to.contain("padStart");
  });

  it("may be no part of the program", () => {
    expect(run("process.stdout.write('1')", "/")).to.equal("1");
  });
});
