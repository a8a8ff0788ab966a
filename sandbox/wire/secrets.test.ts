import { expect } from "chai";
import { secretsIn } from "./secrets";

describe("secrets in outputs", () => {
  it("are where they were in the inputs", () => {
    expect(secretsIn({ size: 5, other: 5 }, { size: 5 }, [["size"]])).to.deep.equal([["size"]]);
  });

  it("are where a text contains a secret one", () => {
    const outputs = { urls: ["db://root:hunter2@host"], name: "db" };
    expect(secretsIn(outputs, { password: "hunter2" }, [["password"]])).to.deep.equal([["urls", 0]]);
  });

  it("are found by every text within a secret object", () => {
    const inputs = { login: { user: "admin", password: "hunter2" } };
    expect(secretsIn({ auth: "Basic hunter2" }, inputs, [["login"]])).to.deep.equal([["auth"]]);
  });

  it("are not seen in a value that shares a letter with a secret", () => {
    expect(secretsIn({ name: "database" }, { flag: "a" }, [["flag"]])).to.deep.equal([]);
  });
});
