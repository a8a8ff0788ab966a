import { readdirSync } from "node:fs";

const settingsFile = /^Pulumi\.([A-Za-z0-9][A-Za-z0-9-]*)\.yaml$/;

/** Name of the settings file of an environment: `Pulumi.<environment>.yaml`. */
export function settingsFileName(environment: string): string {
  return `Pulumi.${environment}.yaml`;
}

/** Environments of the repository in alphabetical order: one for each `Pulumi.<environment>.yaml` at the root. */
export function environments(root: string): string[] {
  return readdirSync(root)
    .map((file) => settingsFile.exec(file)?.[1])
    .filter((name) => name !== undefined)
    .sort();
}
