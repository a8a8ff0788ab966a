import { Failure } from "@throughline/deploy/errors";
import {
  bootstrap as layFoundation,
  type BootstrapPlan,
  type BootstrapReport,
  bootstrapSteps,
} from "@throughline/deploy/bootstrap";
import type { ExitCodeName } from "../exit-codes";
import { interruptible } from "../interrupt";
import { findRoot } from "../root";
import { bootstrapQuestion, bootstrapSummary } from "../terminal/bootstrap-summary";
import type { Terminal } from "../terminal/terminal";

export interface BootstrapVerbOptions {
  readonly sandbox?: boolean;
  /** Goes on without a question. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `throughline bootstrap <account>`: what an account has once. In the cloud it shows what it is going to do, and asks. */
export async function bootstrap(
  terminal: Terminal,
  account: string,
  { sandbox = false, yes = false, json = false }: BootstrapVerbOptions,
): Promise<ExitCodeName> {
  const asks = !sandbox && !yes;
  if (asks && terminal.ask === undefined) {
    throw new Failure(
      "usage",
      "bootstrap shows what it is going to do and asks, but nobody is at a terminal. Say --yes to do it without a question.",
    );
  }
  const say = (line: string): void => {
    terminal.error(`${line}\n`);
  };
  const report = await interruptible(say, (signal) =>
    layFoundation({
      root: findRoot(terminal.directory),
      account,
      sandbox,
      signal,
      onStep: (step) => {
        say(`${account}: ${bootstrapSteps[step]}`);
      },
      ...(asks && { confirm: (plan: BootstrapPlan) => confirmed(terminal, plan, signal) }),
    }),
  );
  terminal.out(json ? `${JSON.stringify(report, undefined, 2)}\n` : bootstrapSummary(report, terminal));
  return exits[report.result];
}

const exits = { succeeded: "done", failed: "failed", cancelled: "cancelled" } as const satisfies Record<
  BootstrapReport["result"],
  ExitCodeName
>;

async function confirmed(terminal: Terminal, plan: BootstrapPlan, signal: AbortSignal): Promise<boolean> {
  const answer = await terminal.ask?.(bootstrapQuestion(plan), signal);
  return /^y(es)?$/i.test(answer?.trim() ?? "");
}
