import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "@throughline/sandbox";
import { parse, stringify } from "yaml";

const repository = join(__dirname, "..");

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Settings of an environment as a test edits them. */
export interface Settings {
  config: Record<string, unknown>;
}

/**
 * A project of its own beside the working tree, with the same programs: its settings can be changed, and its sandbox is
 * nobody else's.
 */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "throughline-project-"));
  readonly root = join(this.folder, "project");
  private readonly state = join(this.folder, "state");

  constructor() {
    cpSync(join(repository, "stacks"), join(this.root, "stacks"), {
      recursive: true,
      filter: (path) => !path.endsWith("node_modules"),
    });
    for (const entry of readdirSync(repository)) {
      if (["node_modules", "package.json", "tsconfig.json"].includes(entry)) {
        symlinkSync(join(repository, entry), join(this.root, entry));
      } else if (entry.endsWith(".yaml")) {
        cpSync(join(repository, entry), join(this.root, entry));
      }
    }
  }

  /** Changes the settings of an environment. */
  edit(environment: string, change: (settings: Settings) => void): void {
    const file = join(this.root, `Pulumi.${environment}.yaml`);
    const settings = parse(readFileSync(file, "utf8")) as Settings;
    change(settings);
    writeFileSync(file, stringify(settings));
  }

  /** Runs `throughline` in the project; a failure is a result. */
  throughline(...args: string[]): Promise<Result> {
    return new Promise((resolve) => {
      const environment = { ...process.env, THROUGHLINE_STATE: this.state, CI: "true", NO_COLOR: "1" };
      execFile(
        process.execPath,
        [join(repository, "cli/bin/throughline.js"), ...args],
        { cwd: this.root, env: environment, maxBuffer: 1 << 26 },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
          resolve({ code, stdout, stderr });
        },
      );
    });
  }

  /** Runs `pulumi` on the network layer of `dev` inside the project's sandbox. */
  pulumi(...args: string[]): Promise<Result> {
    return this.throughline("sandbox", "--", "pulumi", "-C", "stacks/network", ...args);
  }

  /** Folder of the sandbox's world. */
  world(): string {
    const [sandbox] = readdirSync(this.state);
    if (sandbox === undefined) throw new Error("nothing has run in this project's sandbox yet");
    return join(this.state, sandbox, "world");
  }

  /** What exists in the project's sandbox, whatever the stacks know of it. */
  async existing(): Promise<string[]> {
    const sandbox = await startSandbox({ worldDirectory: this.world() });
    try {
      return sandbox.resources().map(({ type, id }) => `${type} ${id}`);
    } finally {
      await sandbox.close();
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
