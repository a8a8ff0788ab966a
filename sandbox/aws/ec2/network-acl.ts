import { none } from "../../resource-type";
import type { Format, Quota, Reference, ResourceType, Rule } from "../../resource-type";
import { arn, ec2Id, standard } from "../standard";
import { given, number, records, text, texts } from "../values";
import {
  DEFAULT_NETWORK_ACL,
  distinctNumbers,
  entriesOf,
  inlineEntries,
  largestShare,
  NETWORK_ACL,
  NETWORK_ACL_RULE,
  separateEntry,
} from "./network-acl-entries";
import { SUBNET } from "./subnet";
import { VPC } from "./vpc";

const QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-nacls";
const LAST_RULE_NUMBER = 32766;

const entriesPerAcl = (used: NonNullable<Quota["used"]>): Quota => ({
  name: "Rules per network ACL",
  limit: 20,
  used,
  code: "NetworkAclEntryLimitExceeded",
  documentation: `${QUOTAS} (L-2AEEBF1A; 40 at most on request)`,
});

const inlineEntriesFit = entriesPerAcl((inputs, context) =>
  largestShare([...inlineEntries(inputs), ...(context.self ? entriesOf(context.self.id, context) : [])]),
);

const inlineNumbers: Rule = (inputs, context) =>
  distinctNumbers(inlineEntries(inputs), context.self ? entriesOf(context.self.id, context) : []);

const numberInRange = (ruleNumber: unknown) =>
  (number(ruleNumber) ?? 1) >= 1 && (number(ruleNumber) ?? 1) <= LAST_RULE_NUMBER;

const inlineNumbersInRange: Rule = ({ ingress, egress }) => {
  const wrong = [...records(ingress), ...records(egress)].find(({ ruleNo }) => !numberInRange(ruleNo));
  return wrong ? outOfRange(wrong.ruleNo) : undefined;
};

const outOfRange = (ruleNumber: unknown) => ({
  code: "InvalidParameterValue",
  message: `Value (${String(ruleNumber)}) for parameter ruleNumber is invalid: 1 to ${LAST_RULE_NUMBER} is allowed.`,
});

const subnetsInTheVpc =
  (vpcOf: (inputs: Parameters<Rule>[0], context: Parameters<Rule>[1]) => unknown): Rule =>
  (inputs, context) => {
    const vpcId = vpcOf(inputs, context);
    const foreign = [...texts(inputs.subnetIds), text(inputs.subnetId)].find((id) => {
      const subnet = context.get(SUBNET, id);
      return subnet && subnet.outputs.vpcId !== vpcId;
    });
    return foreign
      ? {
          code: "InvalidParameterValue",
          message: `Network ACL and subnet ${foreign} belong to different networks: the ACL is in ${String(vpcId)}.`,
        }
      : undefined;
  };

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
  sets: ["ingress", "egress", "subnetIds"],
  replaceOn: ["region", "vpcId"],
  formats: inlineFormats,
  refusals: [inlineNumbersInRange, inlineNumbers, subnetsInTheVpc(({ vpcId }) => vpcId)],
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
  sets: ["ingress", "egress", "subnetIds"],
  replaceOn: ["region", "defaultNetworkAclId"],
  formats: inlineFormats,
  refusals: [
    inlineNumbersInRange,
    inlineNumbers,
    subnetsInTheVpc((inputs, { get }) => get(NETWORK_ACL, inputs.defaultNetworkAclId)?.outputs.vpcId),
  ],
  quotas: [inlineEntriesFit],
};

const oneBlock: Rule = (inputs) =>
  given(inputs, ["cidrBlock", "ipv6CidrBlock"]).length === 1
    ? undefined
    : { code: "InvalidParameterCombination", message: "Exactly one of cidrBlock, ipv6CidrBlock must be specified." };

const portsOrTypes: Rule = ({ protocol, fromPort, toPort, icmpType, icmpCode }) => {
  if (/^(tcp|udp|6|17)$/i.test(String(protocol)) && (number(fromPort) === undefined || number(toPort) === undefined)) {
    return { code: "MissingParameter", message: `Protocol ${String(protocol)} needs fromPort and toPort.` };
  }
  return /^(icmp|1|icmpv6|58)$/i.test(String(protocol)) && (icmpType === undefined || icmpCode === undefined)
    ? { code: "MissingParameter", message: `Protocol ${String(protocol)} needs icmpType and icmpCode.` }
    : undefined;
};

const portsInOrder: Rule = ({ fromPort, toPort }) => {
  const from = number(fromPort) ?? 0;
  const to = number(toPort) ?? from;
  return from < 0 || to > 65535 || from > to
    ? {
        code: "InvalidParameterValue",
        message: `Invalid port range (${from}:${to}): ports are 0 to 65535, the first not above the last.`,
      }
    : undefined;
};

export const networkAclRule: ResourceType = {
  type: NETWORK_ACL_RULE,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html",
  required: ["networkAclId", "protocol", "ruleAction", "ruleNumber"],
  defaults: { egress: false },
  id: (_inputs, context) => context.self?.id ?? `nacl-${Number.parseInt(context.hex(8), 16)}`,
  computed: (_inputs, context) => ({ region: context.region }),
  references: [{ path: "networkAclId", to: [NETWORK_ACL], missing: "InvalidNetworkAclID.NotFound" }],
  unique: none("each number once per direction is said by a refusal, because inline entries count too"),
  replaceOn: [
    "region",
    "networkAclId",
    "ruleNumber",
    "egress",
    "protocol",
    "ruleAction",
    "cidrBlock",
    "ipv6CidrBlock",
    "fromPort",
    "toPort",
    "icmpType",
    "icmpCode",
  ],
  formats: [
    { property: "ruleAction", pattern: /^(allow|deny)$/i, code: "InvalidParameterValue", allowed: "allow or deny" },
    {
      property: "protocol",
      pattern: /^(-1|all|tcp|udp|icmp|icmpv6|\d{1,3})$/i,
      code: "InvalidParameterValue",
      allowed: "-1, tcp, udp, icmp, icmpv6 or a protocol number",
    },
    {
      property: "cidrBlock",
      pattern: /^(\d{1,3}\.){3}\d{1,3}\/([12]?\d|3[0-2])$/,
      code: "InvalidParameterValue",
      allowed: "an IPv4 CIDR block",
    },
  ],
  refusals: [
    ({ ruleNumber }) => (numberInRange(ruleNumber) ? undefined : outOfRange(ruleNumber)),
    oneBlock,
    portsOrTypes,
    portsInOrder,
    (inputs, context) => distinctNumbers([separateEntry(inputs)], entriesOf(inputs.networkAclId, context)),
  ],
  quotas: [
    entriesPerAcl((inputs, context) =>
      largestShare([separateEntry(inputs), ...entriesOf(inputs.networkAclId, context)]),
    ),
  ],
};

export const networkAclAssociation: ResourceType = {
  type: "aws:ec2/networkAclAssociation:NetworkAclAssociation",
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclAssociation.html",
  required: ["networkAclId", "subnetId"],
  defaults: {},
  id: (_inputs, context) => ec2Id("aclassoc", context),
  computed: (_inputs, context) => ({ region: context.region }),
  references: [
    { path: "networkAclId", to: [NETWORK_ACL], missing: "InvalidNetworkAclID.NotFound", inUse: "DependencyViolation" },
    { path: "subnetId", to: [SUBNET], missing: "InvalidSubnetID.NotFound" },
  ],
  unique: none("takes the subnet over from the ACL that it had"),
  replaceOn: ["region", "networkAclId", "subnetId"],
  formats: none("both inputs are references"),
  refusals: [subnetsInTheVpc(({ networkAclId }, { get }) => get(NETWORK_ACL, networkAclId)?.outputs.vpcId)],
  quotas: none("one per subnet"),
};
