import { join } from "node:path";
import { engineFolder } from "../cache";
import { executableIn } from "../executable";
import { install } from "../install";
import { runInGroup } from "../process-group";
import { ENGINE_VERSION } from "../version";
import type { Engine, Way } from "../way";

/** Long enough for the download on a slow line. Without a network the installer gives up by itself within seconds. */
const timeLimit = 10 * 60_000;

/** The official distribution, downloaded into the cache folder by the Automation API's installer. */
export const officialDistribution: Way = {
  title: `the official distribution of Pulumi ${ENGINE_VERSION}`,
  mend: "let this machine reach Pulumi's download site.",
  find: () => engineIn(folder()) ?? { missing: "not downloaded." },
  async obtain(report) {
    report(`Downloading the official distribution of Pulumi ${ENGINE_VERSION}: a minute or two, once.`);
    await install(folder(), async (draft) => {
      const installer = join(__dirname, "install-distribution.ts");
      const args = ["--require", "tsx/cjs", installer, draft, ENGINE_VERSION];
      await runInGroup(process.execPath, args, { cwd: __dirname, signal: AbortSignal.timeout(timeLimit) });
      if (!engineIn(draft)) throw new Error("the download holds no `pulumi` with its Node.js language host.");
    });
    return installed(folder());
  },
};

function folder(): string {
  return join(engineFolder(), "distribution");
}

function engineIn(root: string): Engine | undefined {
  const complete = ["pulumi", "pulumi-language-nodejs"].every((name) => executableIn(join(root, "bin"), name));
  return complete ? installed(root) : undefined;
}

function installed(root: string): Engine {
  return { directory: join(root, "bin"), version: ENGINE_VERSION, source: "distribution" };
}
