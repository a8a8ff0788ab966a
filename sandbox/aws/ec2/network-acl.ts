import { none } from "../../resource-type";
import type { Format, Reference, ResourceType, Rule } from "../../resource-type";
import { arn, ec2Id, standard } from "../standard";
import {
  DEFAULT_NETWORK_ACL,
  distinctNumbers,
  entriesOf,
  inlineEntries,
  largestShare,
  NETWORK_ACL,
  numbersInRange,
} from "./network-acl-entries";
import { entriesPerAcl, subnetsInTheVpc } from "./network-acl-limits";
import { VPC_QUOTAS } from "./quotas";
import { SUBNET } from "./subnet";
import { VPC } from "./vpc";

const QUOTAS = `${VPC_QUOTAS}#vpc-limits-nacls`;
const inlineEntriesFit = entriesPerAcl((inputs, context) =>
  largestShare([...inlineEntries(inputs), ...(context.self ? entriesOf(context.self.id, context) : [])]),
);

const inlineNumbers: Rule = (inputs, context) =>
  numbersInRange(inlineEntries(inputs)) ??
  distinctNumbers(inlineEntries(inputs), context.self ? entriesOf(context.self.id, context) : []);

const subnets: Reference = { path: "subnetIds[]", to: [SUBNET], missing: "InvalidSubnetID.NotFound" };

const inlineFormats: readonly Format[] = (["ingress", "egress"] as const).flatMap((direction) => [
  {
    property: `${direction}[].action`,
    pattern: /^(allow|deny)$/i,
    code: "InvalidParameterValue",
    allowed: "allow or deny",
  },
  {
    property: `${direction}[].protocol`,
    pattern: /^(-1|all|tcp|udp|icmp|icmpv6|\d{1,3})$/i,
    code: "InvalidParameterValue",
    allowed: "-1, tcp, udp, icmp, icmpv6 or a protocol number",
  },
]);

export const networkAcl: ResourceType = {
  type: NETWORK_ACL,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAcl.html",
  required: ["vpcId"],
  defaults: {},
  id: (_inputs, context) => ec2Id("acl", context),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `network-acl/${ec2Id("acl", context)}`),
    ownerId: context.account,
    ingress: inputs.ingress ?? [],
    egress: inputs.egress ?? [],
    subnetIds: inputs.subnetIds ?? [],
  }),
  references: [
    { path: "vpcId", to: [VPC], missing: "InvalidVpcID.NotFound", inUse: "DependencyViolation" },
    // Deleting the ACL gives its subnets back to the default one, so neither side stands in the other's way.
    subnets,
  ],
  unique: none("network ACLs have no names of their own"),
  replaceOn: ["region", "vpcId"],
  formats: inlineFormats,
  refusals: [inlineNumbers, subnetsInTheVpc(({ vpcId }) => vpcId)],
  quotas: [
    {
      name: "Network ACLs per VPC",
      limit: 200,
      per: ({ vpcId }) => String(vpcId),
      code: "NetworkAclLimitExceeded",
      documentation: `${QUOTAS} (L-B4A6D682)`,
    },
    inlineEntriesFit,
  ],
};

export const defaultNetworkAcl: ResourceType = {
  type: DEFAULT_NETWORK_ACL,
  documentation: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/defaultnetworkacl/",
  required: ["defaultNetworkAclId"],
  defaults: {},
  id: ({ defaultNetworkAclId }) => String(defaultNetworkAclId),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `network-acl/${String(inputs.defaultNetworkAclId)}`),
    ownerId: context.account,
    vpcId: context.get(NETWORK_ACL, inputs.defaultNetworkAclId)?.outputs.vpcId ?? "",
    // The provider takes away every entry that is not stated.
    ingress: inputs.ingress ?? [],
    egress: inputs.egress ?? [],
    subnetIds: inputs.subnetIds ?? [],
  }),
  references: [{ path: "defaultNetworkAclId", to: [NETWORK_ACL], missing: "InvalidNetworkAclID.NotFound" }, subnets],
  unique: none("adopts an ACL that exists; adopting it twice is not refused"),
  replaceOn: ["region", "defaultNetworkAclId"],
  formats: inlineFormats,
  refusals: [
    inlineNumbers,
    subnetsInTheVpc((inputs, { get }) => get(NETWORK_ACL, inputs.defaultNetworkAclId)?.outputs.vpcId),
  ],
  quotas: [inlineEntriesFit],
};
