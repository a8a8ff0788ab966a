import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { expect } from "chai";
import fc from "fast-check";
import { containsUnknown, decode, encode, unknown } from "./values";

const signature = "4dabf18193072939515e22adb298388d";
const wire = (value: Record<string, JavaScriptValue>): Struct => Struct.fromJavaScript(value);
const secret = (value: JavaScriptValue) => ({ [signature]: "1b47061264138c4ac30d75fd1eb44270", value });

describe("property values on the wire", () => {
  it("are what they were after a round trip, secrets at any place included", () => {
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string(),
        fc.boolean(),
        fc.integer(),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.string({ minLength: 1 }), tie("value"), { maxKeys: 3 }),
      ),
    })).value;
    const properties = fc.dictionary(fc.string({ minLength: 1 }), value, { minKeys: 1, maxKeys: 4 });
    fc.assert(
      fc.property(properties, fc.nat(), (plain, choice) => {
        const names = Object.keys(plain);
        const secrets = [[names[choice % names.length] ?? ""]];
        expect(decode(encode({ plain, secrets }))).to.deep.equal({ plain: { ...plain }, secrets });
      }),
    );
  });

  it("open a secret and remember its place", () => {
    const struct = wire({ list: [{ password: secret("s") }], all: secret({ a: secret(1) }) });
    const { plain, secrets } = decode(struct);
    expect(plain).to.deep.equal({ list: [{ password: "s" }], all: { a: 1 } });
    expect(secrets).to.have.deep.members([["list", 0, "password"], ["all"], ["all", "a"]]);
  });

  it("seal a secret within a secret again", () => {
    const values = { plain: { all: { a: 1 } }, secrets: [["all"], ["all", "a"]] };
    expect(encode(values).toJavaScript()).to.deep.equal({ all: secret({ a: secret(1) }) });
  });

  it("read an output value as its value, or as unknown when it has none", () => {
    const output = (fields: Record<string, JavaScriptValue>) => ({
      [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
      ...fields,
    });
    const struct = wire({ known: output({ value: 1, dependencies: ["urn"] }), open: output({ secret: true }) });
    expect(decode(struct)).to.deep.equal({ plain: { known: 1, open: unknown }, secrets: [["open"]] });
  });

  it("know each kind of unknown value, however deep", () => {
    expect(containsUnknown({ a: [{ b: "3eeb2bf0-c639-47a8-9e75-3b44932eb421" }] })).to.equal(true);
    expect(containsUnknown({ a: [{ b: "known" }] })).to.equal(false);
  });

  it("take a null property as absent", () => {
    expect(decode(wire({ a: null, b: { c: null } })).plain).to.deep.equal({ b: {} });
  });

  it("pass assets on as they are", () => {
    const asset = { [signature]: "c44067f5952c0a294b673a41bacd8c17", text: "hello" };
    const values = decode(wire({ source: asset }));
    expect(encode(values).toJavaScript()).to.deep.equal({ source: asset });
  });
});
