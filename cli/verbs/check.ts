import type { ExitCodeName } from "../exit-codes";
import { exitOfRehearsal, rehearseLive } from "../rehearse-live";
import { summary } from "../terminal/summary";
import type { Terminal } from "../terminal/terminal";

/** `throughline check [environment]`: everything that can be said without a cloud, in one summary. */
export async function check(terminal: Terminal, environment: string): Promise<ExitCodeName> {
  const rehearsal = await rehearseLive(terminal, environment);
  terminal.out(summary(rehearsal, terminal));
  terminal.out(`\nRun it again: ${terminal.style.cyan(`npx throughline check ${environment}`)}\n`);
  return exitOfRehearsal(rehearsal);
}
