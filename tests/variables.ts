/**
 * Puts this process's variables back to what they were. The object stays the same: a plain one in its place would not
 * tell the system of changes, and everything after it would write into the void.
 */
export function restoreVariables(before: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) {
    if (!(name in before)) Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, before);
}
