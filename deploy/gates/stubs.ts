import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StackNode } from "@throughline/stacks/layers";
import { parse } from "yaml";
import { Failure } from "../errors";
import { listed } from "../words";

/** How a program says that its outputs are placeholders: it takes `stub` from the contracts. */
const importsStub = /^import\s*\{[^}]*\bstub\b[^}]*\}\s*from\s*"[^"]*contracts\/stub"/m;

/**
 * Keeps layers whose programs make nothing yet out of the cloud, where others would build on their placeholders.
 *
 * @throws Failure that names them.
 */
export function refuseStubs(root: string, stacks: readonly StackNode[]): void {
  const layers = new Set(stacks.map(({ layer }) => layer));
  const stubs = [...layers].filter(({ directory }) => isStub(join(root, directory))).map(({ name }) => name);
  if (stubs.length > 0) {
    const others = [...layers].map(({ name }) => name).filter((name) => !stubs.includes(name));
    const choice = others.length > 0 ? ` Leave them out: --layers ${others.join(",")}.` : "";
    throw new Failure(
      "refused",
      `The programs of ${listed(stubs)} are stubs: they make nothing, and their outputs are placeholders. They can be ` +
        `rehearsed, and brought up with --sandbox.${choice}`,
    );
  }
}

/** Whether the program of the project in a folder is a stub. */
export function isStub(directory: string): boolean {
  const { main } = parse(readFileSync(join(directory, "Pulumi.yaml"), "utf8")) as { readonly main: string };
  return importsStub.test(readFileSync(join(directory, main), "utf8"));
}
