import type { ExitCodeName } from "../exit-codes";
import { exitOfRehearsal, rehearseLive } from "../rehearse-live";
import { summary } from "../terminal/summary";
import type { Terminal } from "../terminal/terminal";

/** `throughline rehearse <environment>` */
export async function rehearse(
  terminal: Terminal,
  environment: string,
  { json }: { readonly json?: boolean },
): Promise<ExitCodeName> {
  const rehearsal = await rehearseLive(terminal, environment);
  terminal.out(json === true ? `${JSON.stringify(rehearsal, undefined, 2)}\n` : summary(rehearsal, terminal));
  return exitOfRehearsal(rehearsal);
}
