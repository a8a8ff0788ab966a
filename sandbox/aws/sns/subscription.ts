import { createHash } from "node:crypto";

import { none } from "../../resource-type";
import type { Properties, ResourceType, Rule } from "../../resource-type";
import { text } from "../values";
import { TOPIC } from "./topic";

/** What a protocol delivers to. */
const ENDPOINTS: Readonly<Record<string, { readonly pattern: RegExp; readonly title: string }>> = {
  email: { pattern: /^[^@\s]+@[^@\s]+\.[^@\s]+$/, title: "Email address" },
  "email-json": { pattern: /^[^@\s]+@[^@\s]+\.[^@\s]+$/, title: "Email address" },
  http: { pattern: /^http:\/\/\S+$/, title: "Endpoint must match the specified protocol" },
  https: { pattern: /^https:\/\/\S+$/, title: "Endpoint must match the specified protocol" },
  sms: { pattern: /^\+?[\d .()-]{5,}$/, title: "SMS endpoint" },
  sqs: { pattern: /^arn:[^:]+:sqs:[^:]+:\d{12}:\S+$/, title: "SQS endpoint ARN" },
  lambda: { pattern: /^arn:[^:]+:lambda:[^:]+:\d{12}:function:\S+$/, title: "Lambda endpoint ARN" },
  application: { pattern: /^arn:[^:]+:sns:[^:]+:\d{12}:endpoint\/\S+$/, title: "Application endpoint arn invalid" },
  firehose: { pattern: /^arn:[^:]+:firehose:[^:]+:\d{12}:deliverystream\/\S+$/, title: "Firehose endpoint ARN" },
};

/** Somebody has to say yes. */
const CONFIRMED_BY_HAND = ["email", "email-json", "http", "https"];

const endpointFits: Rule = ({ protocol, endpoint }) => {
  const expected = ENDPOINTS[String(protocol)];
  return expected === undefined || expected.pattern.test(String(endpoint))
    ? undefined
    : { code: "InvalidParameter", message: `Invalid parameter: ${expected.title}` };
};

const firehoseRole: Rule = ({ protocol, subscriptionRoleArn }) =>
  (protocol === "firehose") === (text(subscriptionRoleArn) !== undefined)
    ? undefined
    : { code: "InvalidParameter", message: "a subscription role goes with the protocol firehose, and with no other" };

/** Subscribing twice gives the same subscription. */
const subscriptionArn = ({ topic, protocol, endpoint }: Properties): string => {
  const hex = createHash("sha256")
    .update(JSON.stringify([topic, protocol, endpoint]))
    .digest("hex");
  return `${String(topic)}:${hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
};

export const topicSubscription: ResourceType = {
  type: "aws:sns/topicSubscription:TopicSubscription",
  documentation: "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html",
  required: ["endpoint", "protocol", "topic"],
  defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
  overwrites: true,
  id: subscriptionArn,
  computed: (inputs, { account, region }) => ({
    region,
    arn: subscriptionArn(inputs),
    ownerId: account,
    confirmationWasAuthenticated: !CONFIRMED_BY_HAND.includes(String(inputs.protocol)),
    pendingConfirmation: CONFIRMED_BY_HAND.includes(String(inputs.protocol)),
    filterPolicyScope: inputs.filterPolicyScope ?? (inputs.filterPolicy === undefined ? "" : "MessageAttributes"),
  }),
  references: [
    { path: "topic", to: [TOPIC], by: "arn", missing: "NotFound" },
    { path: "subscriptionRoleArn", to: ["aws:iam/role:Role"], by: "arn", missing: "InvalidParameter" },
  ],
  unique: none("Subscribe gives the subscription that is there already"),
  replaceOn: ["endpoint", "protocol", "topic", "region"],
  formats: [
    {
      property: "protocol",
      pattern: new RegExp(`^(${Object.keys(ENDPOINTS).join("|")})$`),
      code: "InvalidParameter",
      allowed: `one of ${Object.keys(ENDPOINTS).join(", ")}`,
    },
    {
      property: "filterPolicyScope",
      pattern: /^(MessageAttributes|MessageBody)$/,
      code: "InvalidParameter",
      allowed: "MessageAttributes or MessageBody",
    },
  ],
  refusals: [endpointFits, firehoseRole],
  quotas: [
    {
      name: "Subscriptions per topic",
      limit: 12_500_000,
      per: ({ topic }) => String(topic),
      code: "SubscriptionLimitExceeded",
      documentation: "https://docs.aws.amazon.com/general/latest/gr/sns.html (L-A4340BCD)",
    },
  ],
};
