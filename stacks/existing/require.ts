import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { formatProblem } from "../config/problem";
import type { Sections } from "../config/sections";
import { refuse } from "../contracts/refuse";
import type { ExistingLayer } from "./file";
import { type Existing, loadExisting } from "./load";

/**
 * What exists of a layer of this stack's environment.
 *
 * @throws {pulumi.RunError} with everything that is wrong with the file.
 */
export function requireExisting<Layer extends ExistingLayer>(
  layer: Layer,
  sections: Parameters<typeof loadExisting>[2] & Pick<Sections, "existing">,
): NonNullable<Existing[Layer]> {
  const { existing, problems } = loadExisting(join(__dirname, "../.."), pulumi.getStack(), {
    ...sections,
    existing: { [layer]: sections.existing[layer] },
  });
  const found = existing[layer];
  if (problems.length > 0 || found === undefined) {
    refuse(problems.map(formatProblem).join("\n"));
  }
  return found;
}
