import { expect } from "chai";
import { policyEffect } from "./endpoint-policy";

const policy = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const everything = { Principal: "*", Action: "*", Resource: "*" };

describe("the policy of an endpoint", () => {
  const cases = [
    ["allows everything where there is none", undefined, "allowsAll"],
    ["allows everything as AWS writes it by default", policy({ Effect: "Allow", ...everything }), "allowsAll"],
    [
      "allows everything to all principals of AWS",
      policy({ Effect: "Allow", ...everything, Principal: { AWS: ["*"] } }),
      "allowsAll",
    ],
    ["denies everything without an Allow", policy(), "deniesAll"],
    [
      "denies everything where a Deny is for everything",
      policy({ Effect: "Allow", ...everything }, { Effect: "Deny", ...everything }),
      "deniesAll",
    ],
    ["depends on the action", policy({ Effect: "Allow", ...everything, Action: ["s3:GetObject"] }), "depends"],
    [
      "depends on a condition",
      policy({ Effect: "Allow", ...everything, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
      "depends",
    ],
    [
      "depends on what a Deny is for",
      policy({ Effect: "Allow", ...everything }, { Effect: "Deny", ...everything, Action: "s3:DeleteObject" }),
      "depends",
    ],
    ["depends where it is no policy", "{", "depends"],
  ] as const;

  for (const [name, text, effect] of cases) {
    it(name, () => {
      expect(policyEffect(text)).to.equal(effect);
    });
  }
});
