/** Something wrong with what a person wrote. Collected, never thrown, so that all are seen at once. */
export interface Problem {
  /** Where: the argument's path, such as `tiers[1].subnetMask`. */
  path: string;
  /** What is wrong, the value, what is allowed, and how to mend it. */
  reason: string;
}
