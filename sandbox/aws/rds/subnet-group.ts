import type { ResourceType, Rule, RuleContext } from "../../resource-type";
import { SUBNET } from "../ec2/subnet";
import { arn, named, nameFor, standard } from "../standard";
import { text, texts } from "../values";

export const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";

const valuesOf = (subnetIds: unknown, property: string, { get }: RuleContext): readonly unknown[] => [
  ...new Set(texts(subnetIds).map((id) => get(SUBNET, id)?.outputs[property])),
];

const oneVpc: Rule = ({ subnetIds }, context) =>
  valuesOf(subnetIds, "vpcId", context).length > 1
    ? { code: "InvalidSubnet", message: "The subnets of a DB subnet group are in one VPC." }
    : undefined;

const twoZones: Rule = ({ subnetIds }, context) => {
  const zones = valuesOf(subnetIds, "availabilityZone", context);
  return zones.length < 2
    ? {
        code: "DBSubnetGroupDoesNotCoverEnoughAZs",
        message:
          "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. " +
          `Current AZ coverage: ${zones.join(", ")}. Add subnets to cover at least 2 AZs.`,
      }
    : undefined;
};

export const subnetGroup: ResourceType = {
  type: SUBNET_GROUP,
  documentation: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html",
  required: ["subnetIds"],
  defaults: { description: "Managed by Pulumi" },
  autoname: { property: "name", maximumLength: 255 },
  id: nameFor,
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    ...named(inputs, context),
    arn: arn(context, "rds", `subgrp:${nameFor(inputs, context)}`),
    supportedNetworkTypes: ["IPV4"],
    vpcId: valuesOf(inputs.subnetIds, "vpcId", context)[0] ?? "",
  }),
  // A subnet can go while a group names it; what keeps it is a database's network interface.
  references: [{ path: "subnetIds[]", to: [SUBNET], missing: "InvalidSubnet" }],
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name)?.toLowerCase(),
      code: "DBSubnetGroupAlreadyExists",
      message: ({ name }) => `The DB subnet group '${String(name)}' already exists.`,
    },
  ],
  replaceOn: ["region", "name", "namePrefix"],
  formats: [
    {
      property: "name",
      pattern: /^(?!default$)[a-z\d _.-]{1,255}$/,
      code: "InvalidParameterValue",
      allowed: 'up to 255 lower-case letters, digits, spaces and _.-, and not "default"',
    },
  ],
  refusals: [oneVpc, twoZones],
  quotas: [
    {
      name: "DB subnet groups",
      limit: 50,
      code: "DBSubnetGroupQuotaExceeded",
      documentation: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html (L-48C6BF61)",
    },
    {
      name: "Subnets per DB subnet group",
      limit: 20,
      used: ({ subnetIds }) => texts(subnetIds).length,
      code: "DBSubnetQuotaExceededFault",
      documentation: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html (L-6AD4CB38)",
    },
  ],
};
