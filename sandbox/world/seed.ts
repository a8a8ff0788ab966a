/** What exists in the cloud before the first program runs. */
import type { WorldResource } from "../resource-type";
import type { World } from "./world";
import { recordKey } from "./record";
import type { WorldRecord } from "./record";

/** A resource that somebody described, by what AWS says of it. */
export interface SeedResource extends Pick<WorldResource, "type" | "id" | "account" | "region"> {
  readonly properties: WorldResource["outputs"];
}

/** Puts resources into the world as they are: no rule is asked. One that is there already stays as it is. */
export function seed(world: World, resources: readonly SeedResource[], isGlobal: (type: string) => boolean): void {
  const records = resources.map(({ type, id, account, region, properties }): WorldRecord => ({
    ...{ type, id, account, region },
    urn: "",
    global: isGlobal(type),
    inputs: properties,
    outputs: { ...properties, id },
  }));
  world.commit({ put: records.filter((record) => world.get(recordKey(record)) === undefined) });
}
