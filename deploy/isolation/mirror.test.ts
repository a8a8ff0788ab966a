import { lstatSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { temporaryFolder } from "../testing/temporary-folder";
import { mirrorProject } from "./mirror";

describe("the mirror of a project", () => {
  const folder = temporaryFolder();
  const inProject = (name: string): string => join(folder.path, "project", name);
  const inMirror = (name: string): string => join(folder.path, "mirror", name);
  const mirror = (stacks?: string[]): Promise<void> => mirrorProject(inProject(""), inMirror(""), { stacks });
  const write = (files: Record<string, string>): void => {
    folder.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`project/${name}`, text])));
  };

  it("has real folders, so that archives of them are complete, and links to files", async () => {
    write({ "stacks/network/index.ts": "code", "stacks/network/files/deep/a.txt": "a" });
    await mirror();
    expect(lstatSync(inMirror("stacks/network/files/deep")).isDirectory()).to.equal(true);
    expect(realpathSync(inMirror("stacks/network/index.ts"))).to.equal(inProject("stacks/network/index.ts"));
    expect(readFileSync(inMirror("stacks/network/files/deep/a.txt"), "utf8")).to.equal("a");
  });

  it("links node_modules and hidden folders as a whole, and leaves out .git", async () => {
    write({ "node_modules/x/index.js": "", ".venv/bin/python": "", ".git/config": "" });
    await mirror();
    expect(realpathSync(inMirror("node_modules"))).to.equal(inProject("node_modules"));
    expect(realpathSync(inMirror(".venv"))).to.equal(inProject(".venv"));
    expect(readdirSync(inMirror(""))).to.not.include(".git");
  });

  it("has copies of what the engine writes", async () => {
    write({ "Pulumi.dev.yaml": "config: {}\n", "stacks/network/Pulumi.yaml": "name: network\n" });
    await mirror();
    writeFileSync(inMirror("Pulumi.dev.yaml"), "changed");
    writeFileSync(inMirror("stacks/network/Pulumi.yaml"), "changed");
    expect(readFileSync(inProject("Pulumi.dev.yaml"), "utf8")).to.equal("config: {}\n");
    expect(readFileSync(inProject("stacks/network/Pulumi.yaml"), "utf8")).to.equal("name: network\n");
  });

  it("may have the settings of some stacks only", async () => {
    write({ "Pulumi.yaml": "name: x\n", "Pulumi.dev.yaml": "config: {}\n", "Pulumi.prod.yaml": "config: {}\n" });
    await mirror(["dev"]);
    expect(readdirSync(inMirror(""))).to.have.members(["Pulumi.yaml", "Pulumi.dev.yaml"]);
  });

  describe("when it is renewed", () => {
    it("follows files and folders that come and go", async () => {
      write({ "old/a.ts": "", "kept.ts": "", becomes: "a file" });
      await mirror();
      rmSync(inProject("old"), { recursive: true });
      rmSync(inProject("becomes"));
      write({ "new/b.ts": "", "becomes/a.ts": "" });
      await mirror();
      expect(readdirSync(inMirror(""))).to.have.members(["kept.ts", "new", "becomes"]);
      expect(readdirSync(inMirror("becomes"))).to.deep.equal(["a.ts"]);
    });

    it("keeps what the engine wrote into settings until the original changes", async () => {
      write({ "Pulumi.dev.yaml": "config: {}\n" });
      await mirror();
      writeFileSync(inMirror("Pulumi.dev.yaml"), "config: {added: 1}\n");
      await mirror();
      expect(readFileSync(inMirror("Pulumi.dev.yaml"), "utf8")).to.equal("config: {added: 1}\n");
      write({ "Pulumi.dev.yaml": "config: {edited: 2}\n" });
      await mirror();
      expect(readFileSync(inMirror("Pulumi.dev.yaml"), "utf8"))
        .to.contain("edited: 2")
        .and.not.contain("added");
    });

    it("removes the copy of settings that are gone, and keeps settings that were made in the sandbox", async () => {
      write({ "Pulumi.dev.yaml": "config: {}\n" });
      await mirror();
      rmSync(inProject("Pulumi.dev.yaml"));
      writeFileSync(inMirror("Pulumi.mine.yaml"), "config: {}\n");
      await mirror();
      expect(readdirSync(inMirror(""))).to.deep.equal(["Pulumi.mine.yaml"]);
    });

    it("keeps files that a program has written", async () => {
      write({ "app/index.ts": "" });
      await mirror();
      writeFileSync(inMirror("app/built.js"), "");
      await mirror();
      expect(readdirSync(inMirror("app"))).to.have.members(["index.ts", "built.js"]);
    });
  });
});
