import { type Rehearsal, rehearse, type RehearseOptions } from "@throughline/deploy";
import { layersOfValid } from "./environment";
import type { ExitCodeName } from "./exit-codes";
import { interruptible } from "./interrupt";
import { findRoot } from "./root";
import { showProgress } from "./terminal/progress";
import type { Terminal } from "./terminal/terminal";

export interface RehearseLiveOptions extends Pick<RehearseOptions, "onState"> {
  /**
   * Names of layers to bring up.
   *
   * @default all that the environment has
   */
  readonly only?: readonly string[];
}

/**
 * Rehearses an environment with its progress on the terminal. Ctrl-C stops it in good order.
 *
 * @throws Failure if the environment's settings are not valid.
 */
export async function rehearseLive(
  terminal: Terminal,
  environment: string,
  { only, onState }: RehearseLiveOptions = {},
): Promise<Rehearsal> {
  const root = findRoot(terminal.directory);
  const layers = layersOfValid(root, environment).filter(({ name }) => only?.includes(name) ?? true);
  const progress = showProgress(
    terminal,
    layers.map((layer) => layer.name),
  );
  try {
    return await interruptible(progress.say, (signal) =>
      rehearse({ root, environment, layers, signal, onProgress: progress.show, onState }),
    );
  } finally {
    progress.end();
  }
}

export function exitOfRehearsal({ result }: Rehearsal): ExitCodeName {
  const exits = { succeeded: "done", failed: "failed", cancelled: "cancelled" } as const;
  return exits[result];
}
