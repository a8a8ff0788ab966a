import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, watch } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { temporaryFolder } from "../testing/temporary-folder";

/** Posts a warden for the folder in `argv`, tells that it did, and then does as it is told. */
const program = `
  const { postWarden } = require(${JSON.stringify(join(__dirname, "warden.ts"))});
  const warden = postWarden("remove-folder", process.argv[1]);
  process.stdout.write("posted");
  process.stdin.on("data", () => { warden.dismiss(); process.stdin.destroy(); });
`;

describe("a warden", () => {
  const folder = temporaryFolder();

  async function posted(path: string) {
    mkdirSync(path);
    const child = spawn(process.execPath, ["--require", require.resolve("tsx/cjs"), "--eval", program, path]);
    await once(child.stdout, "data");
    return child;
  }

  it("removes the folder of a process that was killed", async () => {
    const path = join(folder.path, "run");
    const child = await posted(path);
    const removed = new Promise<void>((resolve) => {
      const watcher = watch(folder.path, () => {
        if (!existsSync(path)) {
          watcher.close();
          resolve();
        }
      });
    });
    child.kill("SIGKILL");
    await removed;
  });

  it("goes home when it is dismissed, and keeps nobody waiting", async () => {
    const path = join(folder.path, "run");
    const child = await posted(path);
    child.stdin.write("dismiss");
    expect(await once(child, "exit")).to.deep.equal([0, null]);
    expect(existsSync(path)).to.equal(true);
  });
});
