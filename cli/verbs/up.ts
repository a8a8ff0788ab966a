import { driveLive, type DriveVerbOptions } from "../drive-live";
import type { ExitCodeName } from "../exit-codes";
import type { Terminal } from "../terminal/terminal";

/** `throughline up <environment...>`: deploys, each layer after those that it reads. */
export function up(
  terminal: Terminal,
  environments: readonly string[],
  options: DriveVerbOptions,
): Promise<ExitCodeName> {
  return driveLive(terminal, "up", environments, options);
}
