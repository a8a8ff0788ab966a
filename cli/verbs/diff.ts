import { Failure } from "@throughline/deploy/errors";
import { diff as compare, diffJson, diffText } from "@throughline/prover";
import { vocabularyOf } from "../declared-paths";
import type { ExitCodeName } from "../exit-codes";
import { asking, readNetwork } from "../sources";
import type { Terminal } from "../terminal/terminal";

export interface DiffVerbOptions {
  readonly before?: readonly string[];
  readonly after?: readonly string[];
  readonly sandbox?: boolean;
  readonly layers?: string;
  readonly json?: boolean;
}

/** `throughline diff [environment]` */
export async function diff(
  terminal: Terminal,
  environment: string | undefined,
  { before, after, sandbox, layers, json = false }: DiffVerbOptions,
): Promise<ExitCodeName> {
  if (before !== undefined && sandbox === true) {
    throw new Failure("usage", "--before and --sandbox are two sources of what is: give one of them.");
  }
  return asking(async () => {
    const is = await readNetwork(
      terminal,
      environment,
      before === undefined ? { deployed: true, sandbox, layers } : { from: before },
    );
    const willBe = await readNetwork(terminal, environment, after === undefined ? { layers } : { from: after });
    const result = compare(is, willBe, { vocabulary: vocabularyOf(terminal, environment) });
    terminal.out(json ? `${JSON.stringify(diffJson(result), undefined, 2)}\n` : diffText(result));
    return "done";
  });
}
