/**
 * The random package. Its values live in the state alone; here they follow from the URN, so that two rehearsals give
 * the same ones, and a replacement gives others.
 */
import { none } from "../resource-type";
import type { CreateContext, Properties, ResourceType } from "../resource-type";
import { dice, shuffle } from "./dice";
import type { Dice } from "./dice";
import { petName } from "./pet";
import { impossibleText, randomText } from "./text";

type RowFields = Pick<ResourceType, "type" | "required" | "defaults" | "replaceOn"> &
  Partial<Pick<ResourceType, "secretOutputs" | "assumed" | "refusals" | "imported">> & {
    readonly id: (outputs: Properties, inputs: Properties, dice: Dice) => string;
    readonly outputs: (inputs: Properties, dice: Dice) => Properties;
  };

/** What all random resources have in common. A seed, where there is one, decides alone. */
function row({ id, outputs, refusals, ...fields }: RowFields): ResourceType {
  const diceFor = ({ seed }: Properties, context: CreateContext) =>
    dice(typeof seed === "string" ? `seed ${seed}` : context.hex(64));
  const make = (inputs: Properties, context: CreateContext) => outputs(inputs, diceFor(inputs, context));
  const page = fields.type.split(":").at(-1)?.toLowerCase() ?? "";
  return {
    ...fields,
    documentation: `https://www.pulumi.com/registry/packages/random/api-docs/${page}/`,
    stateOnly: true,
    id: (inputs, context) => id(make(inputs, context), inputs, diceFor(inputs, context)),
    computed: make,
    references: none("refers to nothing"),
    unique: none("lives in the state only"),
    formats: none("values are checked together, as refusals"),
    refusals: refusals ?? none("every value is possible"),
    quotas: none("lives in the state only"),
  };
}

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

const encoded = (value: Buffer, prefix: unknown = ""): Properties => ({
  b64Std: String(prefix) + value.toString("base64"),
  b64Url: String(prefix) + value.toString("base64url"),
  hex: String(prefix) + value.toString("hex"),
  dec: String(prefix) + BigInt(`0x${value.toString("hex")}`).toString(),
});

const bcryptAlphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const bcryptHash = (dice: Dice): string =>
  `$2a$10$${Array.from({ length: 53 }, () => bcryptAlphabet[dice.roll(bcryptAlphabet.length)]).join("")}`;

function uuid(dice: Dice): string {
  const hex = dice.bytes(16).toString("hex");
  const variant = "89ab"[dice.roll(4)] ?? "8";
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20)].join(
    "-",
  );
}

const keepers = "keepers";

/** RandomString and RandomPassword differ in what is secret and in what the id tells. */
const text = (fields: Pick<RowFields, "type" | "id" | "imported" | "secretOutputs">): RowFields => ({
  ...fields,
  required: ["length"],
  defaults: textDefaults,
  replaceOn: textInputs,
  refusals: [impossibleText],
  outputs: (inputs, dice) => ({ ...numeric(inputs), result: randomText(inputs, dice) }),
});

const password = text({
  type: "random:index/randomPassword:RandomPassword",
  secretOutputs: ["result", "bcryptHash"],
  id: () => "none",
  imported: (id) => ({ ...textDefaults, ...numeric({}), result: id, length: id.length }),
});

const uuidRow = (name: string): RowFields => ({
  type: `random:index/r${name.slice(1)}:${name}`,
  required: [],
  defaults: {},
  replaceOn: [keepers],
  id: ({ result }) => String(result),
  imported: (id) => ({ result: id }),
  outputs: (_inputs, dice) => ({ result: uuid(dice) }),
});

const rows: readonly RowFields[] = [
  {
    type: "random:index/randomId:RandomId",
    required: ["byteLength"],
    defaults: {},
    replaceOn: ["byteLength", keepers, "prefix"],
    id: ({ b64Url }, { prefix = "" }) => String(b64Url).slice(String(prefix).length),
    imported: (id) => {
      const [, prefix, value = id] = /^(.*),(.*)$/.exec(id) ?? [];
      const bytes = Buffer.from(value, "base64url");
      return { ...encoded(bytes, prefix), byteLength: bytes.length, ...(prefix === undefined ? {} : { prefix }) };
    },
    outputs: ({ byteLength, prefix }, dice) => encoded(dice.bytes(Number(byteLength)), prefix),
  },
  text({
    type: "random:index/randomString:RandomString",
    id: ({ result }) => String(result),
    imported: (id) => ({ ...textDefaults, ...numeric({}), result: id, length: id.length }),
  }),
  {
    ...password,
    assumed: ["bcryptHash"],
    outputs: (inputs, dice) => ({ ...password.outputs(inputs, dice), bcryptHash: bcryptHash(dice) }),
  },
  {
    type: "random:index/randomInteger:RandomInteger",
    required: ["min", "max"],
    defaults: {},
    replaceOn: ["min", "max", "seed", keepers],
    id: ({ result }) => String(result),
    imported: (id) => {
      const [result, min, max, seed] = id.split(",");
      return { result: Number(result), min: Number(min), max: Number(max), ...(seed === undefined ? {} : { seed }) };
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
  },
  uuidRow("RandomUuid"),
  uuidRow("RandomUuid4"),
  {
    type: "random:index/randomPet:RandomPet",
    required: [],
    defaults: { length: 2, separator: "-" },
    replaceOn: ["length", "prefix", "separator", keepers],
    id: (_outputs, inputs, dice) => petName(inputs, dice),
    outputs: () => ({}),
  },
  {
    type: "random:index/randomShuffle:RandomShuffle",
    required: ["inputs"],
    defaults: {},
    replaceOn: ["inputs", "resultCount", "seed", keepers],
    id: () => "-",
    outputs: ({ inputs, resultCount }, dice) => ({
      results: permutations(inputs as readonly unknown[], dice, resultCount),
    }),
  },
  {
    type: "random:index/randomBytes:RandomBytes",
    required: ["length"],
    defaults: {},
    replaceOn: ["length", keepers],
    secretOutputs: ["base64", "hex"],
    id: () => "none",
    imported: (id) => {
      const bytes = Buffer.from(id, "base64");
      return { base64: id, hex: bytes.toString("hex"), length: bytes.length };
    },
    outputs: ({ length }, dice) => {
      const bytes = dice.bytes(Number(length));
      return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
    },
  },
];

export const randomTypes: readonly ResourceType[] = rows.map(row);

/** Permutations of a list, one after the other, as many items as wanted; all of one when nothing is said. */
function permutations(inputs: readonly unknown[], dice: Dice, wanted: unknown): readonly unknown[] {
  const count = inputs.length === 0 ? 0 : Number(wanted ?? inputs.length);
  const results: unknown[] = [];
  while (results.length < count) {
    results.push(...shuffle(dice, inputs));
  }
  return results.slice(0, count);
}
