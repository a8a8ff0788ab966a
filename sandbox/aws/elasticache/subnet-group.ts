import type { ResourceType, Rule, RuleContext } from "../../resource-type";
import { SUBNET } from "../ec2/subnet";
import { arn, nameFor, standard } from "../standard";
import { text, texts } from "../values";

export const SUBNET_GROUP = "aws:elasticache/subnetGroup:SubnetGroup";
const QUOTAS = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html";

const vpcsOf = (subnetIds: unknown, { get }: RuleContext): readonly unknown[] => [
  ...new Set(texts(subnetIds).map((id) => get(SUBNET, id)?.outputs.vpcId)),
];

const oneVpc: Rule = ({ subnetIds }, context) =>
  vpcsOf(subnetIds, context).length > 1
    ? { code: "InvalidSubnet", message: "The subnets of a cache subnet group are in one VPC." }
    : undefined;

export const subnetGroup: ResourceType = {
  type: SUBNET_GROUP,
  documentation: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheSubnetGroup.html",
  required: ["subnetIds"],
  defaults: { description: "Managed by Pulumi" },
  autoname: { property: "name", maximumLength: 255 },
  id: nameFor,
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    name: nameFor(inputs, context),
    arn: arn(context, "elasticache", `subnetgroup:${nameFor(inputs, context)}`),
    vpcId: vpcsOf(inputs.subnetIds, context)[0] ?? "",
  }),
  // A subnet can go while a group names it; what keeps it is a node's network interface.
  references: [{ path: "subnetIds[]", to: [SUBNET], missing: "InvalidSubnet" }],
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name)?.toLowerCase(),
      code: "CacheSubnetGroupAlreadyExists",
      message: ({ name }) => `Cache subnet group ${String(name)} already exists.`,
    },
  ],
  replaceOn: ["region", "name"],
  formats: [
    {
      property: "name",
      pattern: /^(?!default$)[A-Za-z\d-]{1,255}$/,
      code: "InvalidParameterValue",
      allowed: 'up to 255 letters, digits and hyphens, and not "default"',
    },
  ],
  refusals: [oneVpc],
  quotas: [
    {
      name: "Subnet groups per Region",
      limit: 300,
      code: "CacheSubnetGroupQuotaExceeded",
      documentation: QUOTAS,
    },
    {
      name: "Subnets per subnet group",
      limit: 20,
      used: ({ subnetIds }) => texts(subnetIds).length,
      code: "CacheSubnetQuotaExceededFault",
      documentation: QUOTAS,
    },
  ],
};
