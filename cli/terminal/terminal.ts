import { createInterface } from "node:readline";
import picocolors from "picocolors";

/** Where a command writes: results to `out`, all that is said on the way to `error`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** A person looks at `error`, and lines can be replaced there. */
  readonly live: boolean;
  /**
   * Asks the person at the terminal for a line; no answer is an empty one, also when the signal aborts.
   *
   * @default nobody is there
   */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<string>;
  /** Characters in a line. */
  readonly columns: number;
  readonly style: Style;
  /** Where the command was started. */
  readonly directory: string;
}

export type Style = Pick<
  ReturnType<typeof picocolors.createColors>,
  "bold" | "dim" | "red" | "green" | "yellow" | "cyan"
>;

/** The terminal of this process. Colours follow NO_COLOR, FORCE_COLOR and whether there is a terminal. */
export function processTerminal(): Terminal {
  const live = process.stderr.isTTY && process.env.CI === undefined && process.env.TERM !== "dumb";
  // Whoever reads the output may have seen enough of it, as `head` has.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
  });
  return {
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    live,
    ...(process.stdin.isTTY && live && { ask: askPerson }),
    columns: process.stdout.columns || 100,
    style: picocolors.createColors(
      picocolors.isColorSupported && (process.stdout.isTTY || "FORCE_COLOR" in process.env),
    ),
    directory: process.cwd(),
  };
}

function askPerson(question: string, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr, signal });
  return new Promise((resolve) => {
    // Ctrl-C and the end of the input are answers, too.
    lines.on("SIGINT", () => {
      lines.close();
    });
    const unanswered = (): void => {
      process.stderr.write("\n");
      resolve("");
    };
    lines.on("close", unanswered);
    lines.question(question, (answer) => {
      resolve(answer);
      lines.off("close", unanswered).close();
    });
  });
}
