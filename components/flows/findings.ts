import type { Problem } from "../network/addresses";

/** What reading a flow table brings up. */
export interface Findings {
  problems: Problem[];
  /** Works, but perhaps not as meant. */
  warnings: Problem[];
}
