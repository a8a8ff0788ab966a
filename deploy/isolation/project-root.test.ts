import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Failure } from "../errors";
import { temporaryFolder } from "../testing/temporary-folder";
import { projectRoot } from "./project-root";

describe("the project of a command", () => {
  const folder = temporaryFolder();
  const make = (name: string): string => {
    mkdirSync(join(folder.path, name), { recursive: true });
    return join(folder.path, name);
  };

  it("is the work tree of git", () => {
    make("repository/.git");
    folder.write({ "repository/infra/Pulumi.yaml": "name: x" });
    expect(projectRoot(make("repository/infra/lib"))).to.equal(join(folder.path, "repository"));
  });

  it("is the outermost folder with files of Pulumi where git is not", () => {
    folder.write({ "download/Pulumi.dev.yaml": "", "download/stacks/network/Pulumi.yaml": "name: x" });
    expect(projectRoot(make("download/stacks/network"))).to.equal(join(folder.path, "download"));
  });

  it("is the folder itself where neither is", () => {
    expect(projectRoot(make("scripts"))).to.equal(join(folder.path, "scripts"));
  });

  it("is never the home folder", () => {
    expect(() => projectRoot(homedir())).to.throw(Failure, /is not a project/);
    expect(() => projectRoot("/")).to.throw(Failure, /is not a project/);
  });
});
