/** One thing wrong with a config file, addressed to the person who edits it. */
export interface Problem {
  /** File name relative to the repository's root. */
  readonly file: string;
  /** Line and column, from 1, when the place is known. */
  readonly line?: number;
  readonly column?: number;
  /** Key path as it is written in the file: `throughline:network.hub.cidrBlock`. */
  readonly key?: string;
  /** What is wrong, the value given, what is allowed and how to mend it. */
  readonly message: string;
}

/** `Pulumi.dev.yaml:12:5: throughline:network.hub.cidrBlock: …` */
export function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(":");
  return [place, problem.key, problem.message].filter((part) => part !== undefined).join(": ");
}
