import { none } from "../../resource-type";
import type { Quota, Reference, ResourceType, Rule } from "../../resource-type";
import { arn, ec2Id, named, standard } from "../standard";
import { text } from "../values";
import { heldByInterfaces } from "./addresses";
import { DEFAULT_SECURITY_GROUP, permissionsOf, permissionsOn, SECURITY_GROUP, weight } from "./permissions";
import { managedPrefixListReference } from "./prefix-lists";
import { VPC_QUOTAS } from "./quotas";
import { distinct, groupsInReach } from "./security-group-refusals";
import { VPC } from "./vpc";

const QUOTAS = `${VPC_QUOTAS}#vpc-limits-security-groups`;

/** Rules of every form on one group count together, with those of the resource that is asked about. */
export const rulesPerGroup = (type: string): Quota => ({
  name: "Inbound or outbound rules per security group",
  limit: 60,
  used: (inputs, context) => {
    const groupId = text(inputs.securityGroupId) ?? context.self?.id;
    const others = groupId === undefined ? [] : permissionsOn(groupId, context);
    return weight([...permissionsOf(type, inputs, groupId ?? ""), ...others], context);
  },
  code: "RulesPerSecurityGroupLimitExceeded",
  documentation: `${QUOTAS} (L-0EA8095F)`,
});

const inlineReferences: readonly Reference[] = (["ingress", "egress"] as const).flatMap((direction) => [
  {
    path: `${direction}[].securityGroups[]`,
    to: [SECURITY_GROUP],
    missing: "InvalidGroup.NotFound",
    inUse: "DependencyViolation",
  },
  managedPrefixListReference(`${direction}[].prefixListIds[]`),
]);

const inlineRefusals: readonly Rule[] = [
  ({ vpcId }) =>
    text(vpcId) === undefined ? { code: "VPCIdNotSpecified", message: "No default VPC for this user" } : undefined,
  (inputs, context) => {
    const id = context.self?.id ?? "";
    return distinct(permissionsOf(SECURITY_GROUP, inputs, id), context.self ? permissionsOn(id, context) : []);
  },
  (inputs, context) => groupsInReach(permissionsOf(SECURITY_GROUP, inputs, ""), text(inputs.vpcId), context),
];

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
const CHARACTERS = String.raw`[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]`;
const CHARACTERS_IN_WORDS = "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*";

export const securityGroup: ResourceType = {
  type: SECURITY_GROUP,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  required: [],
  defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
  autoname: { property: "name", maximumLength: 255 },
  id: (_inputs, context) => ec2Id("sg", context),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `security-group/${ec2Id("sg", context)}`),
    ownerId: context.account,
    ...named(inputs, context),
    // AWS adds a rule that allows all egress to every new group; the provider takes it away again.
    egress: inputs.egress ?? [],
    ingress: inputs.ingress ?? [],
  }),
  references: [
    { path: "vpcId", to: [VPC], missing: "InvalidVpcID.NotFound", inUse: "DependencyViolation" },
    ...inlineReferences,
  ],
  unique: [
    {
      scope: "account-region",
      key: ({ vpcId, name }) => text(name) && `${String(vpcId)}/${String(name)}`,
      code: "InvalidGroup.Duplicate",
      message: ({ vpcId, name }) => `The security group '${String(name)}' already exists for VPC '${String(vpcId)}'`,
    },
  ],
  replaceOn: ["region", "vpcId", "name", "namePrefix", "description"],
  formats: [
    {
      property: "name",
      pattern: new RegExp(`^(?!sg-)(?!default$)${CHARACTERS}{1,255}$`),
      code: "InvalidParameterValue",
      allowed: `up to 255 of ${CHARACTERS_IN_WORDS}; it cannot start with sg- or be "default"`,
    },
    {
      property: "description",
      pattern: new RegExp(`^${CHARACTERS}{1,255}$`),
      code: "InvalidParameterValue",
      allowed: `1 to 255 of ${CHARACTERS_IN_WORDS}`,
    },
  ],
  refusals: inlineRefusals,
  quotas: [
    {
      name: "VPC security groups per Region",
      limit: 2500,
      code: "SecurityGroupLimitExceeded",
      documentation: `${QUOTAS} (L-E79EC296)`,
    },
    rulesPerGroup(SECURITY_GROUP),
  ],
  inUse: [heldByInterfaces("securityGroups[]")],
};

export const defaultSecurityGroup: ResourceType = {
  type: DEFAULT_SECURITY_GROUP,
  documentation: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/defaultsecuritygroup/",
  required: [],
  defaults: { revokeRulesOnDelete: false },
  id: (inputs, context) => text(context.get(VPC, inputs.vpcId)?.outputs.defaultSecurityGroupId) ?? "",
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(
      context,
      "ec2",
      `security-group/${String(context.get(VPC, inputs.vpcId)?.outputs.defaultSecurityGroupId)}`,
    ),
    ownerId: context.account,
    name: "default",
    namePrefix: "",
    description: "default VPC security group",
    // The provider takes away every rule that is not stated.
    egress: inputs.egress ?? [],
    ingress: inputs.ingress ?? [],
  }),
  references: [{ path: "vpcId", to: [VPC], missing: "InvalidVpcID.NotFound" }, ...inlineReferences],
  unique: none("adopts a group that exists; adopting it twice is not refused"),
  replaceOn: ["region", "vpcId"],
  formats: none("has no input with a form of its own"),
  refusals: inlineRefusals,
  quotas: [rulesPerGroup(DEFAULT_SECURITY_GROUP)],
};
