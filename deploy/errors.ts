/** Why something could not be done, which decides the exit code of the command. */
export type FailureKind = "usage" | "config" | "refused" | "engine" | "machine";

/** A failure to be shown to a person as it is: what is wrong, where, and how to mend it. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
  }
}
