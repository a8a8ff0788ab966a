import type { CreateContext, Properties, ResourceType, Rule } from "../../resource-type";
import { none } from "../../resource-type";
import { policyText, resourcePolicyFits } from "../iam/policy-documents";
import { arn, named, nameFor, standard } from "../standard";
import { record, text } from "../values";

export const TOPIC = "aws:sns/topic:Topic";

const isFifo = ({ fifoTopic }: Properties): boolean => fifoTopic === true;

/** A first-in-first-out topic has a name that says so. */
const topicName = (inputs: Properties, context: CreateContext): string =>
  isFifo(inputs) && text(inputs.name) === undefined && context.self === undefined
    ? `${nameFor(inputs, context)}.fifo`
    : nameFor(inputs, context);

const topicArn = (inputs: Properties, context: CreateContext): string =>
  arn(context, "sns", topicName(inputs, context));

/** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
const defaultPolicy = (inputs: Properties, context: CreateContext): string =>
  JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:Subscribe", "SNS:Publish"],
        Resource: topicArn(inputs, context),
        Condition: { StringEquals: { "AWS:SourceOwner": context.account } },
      },
    ],
  });

const fifoName: Rule = (inputs) =>
  text(inputs.name) !== undefined && text(inputs.name)?.endsWith(".fifo") !== isFifo(inputs)
    ? { code: "InvalidParameter", message: "Invalid parameter: Topic Name (a FIFO topic, and no other, ends in .fifo)" }
    : undefined;

const fifoOnly: Rule = (inputs) =>
  inputs.contentBasedDeduplication === true && !isFifo(inputs)
    ? { code: "InvalidParameter", message: "content-based deduplication can only be set for FIFO topics" }
    : undefined;

/** CreateTopic gives the topic that has the name already, unless its tags are others. */
const otherTags: Rule = (inputs, { self, where }) => {
  const [present] = self === undefined ? where(TOPIC, "name", inputs.name) : [];
  return present !== undefined && JSON.stringify(record(present.outputs.tags)) !== JSON.stringify(record(inputs.tags))
    ? { code: "InvalidParameter", message: "Invalid parameter: Tags Reason: Topic already exists with different tags" }
    : undefined;
};

export const topic: ResourceType = {
  type: TOPIC,
  documentation: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  required: [],
  defaults: { contentBasedDeduplication: false, fifoTopic: false },
  autoname: { property: "name", maximumLength: 256 },
  overwrites: true,
  id: topicArn,
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    ...named(inputs, context),
    name: topicName(inputs, context),
    arn: topicArn(inputs, context),
    owner: context.account,
    policy: text(inputs.policy) ?? defaultPolicy(inputs, context),
    signatureVersion: inputs.signatureVersion ?? 0,
    tracingConfig: inputs.tracingConfig ?? "",
    fifoThroughputScope: inputs.fifoThroughputScope ?? (isFifo(inputs) ? "Topic" : ""),
    beginningArchiveTime: "",
  }),
  references: none("the key that encrypts it is asked for when a message comes"),
  unique: none("CreateTopic gives the topic that has the name already"),
  replaceOn: ["name", "namePrefix", "fifoTopic", "region"],
  formats: [
    {
      property: "name",
      pattern: /^(?=.{1,256}$)[\w-]+(\.fifo)?$/,
      code: "InvalidParameter",
      allowed: "1 to 256 letters, digits, _ and -, with .fifo at the end of a FIFO topic",
    },
    {
      property: "displayName",
      pattern: /^.{0,100}$/,
      code: "InvalidParameter",
      allowed: "up to 100 characters",
    },
    {
      property: "tracingConfig",
      pattern: /^(Active|PassThrough)$/,
      code: "InvalidParameter",
      allowed: "Active or PassThrough",
    },
  ],
  refusals: [
    ({ policy }) => (policy === undefined ? undefined : resourcePolicyFits(policy, "InvalidParameter")),
    fifoName,
    fifoOnly,
    otherTags,
  ],
  quotas: [
    {
      name: "Standard topics per account",
      limit: 100_000,
      code: "TopicLimitExceeded",
      documentation: "https://docs.aws.amazon.com/general/latest/gr/sns.html (L-61103206)",
    },
  ],
};

export const topicPolicy: ResourceType = {
  type: "aws:sns/topicPolicy:TopicPolicy",
  documentation: "https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html",
  required: ["arn", "policy"],
  defaults: {},
  overwrites: true,
  id: (inputs) => String(inputs.arn),
  computed: ({ policy }, { account, region }) => ({ region, owner: account, policy: policyText(policy) }),
  references: [{ path: "arn", to: [TOPIC], by: "arn", missing: "NotFound" }],
  unique: none("a policy is put over the one that is there"),
  replaceOn: ["arn", "region"],
  formats: none("a policy is more than a form"),
  refusals: [({ policy }) => resourcePolicyFits(policy, "InvalidParameter")],
  quotas: none("a topic has one"),
};
