import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import { TOPIC } from "./topic";

const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const POLICY = "aws:sns/topicPolicy:TopicPolicy";

describe("an SNS topic", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const topic = (inputs: object = {}) => account.make(TOPIC, { name: "alarms", ...inputs });

  it("has its ARN as id, and a policy for its owner", async () => {
    const { id, outputs } = await topic();
    expect(id).to.equal("arn:aws:sns:us-east-1:123456789012:alarms");
    expect(outputs).to.include({ arn: id, owner: "123456789012" });
    expect(outputs.policy).to.contain('"AWS:SourceOwner":"123456789012"');
  });

  it("that exists is given again, unless its tags are others: InvalidParameter", async () => {
    await topic({ tags: { a: "b" } });
    expect(await codeOf(topic({ tags: { a: "b" } }))).to.equal("accepted");
    expect(await codeOf(topic({ tags: { a: "c" } }))).to.equal("InvalidParameter");
  });

  it("ends in .fifo if it is first-in-first-out, and only then", async () => {
    expect(await codeOf(topic({ fifoTopic: true }))).to.equal("InvalidParameter");
    expect(await codeOf(topic({ name: "alarms.fifo" }))).to.equal("InvalidParameter");
    expect(await codeOf(topic({ name: "alarms.fifo", fifoTopic: true }))).to.equal("accepted");
    expect(await codeOf(topic({ contentBasedDeduplication: true }))).to.equal("InvalidParameter");
  });

  it("has a policy with principals", async () => {
    const { id } = await topic();
    const put = (statement: object) =>
      codeOf(
        account.make(POLICY, {
          arn: id,
          policy: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "SNS:Publish", Resource: id, ...statement }],
          },
        }),
      );
    expect(await put({})).to.equal("InvalidParameter");
    expect(await put({ Principal: { Service: "budgets.amazonaws.com" } })).to.equal("accepted");
    expect(await codeOf(account.make(POLICY, { arn: `${id}-not`, policy: "{}" }))).to.equal("NotFound");
  });

  describe("subscription", () => {
    let id: string;
    beforeEach(async () => {
      ({ id } = await topic());
    });

    const subscribe = (protocol: string, endpoint: string, inputs: object = {}) =>
      account.make(SUBSCRIPTION, { topic: id, protocol, endpoint, ...inputs });

    it("by mail waits until somebody says yes; of a queue it does not", async () => {
      expect((await subscribe("email", "a@example.org")).outputs.pendingConfirmation).to.equal(true);
      const queue = await subscribe("sqs", "arn:aws:sqs:us-east-1:123456789012:q");
      expect(queue.outputs.pendingConfirmation).to.equal(false);
    });

    it("made twice is the same one", async () => {
      const [one, two] = [await subscribe("email", "a@example.org"), await subscribe("email", "a@example.org")];
      expect(one.id)
        .to.equal(two.id)
        .and.match(/:alarms:[\da-f-]{36}$/);
      expect((await subscribe("email", "b@example.org")).id).to.not.equal(one.id);
    });

    const wrong = [
      ["email", "nobody"],
      ["https", "http://example.org"],
      ["lambda", "arn:aws:sqs:us-east-1:123456789012:q"],
      ["sms", "me"],
    ] as const;
    for (const [protocol, endpoint] of wrong) {
      it(`by ${protocol} to ${endpoint} is refused with InvalidParameter`, async () => {
        expect(await codeOf(subscribe(protocol, endpoint))).to.equal("InvalidParameter");
      });
    }

    it("of a delivery stream needs a role, and no other takes one", async () => {
      const stream = "arn:aws:firehose:us-east-1:123456789012:deliverystream/s";
      expect(await codeOf(subscribe("firehose", stream))).to.equal("InvalidParameter");
      const assumeRolePolicy = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "sns.amazonaws.com" } }],
      };
      const subscriptionRoleArn = (await account.make("aws:iam/role:Role", { assumeRolePolicy })).outputs.arn;
      expect(await codeOf(subscribe("firehose", stream, { subscriptionRoleArn }))).to.equal("accepted");
      expect(await codeOf(subscribe("email", "a@example.org", { subscriptionRoleArn }))).to.equal("InvalidParameter");
    });

    it("of no topic is refused with NotFound", async () => {
      expect(await codeOf(subscribe("email", "a@example.org", { topic: `${id}-not` }))).to.equal("NotFound");
    });
  });
});
