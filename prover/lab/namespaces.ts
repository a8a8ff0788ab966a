import { execFile, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { promisify } from "node:util";

/** Namespaces carry the id of the process that owns them. */
const prefix = "throughline-";

/** Why no network can be built here; undefined if it can. */
export function unavailable(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "it needs root on Linux";
  const missing = ["ip", "nft"].filter((tool) => spawnSync(tool, ["-V"], { stdio: "ignore" }).error !== undefined);
  if (missing.length > 0) return `it needs ${missing.join(" and ")} (apt-get install iproute2 nftables)`;
  const name = nameOf("probe");
  const made = spawnSync("ip", ["netns", "add", name], { encoding: "utf8" });
  if (made.status !== 0) return `namespaces cannot be made: ${made.stderr.trim()}`;
  removeNamespaces([name]);
  return undefined;
}

export function nameOf(what: string): string {
  return `${prefix}${process.pid}-${what}`;
}

/** Runs commands of `ip` in a namespace, as a batch; each line is a command. */
export async function ip(namespace: string | undefined, commands: readonly string[]): Promise<void> {
  await feed("ip", [...(namespace === undefined ? [] : ["-n", namespace]), "-batch", "-"], commands.join("\n"));
}

/** Loads rules into a namespace, after its switches: no packet is checked by where it came from, or answered. */
export async function prepare(namespace: string, forwards: boolean): Promise<void> {
  const switches = ["all", "default"].flatMap((which) =>
    Object.entries({ rp_filter: 0, send_redirects: 0, accept_redirects: 0 }).map(
      ([name, value]) => `echo ${value} > /proc/sys/net/ipv4/conf/${which}/${name}`,
    ),
  );
  const script = [...switches, `echo ${forwards ? 1 : 0} > /proc/sys/net/ipv4/ip_forward`].join("\n");
  await feed("ip", ["netns", "exec", namespace, "sh", "-e"], `${script}\n`);
}

export async function filter(namespace: string, ruleset: string): Promise<void> {
  await feed("ip", ["netns", "exec", namespace, "nft", "-f", "-"], `${ruleset}\n`);
}

/** Removes what there is of these. */
export function removeNamespaces(names: readonly string[]): void {
  if (names.length === 0) return;
  spawnSync("ip", ["-force", "-batch", "-"], {
    input: names.map((name) => `netns del ${name}\n`).join(""),
    stdio: ["pipe", "ignore", "ignore"],
  });
}

/** Removes what processes left behind that were killed. */
export function sweep(): void {
  removeNamespaces(existing().filter((name) => !isAlive(Number(name.slice(prefix.length).split("-")[0]))));
}

/** Removes all that this process made. */
export function removeOwn(): void {
  removeNamespaces(existing().filter((name) => name.startsWith(nameOf(""))));
}

function existing(): string[] {
  try {
    return readdirSync("/run/netns").filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function feed(command: string, args: readonly string[], input: string): Promise<void> {
  const running = promisify(execFile)(command, args);
  running.child.stdin?.end(input);
  try {
    await running;
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    throw new Error(`${command} ${args.join(" ")}: ${stderr.trim()}\n${input}`, { cause: error });
  }
}
