import { delimiter } from "node:path";
import { requireEngine } from "./engine/require";
import { refuseAttachedProviders } from "./isolation/guard";
import type { Workplace } from "./workplace";

/**
 * Works with the user's own backend and credentials.
 *
 * @throws Failure if attached providers would meet real state.
 */
export function inCloud<T>(root: string, work: (place: Workplace) => Promise<T>): Promise<T> {
  refuseAttachedProviders(process.env);
  const engine = requireEngine();
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const environment = {
    ...Object.fromEntries(inherited),
    PATH: [engine.directory, process.env.PATH].filter(Boolean).join(delimiter),
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  return work({ engine, sandbox: false, project: root, root, environment, assumptions: () => [] });
}
