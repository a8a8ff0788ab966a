import { createHash } from "node:crypto";

/** A source of numbers that look random and are the same for the same seed. */
export interface Dice {
  /** A whole number from 0 to `sides - 1`. */
  readonly roll: (sides: number) => number;
  readonly bytes: (length: number) => Buffer;
}

export function dice(seed: string): Dice {
  let block = 0;
  let rest = Buffer.alloc(0);
  const bytes = (length: number): Buffer => {
    const blocks = [rest];
    for (let have = rest.length; have < length; have += 32) {
      blocks.push(createHash("sha256").update(`${seed}|${block++}`).digest());
    }
    const all = Buffer.concat(blocks);
    rest = all.subarray(length);
    return all.subarray(0, length);
  };
  // 48 bits: far more than any number of sides, so that no side is noticeably favoured.
  return { bytes, roll: (sides) => bytes(6).readUIntBE(0, 6) % sides };
}

export const pick = <T>({ roll }: Dice, items: readonly [T, ...T[]]): T => items[roll(items.length)] ?? items[0];

/** The items in another order (Fisher and Yates). */
export function shuffle<T>({ roll }: Dice, items: readonly T[]): T[] {
  const shuffled: T[] = [];
  const left = [...items];
  while (left.length > 0) {
    shuffled.push(...left.splice(roll(left.length), 1));
  }
  return shuffled;
}
