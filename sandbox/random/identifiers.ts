import type { Properties } from "../resource-type";
import type { Dice } from "./dice";
import type { RowFields } from "./row";

const encoded = (value: Buffer, prefix: unknown = ""): Properties => ({
  b64Std: String(prefix) + value.toString("base64"),
  b64Url: String(prefix) + value.toString("base64url"),
  hex: String(prefix) + value.toString("hex"),
  dec: String(prefix) + BigInt(`0x${value.toString("hex")}`).toString(),
});

function uuid(dice: Dice): string {
  const hex = dice.bytes(16).toString("hex");
  const variant = "89ab"[dice.roll(4)] ?? "8";
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20)].join(
    "-",
  );
}

export const randomId: RowFields = {
  type: "random:index/randomId:RandomId",
  required: ["byteLength"],
  defaults: {},
  replaceOn: ["byteLength", "keepers", "prefix"],
  id: ({ b64Url }, { prefix = "" }) => String(b64Url).slice(String(prefix).length),
  imported: (text) => {
    const [, prefix, id = text] = /^(.*),(.*)$/.exec(text) ?? [];
    const bytes = Buffer.from(id, "base64url");
    return { ...encoded(bytes, prefix), id, byteLength: bytes.length, ...(prefix === undefined ? {} : { prefix }) };
  },
  outputs: ({ byteLength, prefix }, dice) => encoded(dice.bytes(Number(byteLength)), prefix),
};

/** @param name of a class whose values are UUIDs of version 4 */
export const uuidRow = (name: string): RowFields => ({
  type: `random:index/r${name.slice(1)}:${name}`,
  required: [],
  defaults: {},
  replaceOn: ["keepers"],
  id: ({ result }) => String(result),
  imported: (id) => ({ id, result: id }),
  outputs: (_inputs, dice) => ({ result: uuid(dice) }),
});

export const randomBytes: RowFields = {
  type: "random:index/randomBytes:RandomBytes",
  required: ["length"],
  defaults: {},
  replaceOn: ["length", "keepers"],
  secretOutputs: ["base64", "hex"],
  id: () => "none",
  imported: (base64) => {
    const bytes = Buffer.from(base64, "base64");
    return { id: "none", base64, hex: bytes.toString("hex"), length: bytes.length };
  },
  outputs: ({ length }, dice) => {
    const bytes = dice.bytes(Number(length));
    return { base64: bytes.toString("base64"), hex: bytes.toString("hex") };
  },
};
