import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { moveInto, runInForeground } from "./inside";
import { temporaryFolder } from "./testing/temporary-folder";

const call = (command: string[], directory = "/home/me/project/stacks") => ({ command, directory, environment: {} });

describe("a command in the sandbox", () => {
  it("runs in the same folder of the mirror", () => {
    const moved = moveInto("/private/project", "/home/me/project", call(["pwd"]));
    expect(moved.directory).to.equal("/private/project/stacks");
    expect(moved.environment).to.deep.equal({ PWD: "/private/project/stacks" });
  });

  it("is led to the mirror by arguments that are paths of the project, and by no others", () => {
    const { command } = moveInto(
      "/private/project",
      "/home/me/project",
      call([
        "pulumi",
        "-C",
        "/home/me/project/stacks/network",
        "--cwd=/home/me/project",
        "stacks/network",
        "/home/me/project-2",
        "key=/home/me/project",
      ]),
    );
    expect(command).to.deep.equal([
      "pulumi",
      "-C",
      "/private/project/stacks/network",
      "--cwd=/private/project",
      "stacks/network",
      "/home/me/project-2",
      "key=/home/me/project",
    ]);
  });

  describe("with a path that leads to the project by a link", () => {
    const folder = temporaryFolder();
    it("is led to the mirror as well", () => {
      folder.write({ "project/Pulumi.yaml": "" });
      symlinkSync(join(folder.path, "project"), join(folder.path, "link"));
      const moved = moveInto("/private/project", join(folder.path, "project"), call([join(folder.path, "link")], "/"));
      expect(moved.command).to.deep.equal(["/private/project"]);
    });
  });

  const run = (...command: string[]): Promise<number> =>
    runInForeground({ command, directory: "/", environment: { PATH: process.env.PATH ?? "" } });

  it("ends with its own exit code", async () => {
    expect(await run("sh", "-c", "exit 7")).to.equal(7);
  });

  it("that was killed ends as a shell would say it", async () => {
    expect(await run("sh", "-c", "kill -TERM $$")).to.equal(143);
  });

  it("that cannot be started ends as a shell would say it", async () => {
    expect(await run("no-such-command")).to.equal(127);
    expect(await run("/etc/passwd")).to.equal(126);
  });
});
