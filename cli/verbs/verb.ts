import type { ExitCodeName } from "../exit-codes";
import type { Terminal } from "../terminal/terminal";

/** What a verb does. Ends with the name of an exit code, or with a code that is another program's. */
export type Verb<Parameters extends readonly unknown[]> = (
  terminal: Terminal,
  ...parameters: Parameters
) => Promise<ExitCodeName | number>;
