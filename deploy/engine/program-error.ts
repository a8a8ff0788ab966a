import { relative, sep } from "node:path";

export interface ProgramError {
  /** The error's name and message, and the properties that are wrong. */
  readonly message: string;
  /** The first place in the project on the stack: file, line and column relative to the root. */
  readonly where?: string;
}

/**
 * Reads an error as Node.js shows it: name and message, the stack, then the error's own properties. A person needs the
 * first, of the stack the line that its author can mend, and of the properties those that a component found wrong.
 */
export function readProgramError(text: string, root: string): ProgramError {
  const lines = text.replace(programFailed, "").replace(circularMark, "").split("\n");
  const end = lines.findIndex((line) => /^ {4}at |^Require stack:$/.test(line));
  const message = (end < 0 ? lines : lines.slice(0, end)).join("\n").trim();
  const where = firstInProject(lines, root);
  return { message: [message, ...wrongProperties(text)].join("\n"), ...(where && { where }) };
}

const programFailed = /^Running program '.*' failed with an unhandled exception:\n/;
const circularMark = /^<ref \*\d+> /;
const stackLine = /^\s+at .*?\(?((?:[A-Za-z]:)?[^\s()]+:\d+:\d+)\)?(?: \{)?$/;

function firstInProject(lines: readonly string[], root: string): string | undefined {
  const place = lines
    .map((line) => stackLine.exec(line)?.[1])
    .find((frame) => frame?.startsWith(root + sep) === true && !frame.includes(`${sep}node_modules${sep}`));
  return place && relative(root, place);
}

/** What an InputPropertiesError lists. */
function wrongProperties(text: string): string[] {
  const listed = text.matchAll(/propertyPath: (['"`])(.*?)\1,\s*reason:\s*(['"`])(.*?)\3\s*\}/gs);
  return [...listed].map(([, , path = "", , reason = ""]) => `${path}: ${reason}`);
}
