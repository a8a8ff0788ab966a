import type { Place } from "./place";

/** One thing wrong with a config file, addressed to the person who edits it. */
export interface Problem extends Place {
  /** Key path as it is written in the file: `throughline:network.hub.cidrBlock`. */
  readonly key?: string;
  /** What is wrong, the value given, what is allowed and how to mend it. */
  readonly message: string;
}

/** `Pulumi.dev.yaml:12:5: throughline:network.hub.cidrBlock: …` */
export function formatProblem(problem: Problem): string {
  return [formatPlace(problem), problem.key, problem.message].filter((part) => part !== undefined).join(": ");
}

/** `Pulumi.dev.yaml:12:5` */
export function formatPlace({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}
