import type { Properties, Refusal } from "../resource-type";
import { shuffle } from "./dice";
import type { Dice } from "./dice";

interface Class {
  /** Input that allows the class. */
  readonly allow: string;
  /** Input that says how many characters of it there are at least. */
  readonly minimum: string;
  readonly characters: (inputs: Properties) => string;
}

const classes: readonly Class[] = [
  { allow: "lower", minimum: "minLower", characters: () => "abcdefghijklmnopqrstuvwxyz" },
  { allow: "upper", minimum: "minUpper", characters: () => "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
  { allow: "numeric", minimum: "minNumeric", characters: () => "0123456789" },
  {
    allow: "special",
    minimum: "minSpecial",
    characters: ({ overrideSpecial }) =>
      typeof overrideSpecial === "string" && overrideSpecial !== "" ? overrideSpecial : "!@#$%&*()-_=+[]{}<>:?",
  },
];

/** `number` is the old name of `numeric`. */
const allowed = (inputs: Properties, { allow }: Class): boolean =>
  (allow === "numeric" ? (inputs.numeric ?? inputs.number) : inputs[allow]) !== false;

const minimum = (inputs: Properties, { minimum }: Class): number => Number(inputs[minimum] ?? 0);

/** A text of the length and the classes of characters that the inputs of RandomString and RandomPassword ask for. */
export function randomText(inputs: Properties, dice: Dice): string {
  const draw = (characters: string, count: number): string[] =>
    Array.from({ length: count }, () => characters[dice.roll(characters.length)] ?? "");
  const demanded = classes.flatMap((class_) => draw(class_.characters(inputs), minimum(inputs, class_)));
  const all = classes.filter((class_) => allowed(inputs, class_)).map((class_) => class_.characters(inputs));
  const rest = draw(all.join(""), Math.max(0, Number(inputs.length) - demanded.length));
  return shuffle(dice, [...demanded, ...rest]).join("");
}

/** Inputs that no text can satisfy. */
export function impossibleText(inputs: Properties): Refusal | undefined {
  const demanded = classes.reduce((sum, class_) => sum + minimum(inputs, class_), 0);
  if (Number(inputs.length) < Math.max(1, demanded)) {
    return {
      code: "InvalidAttributeValue",
      message:
        `Attribute length value must be at least 1 and at least minUpper + minLower + minNumeric + minSpecial ` +
        `(${demanded}), got: ${String(inputs.length)}`,
    };
  }
  return classes.some((class_) => allowed(inputs, class_)) || demanded === Number(inputs.length)
    ? undefined
    : { code: "InvalidAttributeCombination", message: "No class of characters is allowed" };
}
