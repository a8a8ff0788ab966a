import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { isPublic, policySize, policyText, resourcePolicyFits } from "../iam/policy-documents";
import { SECRET } from "./secret";

const staysPrivate: Rule = ({ policy, blockPublicPolicy }) =>
  blockPublicPolicy === true && isPublic(policy)
    ? {
        code: "PublicPolicyException",
        message: "The resource policy grants public access to the secret, and BlockPublicPolicy is set.",
      }
    : undefined;

export const secretPolicy: ResourceType = {
  type: "aws:secretsmanager/secretPolicy:SecretPolicy",
  documentation: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html",
  required: ["policy", "secretArn"],
  defaults: {},
  overwrites: true,
  id: ({ secretArn }) => String(secretArn),
  computed: ({ policy }, context) => ({ region: context.region, policy: policyText(policy) }),
  references: [{ path: "secretArn", to: [SECRET], missing: "ResourceNotFoundException" }],
  unique: none("a secret has one policy, which a second one overwrites"),
  replaceOn: ["region", "secretArn"],
  formats: none("a policy is checked as a document"),
  refusals: [({ policy }) => resourcePolicyFits(policy, "MalformedPolicyDocumentException"), staysPrivate],
  quotas: [
    {
      name: "Characters of a resource policy",
      limit: 20_480,
      used: ({ policy }) => policySize(policy),
      code: "LimitExceededException",
      documentation: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html",
    },
  ],
};
