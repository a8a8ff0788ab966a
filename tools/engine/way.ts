/** A Pulumi engine with its Node.js language host. */
export interface Engine {
  /** The folder to put first on PATH: it holds `pulumi`, or is where PATH already finds it. */
  readonly directory: string;
  /** For example `3.259.0`. */
  readonly version: string;
  readonly source: "PATH" | "distribution" | "built";
}

/** Why a way has no engine to offer right now, for the person at the terminal. */
export interface Missing {
  readonly missing: string;
}

/** Says what is going on, one line at a time. */
export type Report = (line: string) => void;

/** One way to an engine. */
export interface Way {
  /** What the way is, as an error names it: "`pulumi` on PATH". */
  readonly title: string;
  /** What a person can do to make it work. */
  readonly mend: string;
  /** Looks for an engine that is already there. Must be cheap: it is called at the start of every command. */
  find(): Engine | Missing;
  /** Gets an engine, which may take minutes. Rejects with the reason when it cannot. Absent if there is nothing to get. */
  obtain?(report: Report): Promise<Engine>;
}
