import { shuffle } from "./dice";
import type { Dice } from "./dice";
import { petName } from "./pet";
import type { RowFields } from "./row";

export const randomInteger: RowFields = {
  type: "random:index/randomInteger:RandomInteger",
  required: ["min", "max"],
  defaults: {},
  replaceOn: ["min", "max", "seed", "keepers"],
  id: ({ result }) => String(result),
  imported: (text) => {
    const [id = "", min, max, seed] = text.split(",");
    const ends = { min: Number(min), max: Number(max) };
    return { id, result: Number(id), ...ends, ...(seed === undefined ? {} : { seed }) };
  },
  refusals: [
    ({ min, max }) =>
      Number(min) > Number(max)
        ? {
            code: "InvalidAttributeCombination",
            message: "The minimum (min) value needs to be smaller than or equal to maximum (max) value.",
          }
        : undefined,
  ],
  outputs: ({ min, max }, dice) => ({ result: Number(min) + dice.roll(Number(max) - Number(min) + 1) }),
};

export const randomPet: RowFields = {
  type: "random:index/randomPet:RandomPet",
  required: [],
  defaults: { length: 2, separator: "-" },
  replaceOn: ["length", "prefix", "separator", "keepers"],
  id: (_outputs, inputs, dice) => petName(inputs, dice),
  outputs: () => ({}),
};

export const randomShuffle: RowFields = {
  type: "random:index/randomShuffle:RandomShuffle",
  required: ["inputs"],
  defaults: {},
  replaceOn: ["inputs", "resultCount", "seed", "keepers"],
  id: () => "-",
  outputs: ({ inputs, resultCount }, dice) => ({
    results: permutations(inputs as readonly unknown[], dice, resultCount),
  }),
};

/** Permutations of a list, one after the other, as many items as wanted; all of one when nothing is said. */
function permutations(inputs: readonly unknown[], dice: Dice, wanted: unknown): readonly unknown[] {
  const count = inputs.length === 0 ? 0 : Number(wanted ?? inputs.length);
  const results: unknown[] = [];
  while (results.length < count) {
    results.push(...shuffle(dice, inputs));
  }
  return results.slice(0, count);
}
