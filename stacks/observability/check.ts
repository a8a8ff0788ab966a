import { at, error, type Finding } from "../config/finding";
import { PathOutcome } from "../config/paths";
import type { Sections } from "../config/sections";
import { unknownName } from "../config/suggest";

/** What is wrong with what is watched. */
export function checkObservability({ observability, paths }: Pick<Sections, "observability" | "paths">): Finding[] {
  const requests = Object.entries(paths)
    .filter(([, path]) => path.request !== undefined && path.expect !== PathOutcome.blocked && path.from === "internet")
    .map(([name]) => name);
  return Object.keys(observability?.canaries ?? {}).flatMap((name) => {
    if (requests.includes(name)) {
      return [];
    }
    const message = Object.hasOwn(paths, name)
      ? `a canary sends a request from the internet that is answered, and the path "${name}" is none.`
      : unknownName("path with a request", name, requests);
    return [error(at("observability", "canaries", name), message)];
  });
}
