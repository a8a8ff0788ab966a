/** What other hands do to the world: no rule is asked, and no program knows. */
import type { Properties } from "../resource-type";
import { recordKey } from "./record";
import type { WorldRecord } from "./record";
import type { World } from "./world";

/** Changes properties of a resource. */
export function edit(world: World, type: string, id: string, properties: Properties): void {
  world.commit({ put: [edited(find(world, type, id), properties)] });
}

/** A resource with other properties. What was decided by the cloud alone becomes an output, all else an input too. */
export function edited(record: WorldRecord, properties: Properties): WorldRecord {
  const settable = Object.entries(properties).filter(([name]) => name in record.inputs || !(name in record.outputs));
  return {
    ...record,
    inputs: { ...record.inputs, ...Object.fromEntries(settable) },
    outputs: { ...record.outputs, ...properties },
  };
}

/** Deletes a resource and what it brought with it. */
export function remove(world: World, type: string, id: string): void {
  const record = find(world, type, id);
  world.commit({ remove: [recordKey(record), ...(record.companions ?? [])] });
}

function find(world: World, type: string, id: string): WorldRecord {
  const record = world.all().find((candidate) => candidate.type === type && candidate.id === id);
  if (!record) {
    throw new Error(`there is no ${type} with id ${id} in the sandbox's world`);
  }
  return record;
}
