import { performance } from "node:perf_hooks";
import type { StackProgress } from "@throughline/deploy";
import type { Terminal } from "./terminal";

/** Shows how far the layers are: lines that change on a terminal, a line for each event anywhere else. */
export interface ProgressView {
  readonly show: (progress: StackProgress) => void;
  /** Says something besides. */
  readonly say: (line: string) => void;
  /** Takes the view away while something else is shown, and begins anew after that. */
  readonly paused: <T>(work: () => Promise<T>) => Promise<T>;
  /** Takes the view away; what stays is for the summary to say. */
  readonly end: () => void;
}

export function showProgress(terminal: Terminal, layers: readonly string[]): ProgressView {
  return terminal.live ? liveView(terminal, layers) : plainView(terminal);
}

function plainView({ error }: Terminal): ProgressView {
  const since = new Map<string, number>();
  return {
    show: ({ name, state, resources }) => {
      const begin = since.get(name);
      since.set(name, begin ?? performance.now());
      if (state !== "running") {
        const took = begin === undefined ? "" : ` after ${seconds(begin)}, ${resources} resources`;
        error(`${name}: ${state}${took}\n`);
      } else if (begin === undefined) {
        error(`${name}: started\n`);
      }
    },
    say: (line) => {
      error(`${line}\n`);
    },
    paused: (work) => {
      since.clear();
      return work();
    },
    end: () => undefined,
  };
}

const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const eraseLine = "\u001b[2K";
const lineUp = "\u001b[1A";

interface LayerLine {
  readonly progress: StackProgress;
  readonly begin: number;
  /** Set when the layer is done. */
  readonly took?: string;
}

function liveView({ error, style, columns }: Terminal, layers: readonly string[]): ProgressView {
  const lines = new Map<string, LayerLine>();
  const width = Math.max(...layers.map((name) => name.length));
  const marks: Readonly<Record<StackProgress["state"], (frame: string) => string>> = {
    running: style.cyan,
    succeeded: () => style.green("✔"),
    failed: () => style.red("✖"),
    skipped: () => style.dim("-"),
    cancelled: () => style.yellow("-"),
  };
  let shown = 0;
  let frame = 0;

  const text = (name: string): string => {
    const line = lines.get(name);
    if (line === undefined) {
      return style.dim(`· ${name}`);
    }
    const { state, resources } = line.progress;
    const mark = marks[state](spinner[frame % spinner.length] ?? "");
    const details = `${resources} resources  ${line.took ?? seconds(line.begin)}`.slice(0, columns - width - 6);
    return `${mark} ${name.padEnd(width)}  ${style.dim(details)}`;
  };
  const erase = (): void => {
    error(`${eraseLine}${lineUp}`.repeat(shown) + (shown > 0 ? eraseLine : ""));
    shown = 0;
  };
  const paint = (): void => {
    erase();
    error(layers.map((name) => `${text(name)}\n`).join(""));
    shown = layers.length;
  };

  let timer: NodeJS.Timeout | undefined;
  const start = (): void => {
    timer = setInterval(() => {
      frame++;
      paint();
    }, 100);
    paint();
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    erase();
  };
  start();
  return {
    show: (progress) => {
      const begin = lines.get(progress.name)?.begin ?? performance.now();
      lines.set(progress.name, { progress, begin, ...(progress.state === "running" ? {} : { took: seconds(begin) }) });
    },
    say: (line) => {
      erase();
      error(`${line}\n`);
      if (timer !== undefined) {
        paint();
      }
    },
    paused: async (work) => {
      stop();
      lines.clear();
      const result = await work();
      start();
      return result;
    },
    end: stop,
  };
}

function seconds(begin: number): string {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`;
}
