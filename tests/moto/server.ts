import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "@throughline/tools/engine";

const requirements = join(__dirname, "requirements.txt");

/** Why there can be no server here; undefined if there can. */
export function whyNoMoto(): string | undefined {
  const { error, status } = spawnSync("python3", ["-c", "import ensurepip, venv"]);
  return error !== undefined || status !== 0 ? "there is no python3 with venv and ensurepip" : undefined;
}

/** AWS as moto plays it, on this machine: https://docs.getmoto.org */
export class MotoServer {
  private constructor(
    readonly endpoint: string,
    private readonly process: ChildProcess,
  ) {}

  /** Installs moto when it is not there yet, and starts it on a free port of 127.0.0.1. */
  static async start(): Promise<MotoServer> {
    const child = spawn(install(), ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
      env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    process.once("exit", () => child.kill());
    const endpoint = await new Promise<string>((resolve, reject) => {
      let said = "";
      child.stderr.on("data", (text: Buffer) => {
        said += text.toString();
        const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
        if (address !== undefined) {
          resolve(address);
        }
      });
      child.once("exit", () => {
        reject(new Error(`moto ended: ${said}`));
      });
      child.once("error", reject);
    });
    return new MotoServer(endpoint, child);
  }

  /** From now on, credentials have to exist and to allow what they are used for. */
  async authorize(): Promise<void> {
    await fetch(`${this.endpoint}/moto-api/reset-auth`, { method: "POST", body: "0" });
  }

  async trustEverybody(): Promise<void> {
    await fetch(`${this.endpoint}/moto-api/reset-auth`, { method: "POST", body: "Infinity" });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill();
    await ended;
  }
}

/** The interpreter of a virtual environment with moto, made once for each list of requirements. */
function install(): string {
  const version = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = join(cacheFolder(), "moto", version);
  const python = join(folder, "bin", "python");
  const complete = join(folder, "complete");
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    execFileSync("python3", ["-m", "venv", folder], { stdio: "pipe" });
    execFileSync(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements], { stdio: "pipe" });
    writeFileSync(complete, "");
  }
  return python;
}
