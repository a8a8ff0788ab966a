import type { Changes } from "../folder";

/** A change to settings in which nothing is wrong, and everything that is then said. */
export interface Mistake {
  readonly mistake: string;
  readonly change: Changes;
  /** Other environments beside it, as changes to settings in which nothing is wrong. */
  readonly beside?: Readonly<Record<string, Changes>>;
  readonly problems?: readonly string[];
  readonly warnings?: readonly string[];
}
