import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { irrelevantTypes, networkModules, tokenOf } from "./irrelevant-types";
import { modelledTypes } from "./modelled-types";
import { unmodelledTypes } from "./unmodelled-types";

const folder = dirname(require.resolve("@pulumi/aws/package.json"));
const modelled = Object.values(modelledTypes).flat() as readonly string[];

/** Types that the installed provider has in a module; files of functions, enumerations and helpers are none. */
function typesOf(module: string): string[] {
  const files = readdirSync(join(folder, module)).filter((file) => file.endsWith(".d.ts"));
  return files
    .map((file) => file.slice(0, -".d.ts".length))
    .filter((name) => !/^get[A-Z]|^index$/.test(name) && !enumerations.has(name))
    .map((name) => tokenOf(module, name));
}

const enumerations: ReadonlySet<string> = new Set([
  "instancePlatform",
  "instanceType",
  "placementStrategy",
  "protocolType",
  "proxyProtocolPolicy",
  "tenancy",
]);

describe("the tables of AWS's types", () => {
  for (const module of networkModules) {
    it(`have each type of ${module} exactly once`, () => {
      const tables = (type: string): number =>
        [modelled.includes(type), Object.hasOwn(unmodelledTypes, type), irrelevantTypes.has(type)].filter(Boolean)
          .length;
      expect(typesOf(module).filter((type) => tables(type) !== 1)).to.deep.equal([]);
    });
  }

  it("have no type of these modules that the provider does not have", () => {
    const real = new Set(networkModules.flatMap(typesOf));
    const named = [...modelled, ...Object.keys(unmodelledTypes), ...irrelevantTypes];
    const ours = named.filter((type) => networkModules.includes(type.split(/[:/]/)[1] ?? ""));
    expect(ours.filter((type) => !real.has(type))).to.deep.equal([]);
  });
});
