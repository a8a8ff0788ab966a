import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { layers } from "@throughline/stacks/layers";
import { expect } from "chai";
import { parse } from "yaml";

const root = join(__dirname, "..");

interface Project {
  readonly name: string;
  readonly main: string;
  readonly stackConfigDir?: string;
}

describe("each layer", () => {
  for (const layer of layers) {
    describe(layer.name, () => {
      const folder = join(root, layer.directory);
      const project = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as Project;

      it("is a Pulumi project of its name", () => {
        expect(project.name).to.equal(layer.project);
      });

      it("has its program under stacks/", () => {
        const program = relative(root, resolve(folder, project.main));
        expect(program).to.equal(`stacks/${layer.name}/index.ts`);
        expect(existsSync(join(root, program))).to.equal(true);
      });

      it("has its settings in the environment's one file at the root", () => {
        expect(resolve(folder, project.stackConfigDir ?? ".")).to.equal(root);
      });

      it("comes after the layers that it reads", () => {
        const before = layers.slice(0, layers.indexOf(layer)).map(({ name }) => name);
        expect(before).to.include.members([...layer.reads]);
      });
    });
  }
});
