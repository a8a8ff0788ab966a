import { driveLive, type DriveVerbOptions } from "../drive-live";
import type { ExitCodeName } from "../exit-codes";
import type { Terminal } from "../terminal/terminal";

/** `throughline destroy <environment...>`: deletes, each layer after those that read it. */
export function destroy(
  terminal: Terminal,
  environments: readonly string[],
  options: DriveVerbOptions,
): Promise<ExitCodeName> {
  return driveLive(terminal, "destroy", environments, options);
}
