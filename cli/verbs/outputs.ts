import { stringify } from "yaml";
import type { ExitCodeName } from "../exit-codes";
import { exitOfRehearsal, rehearseLive } from "../rehearse-live";
import { failures } from "../terminal/summary";
import type { Terminal } from "../terminal/terminal";

/** `throughline outputs <environment>` */
export async function outputs(
  terminal: Terminal,
  environment: string,
  { json }: { readonly json?: boolean },
): Promise<ExitCodeName> {
  const rehearsal = await rehearseLive(terminal, environment);
  const exit = exitOfRehearsal(rehearsal);
  if (exit !== "done") {
    terminal.error(failures(rehearsal, terminal));
    return exit;
  }
  const layers = Object.fromEntries(rehearsal.layers.map((layer) => [layer.name, layer.outputs]));
  terminal.out(
    json === true
      ? `${JSON.stringify({ version: 1, environment, layers }, undefined, 2)}\n`
      : stringify(layers, { lineWidth: 0 }),
  );
  return exit;
}
