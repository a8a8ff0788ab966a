import { none } from "../../resource-type";
import type { Reference, ResourceType, Rule } from "../../resource-type";
import { ipv4Block, ipv6Block, networkAddresses } from "../blocks";
import { arn, ec2Id, kept, standard } from "../standard";
import { given, number, text } from "../values";
import {
  EGRESS_RULE,
  INGRESS_RULE,
  permissionsOf,
  permissionsOn,
  SECURITY_GROUP,
  SECURITY_GROUP_RULE,
} from "./permissions";
import { managedPrefixListReference } from "./prefix-lists";
import { rulesPerGroup } from "./security-group";
import { distinct, groupsInReach } from "./security-group-refusals";

/** A rule goes with its group; a group that another group's rule names stays. */
const ownGroup: Reference = { path: "securityGroupId", to: [SECURITY_GROUP], missing: "InvalidGroup.NotFound" };
const peerGroup = (path: string): Reference => ({
  path,
  to: [SECURITY_GROUP],
  missing: "InvalidGroup.NotFound",
  inUse: "DependencyViolation",
});

const onceOnly =
  (type: string): Rule =>
  (inputs, context) =>
    distinct(permissionsOf(type, inputs, ""), permissionsOn(inputs.securityGroupId, context));

const inReach =
  (type: string): Rule =>
  (inputs, context) =>
    groupsInReach(
      permissionsOf(type, inputs, ""),
      text(context.get(SECURITY_GROUP, inputs.securityGroupId)?.outputs.vpcId),
      context,
    );

const portsInOrder: Rule = ({ fromPort, toPort, ipProtocol, protocol }) => {
  const from = number(fromPort) ?? -1;
  const to = number(toPort) ?? -1;
  return /^(tcp|udp|6|17)$/i.test(String(ipProtocol ?? protocol)) && (from < 0 || to > 65535 || from > to)
    ? {
        code: "InvalidParameterValue",
        message: `Invalid TCP/UDP port range (${from}:${to}): ports are 0 to 65535, the first not above the last.`,
      }
    : undefined;
};

const DESCRIPTION = {
  property: "description",
  pattern: /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{0,255}$/,
  code: "InvalidParameterValue",
  allowed: "up to 255 of letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
};

const PEERS = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

const onePeer: Rule = (inputs) => {
  const count = given(inputs, PEERS).length;
  return count === 1
    ? undefined
    : {
        code: "InvalidParameterCombination",
        message: `Exactly one of ${PEERS.join(", ")} must be specified, not ${count}.`,
      };
};

const portsFitProtocol: Rule = ({ ipProtocol, fromPort, toPort }) => {
  const without = fromPort === undefined && toPort === undefined;
  if (ipProtocol === "-1") {
    return without
      ? undefined
      : {
          code: "InvalidParameterValue",
          message:
            "You may not specify all protocols and specific ports. Please specify each protocol and port range combination individually, or all protocols and no port range.",
        };
  }
  return without && /^(tcp|udp|6|17)$/i.test(String(ipProtocol))
    ? { code: "InvalidParameterValue", message: `Protocol ${String(ipProtocol)} needs fromPort and toPort.` }
    : undefined;
};

const singleRule = (type: string): ResourceType => ({
  type,
  documentation: `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroup${type === INGRESS_RULE ? "Ingress" : "Egress"}.html`,
  required: ["ipProtocol", "securityGroupId"],
  defaults: {},
  id: (_inputs, context) => ec2Id("sgr", context),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ec2", `security-group-rule/${ec2Id("sgr", context)}`),
    securityGroupRuleId: ec2Id("sgr", context),
  }),
  references: [ownGroup, peerGroup("referencedSecurityGroupId"), managedPrefixListReference("prefixListId")],
  unique: none("each rule once per group is said by a refusal, because inline rules count too"),
  replaceOn: ["region", "securityGroupId"],
  formats: [
    DESCRIPTION,
    ipv4Block("cidrIpv4"),
    ipv6Block("cidrIpv6"),
    {
      property: "ipProtocol",
      pattern: /^(-1|tcp|udp|icmp|icmpv6|\d{1,3})$/i,
      code: "InvalidParameterValue",
      allowed: "-1, tcp, udp, icmp, icmpv6 or a protocol number",
    },
  ],
  refusals: [
    networkAddresses(["cidrIpv4", "cidrIpv6"]),
    onePeer,
    portsFitProtocol,
    portsInOrder,
    onceOnly(type),
    inReach(type),
  ],
  quotas: [rulesPerGroup(type)],
});

export const securityGroupIngressRule = singleRule(INGRESS_RULE);
export const securityGroupEgressRule = singleRule(EGRESS_RULE);

const LIST_PEERS = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "sourceSecurityGroupId", "self"];

export const securityGroupRule: ResourceType = {
  type: SECURITY_GROUP_RULE,
  documentation: "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygrouprule/",
  required: ["type", "protocol", "fromPort", "toPort", "securityGroupId"],
  defaults: { self: false },
  id: (_inputs, context) => context.self?.id ?? `sgrule-${Number.parseInt(context.hex(8), 16)}`,
  computed: (inputs, context, old) => ({
    region: context.region,
    securityGroupRuleId: kept(old, "securityGroupRuleId", () => `sgr-${context.hex(17)}`),
    sourceSecurityGroupId: inputs.sourceSecurityGroupId ?? "",
  }),
  references: [ownGroup, peerGroup("sourceSecurityGroupId"), managedPrefixListReference("prefixListIds[]")],
  unique: none("each rule once per group is said by a refusal, because inline rules count too"),
  replaceOn: [
    "region",
    "type",
    "protocol",
    "fromPort",
    "toPort",
    "securityGroupId",
    "cidrBlocks",
    "ipv6CidrBlocks",
    "prefixListIds",
    "self",
    "sourceSecurityGroupId",
  ],
  formats: [
    DESCRIPTION,
    { property: "type", pattern: /^(ingress|egress)$/, code: "InvalidParameterValue", allowed: "ingress or egress" },
  ],
  refusals: [
    (inputs) =>
      given(inputs, LIST_PEERS).some((name) => inputs[name] !== false)
        ? undefined
        : { code: "InvalidParameterCombination", message: `One of ${LIST_PEERS.join(", ")} must be specified.` },
    portsInOrder,
    onceOnly(SECURITY_GROUP_RULE),
    inReach(SECURITY_GROUP_RULE),
  ],
  quotas: [rulesPerGroup(SECURITY_GROUP_RULE)],
};
