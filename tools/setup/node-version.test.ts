import { expect } from "chai";
import { isNodeRecentEnough } from "./node-version.mjs";

describe("Node.js is recent enough for >=20.19", () => {
  const verdicts: Record<string, boolean> = {
    "18.20.8": false,
    "20.9.0": false,
    "20.18.3": false,
    "20.19.0": true,
    "20.20.2": true,
    "22.1.0": true,
    "100.0.0": true,
  };
  for (const [version, verdict] of Object.entries(verdicts)) {
    it(`${verdict ? "from" : "not at"} ${version}`, () => {
      expect(isNodeRecentEnough(version, ">=20.19")).to.equal(verdict);
    });
  }
});
