import picocolors from "picocolors";
import type { Terminal } from "../terminal/terminal";

/** A terminal without colours that remembers what was written. */
export interface RecordingTerminal extends Terminal {
  readonly written: { out: string; error: string };
}

export function recordingTerminal(changes: Partial<Terminal> = {}): RecordingTerminal {
  const written = { out: "", error: "" };
  return {
    out: (text) => {
      written.out += text;
    },
    error: (text) => {
      written.error += text;
    },
    live: false,
    columns: 80,
    style: picocolors.createColors(false),
    directory: process.cwd(),
    ...changes,
    written,
  };
}
