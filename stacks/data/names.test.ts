import { replicaIdentifier } from "@throughline/components/data/database-problems";
import { expect } from "chai";
import { names } from "../config/names";

/** The check of the settings measures what the tier makes: both have to call it the same. */
describe("names of databases", () => {
  it("are those that the settings are checked for", () => {
    expect(names.database("dev", "accounts")).to.equal("dev-accounts");
    expect(names.readReplica("dev", "accounts", 2)).to.equal(replicaIdentifier("dev-accounts", 2));
    expect(names.cache("dev", "sessions")).to.equal("dev-sessions");
    expect(names.secret("dev", "accounts")).to.equal("dev/accounts");
  });
});
