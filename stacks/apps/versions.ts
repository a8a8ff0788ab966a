import type { Service } from "./schema";

/** The versions of a service that run side by side. */
export function versionsOf({ versions = ["v1"] }: Pick<Service, "versions">): readonly string[] {
  return versions;
}
