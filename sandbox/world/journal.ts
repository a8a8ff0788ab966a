import * as fs from "node:fs";
import * as path from "node:path";
import { StringDecoder } from "node:string_decoder";
import { World } from "./world";
import type { Change } from "./world";

const fileName = "world.jsonl";
const header = JSON.stringify({ sandboxWorld: 1 });

/**
 * The changes of a world, one per line, appended before they happen. A process may be killed at any byte: a line counts
 * once its end is written, so that what is read is always the world after some number of whole changes. What the death
 * of the machine leaves is up to its file system.
 *
 * The file holds secrets in the clear, as the cloud does, and belongs to its owner only.
 */
export class Journal {
  private readonly file: string;
  private readonly descriptor: number;
  private length: number;

  private constructor(file: string) {
    this.file = file;
    this.descriptor = fs.openSync(file, "a", 0o600);
    this.length = fs.fstatSync(this.descriptor).size;
  }

  /** Reads the world that a folder keeps, and keeps what changes in it from now on. */
  static open(directory: string): { readonly world: World; readonly journal: Journal } {
    const file = path.join(directory, fileName);
    let journal: Journal | undefined = undefined;
    const world = new World((change) => journal?.append(change));
    replay(file, world);
    rewrite(file, world);
    journal = new Journal(file);
    return { world, journal };
  }

  /** Leaves the shortest journal that makes the same world. */
  close(world: World): void {
    fs.closeSync(this.descriptor);
    rewrite(this.file, world);
  }

  private append(change: Change): void {
    const line = Buffer.from(`${JSON.stringify(change)}\n`);
    try {
      writeAll(this.descriptor, line);
    } catch (error) {
      fs.ftruncateSync(this.descriptor, this.length);
      throw new Error(`the sandbox cannot keep its world in ${this.file}: ${(error as Error).message}`, {
        cause: error,
      });
    }
    this.length += line.length;
  }
}

function replay(file: string, world: World): void {
  wholeLines(file).forEach((line, index) => {
    const change = index === 0 ? checkedHeader(file, line) : parse(file, line, index + 1);
    world.apply(change);
  });
}

function checkedHeader(file: string, line: string): Change {
  if (line !== header) {
    throw new Error(`${file} is not a world of this sandbox: move it away, or use the version that wrote it`);
  }
  return {};
}

function parse(file: string, line: string, position: number): Change {
  try {
    return JSON.parse(line) as Change;
  } catch {
    throw new Error(`${file} is damaged at line ${position}: move it away to start with an empty world`);
  }
}

/** The lines of a file without the one that was being written when the process was killed. */
function wholeLines(file: string): readonly string[] {
  if (!fs.existsSync(file)) {
    return [];
  }
  const descriptor = fs.openSync(file, "r");
  try {
    const lines: string[] = [];
    const decoder = new StringDecoder("utf8");
    const chunk = Buffer.allocUnsafe(1 << 16);
    let rest = "";
    for (let read = fs.readSync(descriptor, chunk); read > 0; read = fs.readSync(descriptor, chunk)) {
      const whole = (rest + decoder.write(chunk.subarray(0, read))).split("\n");
      rest = whole.pop() ?? "";
      lines.push(...whole);
    }
    return lines;
  } finally {
    fs.closeSync(descriptor);
  }
}

function rewrite(file: string, world: World): void {
  const temporary = `${file}.new`;
  const descriptor = fs.openSync(temporary, "w", 0o600);
  try {
    writeAll(descriptor, Buffer.from(`${header}\n`));
    for (const change of world.history()) {
      writeAll(descriptor, Buffer.from(`${JSON.stringify(change)}\n`));
    }
  } finally {
    fs.closeSync(descriptor);
  }
  fs.renameSync(temporary, file);
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) {
    written += fs.writeSync(descriptor, bytes, written);
  }
}
