import { driveLive, type DriveVerbOptions } from "../drive-live";
import type { ExitCodeName } from "../exit-codes";
import type { Terminal } from "../terminal/terminal";

/** `throughline refresh <environment...>`: writes into the state what is really there. */
export function refresh(
  terminal: Terminal,
  environments: readonly string[],
  options: DriveVerbOptions,
): Promise<ExitCodeName> {
  return driveLive(terminal, "refresh", environments, options);
}
