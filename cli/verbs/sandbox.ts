import { Failure, runInSandbox } from "@throughline/deploy";
import type { Terminal } from "../terminal/terminal";

/** `throughline sandbox [--reset] -- <command...>` */
export async function sandbox(
  terminal: Terminal,
  command: readonly string[],
  { reset = false }: { readonly reset?: boolean },
): Promise<number> {
  if (command.length === 0 && !reset) {
    throw new Failure(
      "usage",
      "which command? For example: npx throughline sandbox -- pulumi -C stacks/network up -s dev",
    );
  }
  const code = await runInSandbox({ command, directory: terminal.directory, reset });
  if (command.length === 0) {
    terminal.out("The sandbox is empty.\n");
  }
  return code;
}
