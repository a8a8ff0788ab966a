import type { Properties } from "../resource-type";
import type { Dice } from "./dice";
import type { RowFields } from "./row";
import { impossibleText, randomText } from "./text";

const textInputs = [
  "length",
  "lower",
  "upper",
  "number",
  "numeric",
  "special",
  "overrideSpecial",
  "minLower",
  "minUpper",
  "minNumeric",
  "minSpecial",
  "keepers",
];
const textDefaults = {
  lower: true,
  upper: true,
  special: true,
  minLower: 0,
  minUpper: 0,
  minNumeric: 0,
  minSpecial: 0,
};
const numeric = (inputs: Properties): Properties => {
  const value = inputs.numeric ?? inputs.number ?? true;
  return { number: value, numeric: value };
};

const bcryptAlphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const bcryptHash = (dice: Dice): string =>
  `$2a$10$${Array.from({ length: 53 }, () => bcryptAlphabet[dice.roll(bcryptAlphabet.length)]).join("")}`;

const importedText = (id: string, result: string) => ({
  ...textDefaults,
  ...numeric({}),
  id,
  result,
  length: result.length,
});

/** RandomString and RandomPassword differ in what is secret and in what the id tells. */
const text = (fields: Pick<RowFields, "type" | "id" | "imported" | "secretOutputs">): RowFields => ({
  ...fields,
  required: ["length"],
  defaults: textDefaults,
  replaceOn: textInputs,
  refusals: [impossibleText],
  outputs: (inputs, dice) => ({ ...numeric(inputs), result: randomText(inputs, dice) }),
});

export const randomString = text({
  type: "random:index/randomString:RandomString",
  id: ({ result }) => String(result),
  imported: (result) => importedText(result, result),
});

const password = text({
  type: "random:index/randomPassword:RandomPassword",
  secretOutputs: ["result", "bcryptHash"],
  id: () => "none",
  imported: (result) => importedText("none", result),
});

export const randomPassword: RowFields = {
  ...password,
  assumed: ["bcryptHash"],
  outputs: (inputs, dice) => ({ ...password.outputs(inputs, dice), bcryptHash: bcryptHash(dice) }),
};
