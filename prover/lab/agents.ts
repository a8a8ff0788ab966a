import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Who stands in a namespace, sends and answers. */
export interface Agent {
  readonly listen: (socket: Socket) => Promise<void>;
  /** @returns the name of who answered, undefined if nobody did. */
  readonly ask: (exchange: Exchange) => Promise<string | undefined>;
  readonly end: () => Promise<void>;
}

export interface Socket {
  readonly protocol: "tcp" | "udp";
  readonly address: string;
  readonly port: number;
}

export interface Exchange {
  readonly protocol: "tcp" | "udp";
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly port: number;
}

interface Reply {
  readonly id: number;
  readonly by?: string;
  readonly failed?: string;
}

/**
 * Starts a process in a namespace, which ends with this one.
 *
 * @param patience how long it waits for an answer, in milliseconds.
 */
export function agentIn(namespace: string, name: string, patience: number): Agent {
  const script = join(__dirname, "agent.cjs");
  const child = spawn("ip", ["netns", "exec", namespace, process.execPath, script, name, String(patience)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => {
      resolve();
    }),
  );
  const waiting = new Map<number, (reply: Reply) => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const reply = JSON.parse(line) as Reply;
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  void ended.then(() => {
    for (const [id, resolve] of waiting) resolve({ id, failed: "the agent ended" });
  });
  let count = 0;

  async function call(command: string, details: object): Promise<Reply> {
    const id = count++;
    const reply = await new Promise<Reply>((resolve) => {
      waiting.set(id, resolve);
      send(child, { id, command, ...details });
    });
    if (reply.failed !== undefined) throw new Error(`${name}, ${JSON.stringify(details)}: ${reply.failed}`);
    return reply;
  }

  return {
    listen: async (socket) => {
      await call("listen", socket);
    },
    ask: async (exchange) => (await call("ask", exchange)).by,
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

function send(child: ChildProcess, message: object): void {
  child.stdin?.write(`${JSON.stringify(message)}\n`);
}
