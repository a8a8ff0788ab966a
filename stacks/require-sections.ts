import * as pulumi from "@pulumi/pulumi";
import type { Sections } from "./config/sections";
import { refuse } from "./contracts/refuse";
import { readSections } from "./program";

/**
 * The sections of the environment's file without which a layer's program has nothing to do.
 *
 * @throws {pulumi.RunError} if one of them is left out, or with every mistake in them.
 */
export function requireSections<Name extends keyof Sections>(
  ...names: Name[]
): { [Key in Name]: NonNullable<Sections[Key]> } {
  const sections = readSections(...names);
  const absent = names.filter((name) => sections[name] === undefined);
  if (absent.length > 0) {
    const keys = absent.map((name) => `throughline:${name}`).join(", ");
    refuse(`The settings of "${pulumi.getStack()}" leave out ${keys}: it has no such layer.`);
  }
  return sections as { [Key in Name]: NonNullable<Sections[Key]> };
}
