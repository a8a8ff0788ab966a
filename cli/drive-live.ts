import { drive, type DriveReport, Failure, readScope, type Verb } from "@throughline/deploy";
import type { ExitCodeName } from "./exit-codes";
import { interruptible } from "./interrupt";
import { findRoot } from "./root";
import { driveSummary, question } from "./terminal/drive-summary";
import { showProgress } from "./terminal/progress";
import type { Terminal } from "./terminal/terminal";

export interface DriveVerbOptions {
  /** Names of layers, separated by commas. All when absent. */
  readonly layers?: string;
  readonly sandbox?: boolean;
  /** Goes on without a question. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Runs a verb over the layers of environments, with its progress on the terminal. Shows what would change and asks
 * first, unless it was told not to. Ctrl-C stops it in good order.
 *
 * @throws Failure if the settings are not valid, if nobody can be asked, or if it is refused.
 */
export async function driveLive(
  terminal: Terminal,
  verb: Verb,
  environments: readonly string[],
  options: DriveVerbOptions,
): Promise<ExitCodeName> {
  const { layers, sandbox = false, yes = false, json = false } = options;
  const root = findRoot(terminal.directory);
  const scope = readScope(root, environments, layers?.split(","));
  const asks = verb !== "preview" && !yes;
  if (asks && terminal.ask === undefined) {
    throw new Failure(
      "usage",
      `${verb} shows what it is going to do and asks, but nobody is at a terminal. Say --yes to do it without a question.`,
    );
  }
  const progress = showProgress(
    terminal,
    scope.selected.map(({ name }) => name),
  );
  let report: DriveReport;
  try {
    report = await interruptible(progress.say, (signal) =>
      drive({
        root,
        verb,
        scope,
        sandbox,
        signal,
        onProgress: progress.show,
        ...(asks && { confirm: (preview) => progress.paused(() => confirmed(terminal, preview, signal)) }),
      }),
    );
  } finally {
    progress.end();
  }
  terminal.out(json ? `${JSON.stringify(report, undefined, 2)}\n` : driveSummary(report, terminal));
  return exits[report.result];
}

const exits = { succeeded: "done", failed: "failed", cancelled: "cancelled" } as const;

async function confirmed(terminal: Terminal, preview: DriveReport, signal: AbortSignal): Promise<boolean> {
  terminal.error(`${driveSummary(preview, terminal)}\n`);
  const answer = await terminal.ask?.(question(preview), signal);
  return /^y(es)?$/i.test(answer?.trim() ?? "");
}
