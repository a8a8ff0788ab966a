import { none } from "../../resource-type";
import type { Companion, CreateContext, Properties, ResourceType } from "../../resource-type";
import { ELASTIC_IP, networkInterface } from "../ec2/addresses";
import { SECURITY_GROUP } from "../ec2/permissions";
import { groupsPerInterface } from "../ec2/quotas";
import { SUBNET } from "../ec2/subnet";
import { VPC } from "../ec2/vpc";
import { arn, derivedId, named, standard } from "../standard";
import { records, text, texts } from "../values";
import { loadBalancerRefusals, mappingsOf } from "./load-balancer-refusals";
import { nameFormat, suffixOf } from "./names";
import { APPLICATION_QUOTAS, LOAD_BALANCER, NETWORK_QUOTAS } from "./types";
import { hostedZone } from "./zones";

/** What ARNs and interfaces call the types. */
const SHORT: Readonly<Record<string, string>> = { application: "app", network: "net", gateway: "gwy" };

const pathOf = (inputs: Properties, context: CreateContext): string =>
  `${SHORT[String(inputs.loadBalancerType)] ?? ""}/${suffixOf(inputs, context)}`;

export const loadBalancer = (type: string): ResourceType => ({
  type,
  documentation: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  required: [],
  defaults: {
    clientKeepAlive: 3600,
    desyncMitigationMode: "defensive",
    dnsRecordClientRoutingPolicy: "any_availability_zone",
    dropInvalidHeaderFields: false,
    enableDeletionProtection: false,
    enableHttp2: true,
    enableTlsVersionAndCipherSuiteHeaders: false,
    enableWafFailOpen: false,
    enableXffClientPort: false,
    enableZonalShift: false,
    idleTimeout: 60,
    loadBalancerType: "application",
    preserveHostHeader: false,
    xffHeaderProcessingMode: "append",
  },
  autoname: { property: "name", maximumLength: 32 },
  id: (inputs, context) => arn(context, "elasticloadbalancing", `loadbalancer/${pathOf(inputs, context)}`),
  computed: (inputs, context) => {
    const path = pathOf(inputs, context);
    const mappings = mappingsOf(inputs);
    const vpcId = context.get(SUBNET, mappings[0]?.subnetId)?.outputs.vpcId ?? "";
    const isApplication = inputs.loadBalancerType === "application";
    return {
      ...standard(inputs, context),
      ...named(inputs, context),
      arn: arn(context, "elasticloadbalancing", `loadbalancer/${path}`),
      arnSuffix: path,
      dnsName: dnsName(inputs, path, context.region),
      zoneId: hostedZone(String(inputs.loadBalancerType), context.region),
      vpcId,
      internal: inputs.internal ?? false,
      ipAddressType: inputs.ipAddressType ?? "ipv4",
      // Across zones by default where it costs nothing.
      enableCrossZoneLoadBalancing: inputs.enableCrossZoneLoadBalancing ?? isApplication,
      securityGroups:
        inputs.securityGroups ??
        (isApplication ? [context.get(VPC, vpcId)?.outputs.defaultSecurityGroupId].filter(Boolean) : []),
      subnets: mappings.map(({ subnetId }) => subnetId),
      subnetMappings: mappings.map((mapping) => ({
        allocationId: "",
        ipv6Address: "",
        outpostId: "",
        privateIpv4Address: "",
        ...mapping,
      })),
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
        inputs.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic ??
        (!isApplication && texts(inputs.securityGroups).length > 0 ? "on" : ""),
      enablePrefixForIpv6SourceNat: inputs.enablePrefixForIpv6SourceNat ?? (isApplication ? "" : "off"),
      secondaryIpsAutoAssignedPerSubnet: inputs.secondaryIpsAutoAssignedPerSubnet ?? 0,
    };
  },
  assumed: ["dnsName"],
  references: [
    { path: "subnets[]", to: [SUBNET], missing: "SubnetNotFound", inUse: "DependencyViolation" },
    { path: "subnetMappings[].subnetId", to: [SUBNET], missing: "SubnetNotFound", inUse: "DependencyViolation" },
    {
      path: "subnetMappings[].allocationId",
      to: [ELASTIC_IP],
      by: "allocationId",
      missing: "AllocationIdNotFound",
      inUse: "InvalidIPAddress.InUse",
    },
    { path: "securityGroups[]", to: [SECURITY_GROUP], missing: "InvalidSecurityGroup", inUse: "DependencyViolation" },
    {
      path: "accessLogs.bucket",
      to: ["aws:s3/bucket:Bucket"],
      by: "bucket",
      missing: "InvalidConfigurationRequest",
    },
  ],
  unique: none("one name over both names of the type is said by a refusal"),
  replaceOn: ["region", "name", "namePrefix", "customerOwnedIpv4Pool", "internal", "loadBalancerType"],
  replaceWhen: networkReplacements,
  formats: [
    nameFormat,
    {
      property: "loadBalancerType",
      pattern: /^(application|network|gateway)$/,
      code: "ValidationError",
      allowed: "application, network or gateway",
    },
    {
      property: "ipAddressType",
      pattern: /^(ipv4|dualstack|dualstack-without-public-ipv4)$/,
      code: "ValidationError",
      allowed: "ipv4, dualstack or dualstack-without-public-ipv4",
    },
    {
      property: "idleTimeout",
      pattern: /^([1-9]|[1-9]\d{1,2}|[1-3]\d{3}|4000)$/,
      code: "ValidationError",
      allowed: "1 to 4000 seconds",
    },
    {
      property: "desyncMitigationMode",
      pattern: /^(monitor|defensive|strictest)$/,
      code: "ValidationError",
      allowed: "monitor, defensive or strictest",
    },
  ],
  refusals: loadBalancerRefusals,
  quotas: [
    perType("application", "Application Load Balancers per Region", `${APPLICATION_QUOTAS} (L-53DA6B97)`),
    perType("network", "Network Load Balancers per Region", `${NETWORK_QUOTAS} (L-69A177A2)`),
    groupsPerInterface("securityGroups"),
  ],
  inUse: [
    (_inputs, { self }) =>
      self?.outputs.enableDeletionProtection === true
        ? {
            code: "OperationNotPermitted",
            message: `Load balancer '${self.id}' cannot be deleted because deletion protection is enabled`,
          }
        : undefined,
  ],
  brings: interfaces,
});

function dnsName({ loadBalancerType, internal }: Properties, path: string, region: string): string {
  const [, name = "", id = ""] = path.split("/");
  return loadBalancerType === "application"
    ? `${internal === true ? "internal-" : ""}${name}-${Number.parseInt(id.slice(0, 8), 16)}.${region}.elb.amazonaws.com`
    : `${name}-${id}.elb.${region}.amazonaws.com`;
}

const perType = (wanted: string, name: string, documentation: string) => ({
  name,
  limit: 50,
  used: ({ loadBalancerType }: Properties, context: Pick<CreateContext, "all" | "self">): number =>
    loadBalancerType === wanted
      ? 1 +
        LOAD_BALANCER.flatMap((type) => context.all(type)).filter(
          ({ id, outputs }) => id !== context.self?.id && outputs.loadBalancerType === wanted,
        ).length
      : 0,
  code: "TooManyLoadBalancers",
  documentation,
});

/**
 * A network load balancer keeps its subnets and their addresses, and it has security groups from its creation or never.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
function networkReplacements(old: Properties, inputs: Properties): readonly string[] {
  if (inputs.loadBalancerType !== "network") {
    return [];
  }
  const present = new Set(mappingsOf(inputs).map((mapping) => JSON.stringify(mapping)));
  const loses = mappingsOf(old).some((mapping) => !present.has(JSON.stringify(mapping)));
  const groups = [old, inputs].map(({ securityGroups }) => texts(securityGroups).length > 0);
  return [...(loses ? ["subnets", "subnetMappings"] : []), ...(groups[0] === groups[1] ? [] : ["securityGroups"])];
}

/** One network interface in each subnet, with the fixed address if there is one. */
function interfaces(outputs: Properties, context: CreateContext): readonly Companion[] {
  return records(outputs.subnetMappings).map(({ subnetId, privateIpv4Address }) =>
    networkInterface(
      {
        id: derivedId("eni", String(outputs.arn), String(subnetId)),
        subnetId,
        privateIp: text(privateIpv4Address),
        interfaceType: outputs.loadBalancerType === "network" ? "network_load_balancer" : "interface",
        description: `ELB ${String(outputs.arnSuffix)}`,
        securityGroups: texts(outputs.securityGroups),
      },
      outputs,
      context,
    ),
  );
}
