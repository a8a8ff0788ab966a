import { expect } from "chai";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { Project } from "./testing/project";

const projectFile = (options: string) => `name: test\nruntime: { name: nodejs, options: ${options} }\nmain: index.ts\n`;

const byTsx = projectFile("{ typescript: false, nodeargs: --require tsx/cjs }");
const byTsNode = projectFile("{ typescript: true }");

describe("the language host", function () {
  this.timeout(60_000);

  let project: Project;

  async function given(files: Record<string, string>): Promise<void> {
    project = new Project({ "package.json": `{ "name": "test", "version": "1.0.0" }`, ...files });
    await project.run("stack", "init", "dev");
  }

  afterEach(() => {
    project.remove();
  });

  for (const [how, file] of Object.entries({ "by the option typescript": byTsNode, "by tsx in nodeargs": byTsx })) {
    it(`runs a TypeScript program ${how}`, async () => {
      await given({
        "Pulumi.yaml": file,
        "index.ts": `
          import * as pulumi from "@pulumi/pulumi";
          const names: string[] = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()];
          export const name = names.join("/");
          export const dryRun = pulumi.runtime.isDryRun();`,
      });
      const { code, output } = await project.run("preview");
      expect(output).to.include(`name  : "organization/test/dev"`).and.include("dryRun: true");
      expect(code).to.equal(0);
    });
  }

  it("passes config on, and which of it is secret", async () => {
    await given({
      "Pulumi.yaml": byTsx,
      "index.ts": `
        import * as pulumi from "@pulumi/pulumi";
        const config = new pulumi.Config();
        export const open = config.require("open");
        export const hidden = config.requireSecret("hidden");`,
    });
    await project.run("config", "set", "open", "sesame");
    await project.run("config", "set", "--secret", "hidden", "treasure");
    const { output } = await project.run("up", "--yes");
    expect(output).to.include(`open  : "sesame"`).and.include("hidden: [secret]").and.not.include("treasure");
  });

  it("shows what a program prints", async () => {
    await given({ "Pulumi.yaml": byTsx, "index.ts": `console.log("one"); console.error("two");` });
    const { output } = await project.run("preview");
    expect(output).to.include("one").and.include("two");
  });

  it("says once what a program has thrown, and the operation fails", async () => {
    await given({ "Pulumi.yaml": byTsx, "index.ts": `throw new Error("no such subnet");` });
    const { code, output } = await project.run("up", "--yes", "--skip-preview");
    expect(output.match(/Error: no such subnet/g)).to.have.length(1);
    expect(output).to.not.include("exit code");
    expect(code).to.not.equal(0);
  });

  it("says with which exit code a program has ended itself", async () => {
    await given({ "Pulumi.yaml": byTsx, "index.ts": `process.exit(3);` });
    const { code, output } = await project.run("preview");
    expect(output).to.include("Program exited with non-zero exit code: 3");
    expect(code).to.not.equal(0);
  });

  it("tells to run npm install when a program's directory has no SDK", async () => {
    await given({ "Pulumi.yaml": byTsx, "index.ts": "" });
    rmSync(join(project.folder, "node_modules"));
    const { code, output } = await project.run("preview");
    expect(output).to.include(`@pulumi/pulumi, is not installed for ${project.folder}: run \`npm install\` there`);
    expect(code).to.not.equal(0);
  });

  it("refuses a runtime option of the wrong type", async () => {
    await given({ "Pulumi.yaml": projectFile("{ nodeargs: 5 }"), "index.ts": "" });
    const { output } = await project.run("preview");
    expect(output).to.include("the runtime option nodeargs must be a string; it is 5");
  });

  describe("with a policy pack given as a directory", () => {
    const files = {
      "Pulumi.yaml": byTsx,
      "index.ts": `
        import * as pulumi from "@pulumi/pulumi";
        class Thing extends pulumi.ComponentResource {
          constructor(name: string, args: { size: number }) {
            super("test:index:Thing", name, args);
            this.registerOutputs({});
          }
        }
        new Thing("thing", { size: 7 });`,
      "pack/PulumiPolicy.yaml": "runtime: nodejs\n",
      "pack/package.json": `{ "name": "pack", "version": "1.0.0", "main": "index.ts" }`,
      "pack/index.ts": `
        import { PolicyPack } from "@pulumi/policy";
        import * as pulumi from "@pulumi/pulumi";
        const limit: number = new pulumi.Config("test").requireNumber("limit");
        new PolicyPack("sizes", {
          policies: [{
            name: "small",
            description: "Things are small.",
            enforcementLevel: "mandatory",
            validateResource: (args, report) => {
              if (args.props.size > limit) report(pulumi.getStack() + " allows " + limit);
            },
          }],
        });`,
    };

    it("blocks a preview that violates it, judging by the stack's name and config", async () => {
      await given(files);
      await project.run("config", "set", "limit", "5");
      const { code, output } = await project.run("preview", "--policy-pack", "pack");
      expect(output).to.include("[mandatory]  small").and.include("dev allows 5");
      expect(code).to.not.equal(0);
    });

    it("lets a preview pass that does not", async () => {
      await given(files);
      await project.run("config", "set", "limit", "9");
      const { code, output } = await project.run("preview", "--policy-pack", "pack");
      expect(output).to.include("✅ sizes");
      expect(code).to.equal(0);
    });

    it("says why a pack does not start", async () => {
      await given({ ...files, "pack/index.ts": `throw new Error("a broken pack");` });
      const { code, output } = await project.run("preview", "--policy-pack", "pack");
      expect(output).to.include("a broken pack").and.include("ended before it was ready");
      expect(code).to.not.equal(0);
    });
  });

  it("runs a component provider given as a directory", async () => {
    await given({
      "Pulumi.yaml": `${byTsx}plugins: { providers: [{ name: greeter, path: ./greeter }] }\n`,
      "index.ts": `
        import * as pulumi from "@pulumi/pulumi";
        class Greeting extends pulumi.ComponentResource {
          declare readonly text: pulumi.Output<string>;
          constructor(name: string, args: { who: string }) {
            super("greeter:index:Greeting", name, { ...args, text: undefined }, {}, true);
          }
        }
        export const text = new Greeting("hello", { who: "world" }).text;`,
      "greeter/PulumiPlugin.yaml": "runtime: nodejs\n",
      "greeter/package.json": `{ "name": "greeter", "version": "1.0.0", "main": "index.ts" }`,
      "greeter/index.ts": `
        import * as pulumi from "@pulumi/pulumi";
        export interface GreetingArgs { who: pulumi.Input<string>; }
        export class Greeting extends pulumi.ComponentResource {
          readonly text: pulumi.Output<string>;
          constructor(name: string, args: GreetingArgs, options?: pulumi.ComponentResourceOptions) {
            super("greeter:index:Greeting", name, args, options);
            this.text = pulumi.interpolate\`Hello, \${args.who}\`;
            this.registerOutputs({ text: this.text });
          }
        }`,
    });
    const { code, output } = await project.run("up", "--yes", "--skip-preview");
    expect(output).to.include(`text: "Hello, world"`);
    expect(code).to.equal(0);
  });

  it("says that generating an SDK needs the official distribution", async () => {
    await given({ "Pulumi.yaml": byTsx, "index.ts": "", "schema.json": `{ "name": "test", "version": "1.0.0" }` });
    const { code, output } = await project.run("package", "gen-sdk", "--language", "nodejs", "./schema.json");
    expect(output).to.include("Generating an SDK needs the official distribution of Pulumi");
    expect(code).to.not.equal(0);
  });
});
