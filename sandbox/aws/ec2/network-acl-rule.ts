import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { ipv4Block, ipv6Block } from "../blocks";
import { ec2Id } from "../standard";
import { given, number } from "../values";
import {
  distinctNumbers,
  entriesOf,
  largestShare,
  NETWORK_ACL,
  NETWORK_ACL_RULE,
  numbersInRange,
  separateEntry,
} from "./network-acl-entries";
import { entriesPerAcl, subnetsInTheVpc } from "./network-acl-limits";
import { SUBNET } from "./subnet";

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
    ipv4Block("cidrBlock"),
    ipv6Block("ipv6CidrBlock"),
  ],
  refusals: [
    (inputs) => numbersInRange([separateEntry(inputs)]),
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
