import { mkdirSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Failure } from "../errors";
import { temporaryEnvironment } from "../testing/temporary-environment";
import { temporaryFolder } from "../testing/temporary-folder";
import { makePrivateFolder } from "./folder";
import { disposablePlace, persistentPlace } from "./places";

describe("the places of private folders", () => {
  const folder = temporaryFolder();
  const setVariable = temporaryEnvironment();
  const make = (name: string): string => {
    mkdirSync(join(folder.path, name), { recursive: true });
    return join(folder.path, name);
  };

  it("give each project a sandbox of its own, told by its real path", () => {
    setVariable("THROUGHLINE_STATE", join(folder.path, "state"));
    const [one, two] = [make("a/project"), make("b/project")];
    symlinkSync(one, join(folder.path, "link"));
    expect(persistentPlace(one)).to.match(/\/state\/project-[0-9a-f]{12}$/);
    expect(persistentPlace(two)).to.not.equal(persistentPlace(one));
    expect(persistentPlace(join(folder.path, "link"))).to.equal(persistentPlace(one));
  });

  it("are never inside the project", () => {
    const project = make("project");
    setVariable("THROUGHLINE_STATE", join(project, "state"));
    expect(() => persistentPlace(project)).to.throw(Failure, /inside.*\nLet THROUGHLINE_STATE name a folder outside/s);
    setVariable("TMPDIR", make("project/tmp"));
    expect(() => disposablePlace(project)).to.throw(Failure, /Let TMPDIR name a folder outside/);
  });

  it("are not made where they must not be", () => {
    const project = make("project");
    setVariable("THROUGHLINE_STATE", join(project, "state"));
    expect(() => persistentPlace(project)).to.throw(Failure);
    expect(readdirSync(project)).to.deep.equal([]);
  });

  it("must be folders that can be written", () => {
    folder.write({ file: "" });
    expect(() => makePrivateFolder(join(folder.path, "file", "sandbox"), "THROUGHLINE_STATE")).to.throw(
      Failure,
      /let THROUGHLINE_STATE name a folder that you can write/,
    );
    setVariable("TMPDIR", join(folder.path, "missing"));
    expect(() => disposablePlace(make("project"))).to.throw(Failure, /there is no such folder.*let TMPDIR name/s);
  });

  it("hold folders that only their user can read", () => {
    makePrivateFolder(join(folder.path, "private"), "TMPDIR");
    expect(statSync(join(folder.path, "private")).mode & 0o777).to.equal(0o700);
  });
});
