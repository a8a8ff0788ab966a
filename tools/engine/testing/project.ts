import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { findEngine } from "..";
import { writeLanguageHost } from "../with-language-host";

/** The node_modules folder that this project's packages are in. */
const nodeModules = join(dirname(require.resolve("@pulumi/pulumi/package.json")), "../..");

export interface Outcome {
  readonly code: number | null;
  /** Standard output and standard error. */
  readonly output: string;
}

/** A Pulumi project in a folder of its own, with a home and a state of its own, run by our language host. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "throughline-engine-"));
  readonly #environment: NodeJS.ProcessEnv;

  /** @param files contents by their paths in the project */
  constructor(files: Readonly<Record<string, string>>, environment: NodeJS.ProcessEnv = {}) {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
    }
    symlinkSync(nodeModules, join(this.folder, "node_modules"));
    mkdirSync(join(this.folder, ".state"));
    // First on PATH, so that it is ours that is tested whatever engine was found.
    mkdirSync(join(this.folder, ".bin"));
    writeLanguageHost(join(this.folder, ".bin"));
    this.#environment = {
      ...process.env,
      PATH: [join(this.folder, ".bin"), findEngine().directory, process.env.PATH].join(delimiter),
      PULUMI_HOME: join(this.folder, ".home"),
      PULUMI_BACKEND_URL: `file://${join(this.folder, ".state")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // Type checking belongs to `tsc`.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      ...environment,
    };
  }

  /** Starts the engine with this project. */
  start(...args: string[]): ChildProcess {
    return spawn("pulumi", ["--non-interactive", "--color", "never", ...args], {
      cwd: this.folder,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** Runs the engine with this project to its end. */
  async run(...args: string[]): Promise<Outcome> {
    const engine = this.start(...args);
    let output = "";
    for (const stream of [engine.stdout, engine.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
    }
    const code = await new Promise<number | null>((resolve, reject) => {
      engine.once("error", reject).once("close", resolve);
    });
    return { code, output };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
