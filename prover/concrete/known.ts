import { isUnknown, type Value } from "@throughline/graph/model";
import type { Addresses, Intervals, Packet } from "@throughline/graph/packets";

/** The value; the concrete walker knows no doubt. */
export function known<T>(value: Value<T>): T {
  if (isUnknown(value)) throw new TypeError(`the concrete walker needs every value: ${value.unknown}`);
  return value;
}

/** What is there by the way it was made. */
export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError("a value is missing");
  return value;
}

/** The thing with this id. */
export function named<T>(things: ReadonlyMap<string, T>, id: string): T {
  const thing = things.get(id);
  if (thing === undefined) throw new RangeError(`${id} is not in the network`);
  return thing;
}

/** Whether a value is in one of the intervals, looked at one after the other. */
export function within(intervals: Intervals, value: number | bigint): boolean {
  for (let index = 0; index < intervals.length; index += 2) {
    if (value >= given(intervals[index]) && value < given(intervals[index + 1])) return true;
  }
  return false;
}

export function inBlock(block: Addresses, family: Packet["family"], address: number | bigint): boolean {
  return block.family === family && within(block.intervals, address);
}

/** How many addresses a block has. */
export function sizeOf({ intervals }: Addresses): bigint {
  let size = 0n;
  for (let index = 0; index < intervals.length; index += 2) {
    size += BigInt(given(intervals[index + 1])) - BigInt(given(intervals[index]));
  }
  return size;
}
