import { join } from "node:path";
import { engineFolder } from "../cache";
import { executableIn, executableOnPath } from "../executable";
import { install } from "../install";
import { withLanguageHost } from "../with-language-host";
import { runInGroup } from "../process-group";
import { ENGINE_VERSION } from "../version";
import type { Engine, Report, Way } from "../way";

/** A slow machine with an empty module cache needs a multiple of the usual five minutes. */
const timeLimit = 60 * 60_000;
const progressEvery = 30_000;

/** An engine built from its Go module, for machines that reach package mirrors only, with our own language host. */
export const builtFromModule: Way = {
  title: `building Pulumi ${ENGINE_VERSION} from its Go module`,
  mend: "install Go 1.25 or later. The modules come from where GOPROXY points: set it to a mirror if there is one.",
  find: () => (executableIn(folder(), "pulumi") ? engine() : { missing: "not built." }),
  async obtain(report) {
    if (process.platform === "win32") {
      throw new Error(
        "the language host for it runs on Linux and macOS only; Windows needs the official distribution.",
      );
    }
    if (executableOnPath("go") === undefined) throw new Error("`go` is not on PATH.");
    report(`Building the Pulumi engine ${ENGINE_VERSION} from its Go module: about 5 minutes, once.`);
    await install(folder(), (draft) => build(join(draft, "pulumi"), report));
    return engine();
  },
};

function folder(): string {
  return join(engineFolder(), "built");
}

function engine(): Engine {
  return { directory: withLanguageHost(join(folder(), "pulumi")), version: ENGINE_VERSION, source: "built" };
}

/** Compiles what `build/go.mod` and `go.sum` pin. */
async function build(output: string, report: Report): Promise<void> {
  const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`;
  let downloaded = 0;
  let compiled = 0;
  const progress = setInterval(() => {
    report(`  ${downloaded} modules downloaded, ${compiled} packages compiled`);
  }, progressEvery);
  try {
    await runInGroup(
      "go",
      // prettier-ignore
      ["build", "-v", "-trimpath", "-mod=readonly", "-ldflags", `-s -w ${version}`, "-o", output,
        "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
      {
        cwd: join(__dirname, "../build"),
        env: { GOWORK: "off" },
        signal: AbortSignal.timeout(timeLimit),
        onLine: (line) => {
          if (line.startsWith("go: downloading")) downloaded++;
          else compiled++;
        },
      },
    );
  } finally {
    clearInterval(progress);
  }
}
