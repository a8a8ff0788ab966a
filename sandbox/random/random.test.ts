import { expect } from "chai";
import fc from "fast-check";
import type { CreateContext, Properties } from "../resource-type";
import { digest } from "../server/context";
import { entries } from "../server/table";
import { randomTypes } from ".";

const context = (seed: string): CreateContext => ({
  account: "1",
  region: "",
  today: "2026-11-20",
  urn: seed,
  hex: (length) => digest(seed, length),
  all: () => [],
  where: () => [],
  get: () => undefined,
});

const row = (name: string) => {
  const found = randomTypes.find(({ type }) => type.endsWith(`:${name}`));
  if (!found) {
    throw new Error(`no row for ${name}`);
  }
  return found;
};

function make(name: string, inputs: Properties, seed = "seed"): Properties {
  const { defaults, computed, id } = row(name);
  const all = { ...defaults, ...inputs };
  return { ...computed(all, context(seed)), id: id(all, context(seed)) };
}

const refusal = (name: string, inputs: Properties) => {
  const { defaults, refusals } = row(name);
  return entries(refusals)
    .map((rule) => rule({ ...defaults, ...inputs }, context("seed")))
    .find((answer) => answer !== undefined)?.message;
};

describe("a random value", () => {
  it("is the same for the same URN and another for another", () => {
    for (const [name, inputs] of [
      ["RandomId", { byteLength: 8 }],
      ["RandomString", { length: 16 }],
      ["RandomPassword", { length: 16 }],
      ["RandomUuid", {}],
      ["RandomBytes", { length: 16 }],
    ] as const) {
      expect(make(name, inputs), name).to.deep.equal(make(name, inputs));
      expect(make(name, inputs, "other"), name).not.to.deep.equal(make(name, inputs));
    }
  });

  it("is replaced when a keeper changes", () => {
    expect(randomTypes.filter(({ replaceOn }) => !entries(replaceOn).includes("keepers"))).to.deep.equal([]);
  });
});

describe("RandomString and RandomPassword", () => {
  const count = (text: string, class_: RegExp) => text.length - text.replaceAll(class_, "").length;

  it("honour length, classes and minimums", () => {
    const minimum = fc.integer({ min: 0, max: 5 });
    const wanted = fc.record({
      length: fc.integer({ min: 20, max: 60 }),
      upper: fc.boolean(),
      numeric: fc.boolean(),
      special: fc.boolean(),
      minLower: minimum,
      minNumeric: minimum,
    });
    fc.assert(
      fc.property(wanted, fc.string(), (inputs, seed) => {
        for (const name of ["RandomString", "RandomPassword"]) {
          const result = String(make(name, inputs, seed).result);
          expect(result).to.have.length(inputs.length);
          expect(count(result, /[a-z]/g)).to.be.at.least(inputs.minLower);
          expect(count(result, /\d/g)).to.be.at.least(inputs.minNumeric);
          expect(inputs.upper || count(result, /[A-Z]/g) === 0).to.equal(true);
          expect(inputs.special || count(result, /[^a-zA-Z\d]/g) === 0).to.equal(true);
          expect(inputs.numeric || count(result, /\d/g) === inputs.minNumeric).to.equal(true);
        }
      }),
    );
  });

  it("take special characters from those that are given", () => {
    const inputs = { length: 30, lower: false, upper: false, number: false, overrideSpecial: "_-" };
    expect(make("RandomString", inputs).result).to.match(/^[_-]{30}$/);
  });

  it("refuse what no text can satisfy", () => {
    expect(refusal("RandomPassword", { length: 3, minLower: 2, minUpper: 2 })).to.match(/at least minUpper/);
    expect(refusal("RandomString", { length: 0 })).to.match(/at least 1/);
    const none = { length: 3, lower: false, upper: false, numeric: false, special: false };
    expect(refusal("RandomString", none)).to.equal("No class of characters is allowed");
    expect(refusal("RandomString", { ...none, minLower: 3 })).to.equal(undefined);
  });

  it("differ in what the id tells", () => {
    expect(make("RandomString", { length: 8 })).to.satisfy(({ id, result }: Properties) => id === result);
    expect(make("RandomPassword", { length: 8 }).id).to.equal("none");
    expect(row("RandomPassword").secretOutputs).to.deep.equal(["result", "bcryptHash"]);
    expect(make("RandomPassword", { length: 8 }).bcryptHash).to.match(/^\$2a\$10\$[./\w]{53}$/);
  });
});

describe("RandomId", () => {
  it("writes the same bytes in four ways, each after the prefix", () => {
    const { b64Url, b64Std, hex, dec, id } = make("RandomId", { byteLength: 6, prefix: "p-" });
    const bytes = Buffer.from(String(hex).slice(2), "hex");
    expect(bytes).to.have.length(6);
    expect(b64Std).to.equal(`p-${bytes.toString("base64")}`);
    expect(b64Url).to.equal(`p-${bytes.toString("base64url")}`);
    expect(dec).to.equal(`p-${bytes.readUIntBE(0, 6)}`);
    expect(`p-${String(id)}`).to.equal(b64Url);
  });

  it("is imported by prefix and id", () => {
    const made = make("RandomId", { byteLength: 6, prefix: "p-" });
    expect(row("RandomId").imported?.(`p-,${String(made.id)}`)).to.deep.equal({ ...made, byteLength: 6, prefix: "p-" });
  });
});

describe("RandomInteger", () => {
  it("lies between its ends, both included", () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(3), fc.string(), (min, span, seed) => {
        const { result } = make("RandomInteger", { min, max: min + span }, seed);
        expect(result).to.be.within(min, min + span);
      }),
    );
    const seen = new Set(
      Array.from({ length: 50 }, (_, index) => make("RandomInteger", { min: 1, max: 3 }, `${index}`).result),
    );
    expect([...seen].sort()).to.deep.equal([1, 2, 3]);
  });

  it("follows from its seed alone when it has one", () => {
    const inputs = { min: 0, max: 1_000_000, seed: "s" };
    expect(make("RandomInteger", inputs, "a")).to.deep.equal(make("RandomInteger", inputs, "b"));
  });

  it("is imported by its value and its ends", () => {
    expect(row("RandomInteger").imported?.("5,1,9")).to.deep.equal({ id: "5", result: 5, min: 1, max: 9 });
  });

  it("refuses a minimum above the maximum", () => {
    expect(refusal("RandomInteger", { min: 2, max: 1 })).to.match(/smaller than or equal/);
  });
});

describe("RandomUuid", () => {
  it("is a UUID of version 4", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        expect(make("RandomUuid", {}, seed).result).to.match(
          /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
        );
      }),
    );
  });
});

describe("RandomPet", () => {
  it("has as many words as asked for, with prefix and separator", () => {
    expect(make("RandomPet", {}).id).to.match(/^[a-z]+-[a-z]+$/);
    expect(make("RandomPet", { length: 4, prefix: "p", separator: "_" }).id).to.match(/^p(_[a-z]+){4}$/);
  });
});

describe("RandomShuffle", () => {
  const inputs = ["a", "b", "c"];

  it("is a permutation of its inputs", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        expect(make("RandomShuffle", { inputs }, seed).results).to.have.members(inputs);
      }),
    );
  });

  it("is as long as asked for, with each item as often as the others", () => {
    expect(make("RandomShuffle", { inputs, resultCount: 2 }).results).to.have.length(2);
    const results = make("RandomShuffle", { inputs, resultCount: 6 }).results as string[];
    expect(results.toSorted()).to.deep.equal(["a", "a", "b", "b", "c", "c"]);
    expect(make("RandomShuffle", { inputs: [], resultCount: 2 }).results).to.deep.equal([]);
  });
});

describe("RandomBytes", () => {
  it("writes its bytes in two ways, both secret", () => {
    const { base64, hex } = make("RandomBytes", { length: 12 });
    expect(Buffer.from(String(base64), "base64").toString("hex")).to.equal(hex);
    expect(String(hex)).to.have.length(24);
    expect(row("RandomBytes").secretOutputs).to.deep.equal(["base64", "hex"]);
  });
});
