import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** The path of the executable in the folder, or undefined. */
export function executableIn(folder: string, name: string): string | undefined {
  const path = join(folder, process.platform === "win32" ? `${name}.exe` : name);
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The path of the executable that a shell would start, or undefined. Relative entries of PATH are passed over. */
export function executableOnPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = isAbsolute(folder) ? executableIn(folder, name) : undefined;
    if (path !== undefined) return path;
  }
  return undefined;
}
