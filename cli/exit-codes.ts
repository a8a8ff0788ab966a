/** How a command ended. Numbers that Pulumi's command line has as well mean the same there. */
export interface ExitCode {
  readonly code: number;
  readonly meaning: string;
}

export const exitCodes = {
  done: { code: 0, meaning: "done" },
  internal: { code: 1, meaning: "a fault of throughline itself" },
  usage: { code: 2, meaning: "wrong arguments, or settings that are not valid" },
  failed: { code: 4, meaning: "a layer failed: its program, or a resource that was refused" },
  cancelled: { code: 8, meaning: "cancelled by a signal, or by the answer to a question" },
  machine: { code: 10, meaning: "the machine lacks something: an engine, a folder to write, a port, AWS credentials" },
  refused: { code: 11, meaning: "refused before anything was changed: it would stop half way" },
  broken: { code: 12, meaning: "an answer that is not the expected one, or a declared path that does not hold" },
  undecided: { code: 13, meaning: "an answer that hangs on what no source says" },
} as const satisfies Record<string, ExitCode>;

export type ExitCodeName = keyof typeof exitCodes;

/** The table as it stands in `--help`. */
export function exitCodesHelp(): string {
  const rows = Object.values(exitCodes).map(({ code, meaning }) => `  ${String(code).padStart(2)}  ${meaning}`);
  return ["Exit codes:", ...rows, "`sandbox` ends with the exit code of its command."].join("\n");
}
