import { expect } from "chai";

import { Account, codeOf } from "../testing/account";
import { BUDGET } from "./budgets";

describe("a budget", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const budget = (inputs: object = {}) =>
    account.make(BUDGET, {
      name: "monthly",
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: "500",
      limitUnit: "USD",
      ...inputs,
    });
  const notification = (inputs: object = {}) => ({
    comparisonOperator: "GREATER_THAN",
    notificationType: "ACTUAL",
    threshold: 80,
    thresholdType: "PERCENTAGE",
    subscriberEmailAddresses: ["a@example.org"],
    ...inputs,
  });

  it("is known by account and name, and has no region", async () => {
    const { id, outputs } = await budget({ region: "eu-west-1" });
    expect(id).to.equal("123456789012:monthly");
    expect(outputs.arn).to.equal("arn:aws:budgets::123456789012:budget/monthly");
  });

  it("exists once in an account: DuplicateRecordException", async () => {
    await budget();
    expect(await codeOf(budget())).to.equal("DuplicateRecordException");
  });

  const refused: readonly (readonly [title: string, inputs: object, code: string])[] = [
    ["without a limit", { limitAmount: undefined }, "InvalidParameterException"],
    [
      "whose notification nobody gets",
      { notifications: [notification({ subscriberEmailAddresses: [] })] },
      "InvalidParameterException",
    ],
    [
      "whose notification has eleven readers",
      { notifications: [notification({ subscriberEmailAddresses: Array(11).fill("a@example.org") })] },
      "CreationLimitExceededException",
    ],
    [
      "with the same notification twice",
      { notifications: [notification(), notification()] },
      "DuplicateRecordException",
    ],
    [
      "with eleven notifications",
      { notifications: Array.from({ length: 11 }, (_none, threshold) => notification({ threshold })) },
      "CreationLimitExceededException",
    ],
    [
      "that tells a topic which does not exist",
      { notifications: [notification({ subscriberSnsTopicArns: ["arn:aws:sns:us-east-1:123456789012:none"] })] },
      "InvalidParameterException",
    ],
  ];
  for (const [title, inputs, code] of refused) {
    it(`${title} is refused with ${code}`, async () => {
      expect(await codeOf(budget(inputs))).to.equal(code);
    });
  }

  it("takes a notification for what is spent and one for what is forecast", async () => {
    const notifications = [notification(), notification({ notificationType: "FORECASTED", threshold: 100 })];
    expect(await codeOf(budget({ notifications }))).to.equal("accepted");
  });
});
