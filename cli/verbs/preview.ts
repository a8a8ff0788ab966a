import { driveLive, type DriveVerbOptions } from "../drive-live";
import type { ExitCodeName } from "../exit-codes";
import type { Terminal } from "../terminal/terminal";

/** `throughline preview <environment...>`: what `up` would do, without doing it. */
export function preview(
  terminal: Terminal,
  environments: readonly string[],
  options: DriveVerbOptions,
): Promise<ExitCodeName> {
  return driveLive(terminal, "preview", environments, options);
}
