import type { Properties } from "../resource-type";
import { pick } from "./dice";
import type { Dice } from "./dice";

const adverbs = [
  "barely",
  "briskly",
  "calmly",
  "duly",
  "evenly",
  "freely",
  "gladly",
  "highly",
  "justly",
  "kindly",
] as const;
const adjectives = ["able", "bold", "calm", "deep", "eager", "fair", "grand", "humble", "keen", "lively"] as const;
const animals = ["badger", "crane", "dingo", "falcon", "gecko", "heron", "ibex", "koala", "lemur", "otter"] as const;

/** `length` words that end in an animal: `calmly-bold-otter`. */
export function petName({ length, prefix, separator }: Properties, dice: Dice): string {
  const count = Number(length);
  const words = Array.from({ length: count }, (_, index) => {
    const left = count - index;
    return pick(dice, left === 1 ? animals : left === 2 ? adjectives : adverbs);
  });
  return (typeof prefix === "string" ? [prefix, ...words] : words).join(
    typeof separator === "string" ? separator : "-",
  );
}
