import { createHash } from "node:crypto";

import { none } from "../../resource-type";
import type { CreateContext, Refusal, ResourceType, Rule, RuleContext } from "../../resource-type";
import { VPC } from "../ec2/vpc";
import { kept, partition, tagsAll } from "../standard";
import { records, text, texts } from "../values";

export const ZONE = "aws:route53/zone:Zone";
export const ZONE_ASSOCIATION = "aws:route53/zoneAssociation:ZoneAssociation";
export const RECORD = "aws:route53/record:Record";

/** Domain names are kept without the last dot and in lower case. */
export const domain = (name: unknown): string => String(name).toLowerCase().replace(/\.$/, "");

/**
 * Route 53 makes no public zone for these. It makes none for the names of RFC 2606 either (`example.com`), which belong to
 * nobody: just for that, a rehearsal takes them.
 */
const RESERVED = /^(.+\.)?amazonaws\.com$/;

/** `Z` and 20 capital letters and digits. */
function zoneId(context: CreateContext): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  const bytes = createHash("sha256").update(context.hex(32)).digest().subarray(0, 20);
  return `Z${[...bytes].map((byte) => letters.charAt(byte % letters.length)).join("")}`;
}

function nameServers(context: CreateContext): readonly string[] {
  const start = Number.parseInt(context.hex(3), 16) % 512;
  return ["com", "net", "org", "co.uk"].map(
    (top, index) => `ns-${index * 512 + start}.awsdns-${String(start % 64).padStart(2, "0")}.${top}`,
  );
}

/** VPCs of a private zone, inline and associated. */
function vpcsOf(id: string, context: RuleContext): readonly string[] {
  const inline = records(context.get(ZONE, id)?.outputs.vpcs).map(({ vpcId }) => vpcId);
  const associated = context.where(ZONE_ASSOCIATION, "zoneId", id).map(({ outputs }) => outputs.vpcId);
  return texts([...inline, ...associated]);
}

/** A VPC answers for a domain name from one zone only. */
export function conflictingZone(
  name: unknown,
  vpcIds: readonly string[],
  self: string | undefined,
  context: RuleContext,
): Refusal | undefined {
  for (const zone of context.all(ZONE)) {
    const vpcId = zone.id === self ? undefined : vpcIds.find((id) => vpcsOf(zone.id, context).includes(id));
    if (vpcId !== undefined && domain(zone.outputs.name) === domain(name)) {
      return {
        code: "ConflictingDomainExists",
        message:
          `The VPC ${vpcId} in region ${context.region} has already been associated with the hosted zone ` +
          `${zone.id} with the same domain name.`,
      };
    }
  }
  return undefined;
}

const notReserved: Rule = ({ name, vpcs }) =>
  records(vpcs).length === 0 && RESERVED.test(domain(name))
    ? { code: "InvalidDomainName", message: `${domain(name)} is reserved by AWS!` }
    : undefined;

const empty: Rule = (_inputs, { self, where }) =>
  self?.outputs.forceDestroy !== true && where(RECORD, "zoneId", self?.id).length > 0
    ? {
        code: "HostedZoneNotEmpty",
        message: "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
        retried: true,
      }
    : undefined;

export const zone: ResourceType = {
  type: ZONE,
  global: true,
  documentation: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html",
  required: [],
  defaults: { comment: "Managed by Pulumi", forceDestroy: false },
  autoname: { property: "name", maximumLength: 255 },
  id: (_inputs, context) => zoneId(context),
  computed: (inputs, context, old) => {
    const id = kept(old, "zoneId", () => zoneId(context));
    const isPrivate = records(inputs.vpcs).length > 0;
    // A private zone answers inside its VPCs only: Route 53 lists the one reserved set for all of them.
    const servers = isPrivate
      ? ["ns-0.awsdns-00.com", "ns-1024.awsdns-00.org", "ns-1536.awsdns-00.co.uk", "ns-512.awsdns-00.net"]
      : nameServers(context);
    return {
      tagsAll: tagsAll(inputs, context),
      arn: `arn:${partition(context.region)}:route53:::hostedzone/${id}`,
      zoneId: id,
      name: domain(inputs.name),
      nameServers: old?.nameServers ?? servers,
      primaryNameServer: old?.primaryNameServer ?? servers[0],
      enableAcceleratedRecovery: inputs.enableAcceleratedRecovery ?? false,
      vpcs: records(inputs.vpcs).map((vpc) => ({ ...vpc, vpcRegion: vpc.vpcRegion ?? context.region })),
    };
  },
  assumed: ["nameServers"],
  references: [{ path: "vpcs[].vpcId", to: [VPC], missing: "InvalidVPCId" }],
  unique: none("an account may have several zones of one name; a VPC may not: see refusals"),
  replaceOn: ["name", "delegationSetId"],
  formats: [
    {
      property: "name",
      pattern: /^(?=.{1,255}$)([a-z\d_*-]{1,63}\.)*[a-z\d_-]{1,63}\.?$/i,
      code: "InvalidDomainName",
      allowed: "a domain name: labels of up to 63 letters, digits and hyphens",
    },
    {
      property: "comment",
      pattern: /^.{0,256}$/s,
      code: "InvalidInput",
      allowed: "up to 256 characters",
    },
  ],
  refusals: [
    notReserved,
    ({ vpcs, delegationSetId }) =>
      records(vpcs).length > 0 && text(delegationSetId)
        ? { code: "InvalidInput", message: "A private zone (vpcs) takes no delegationSetId." }
        : undefined,
    ({ name, vpcs }, context) =>
      conflictingZone(name, texts(records(vpcs).map(({ vpcId }) => vpcId)), context.self?.id, context),
  ],
  quotas: [
    {
      name: "Hosted zones per account",
      limit: 500,
      code: "TooManyHostedZones",
      documentation: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html (L-4EA4796A)",
    },
  ],
  inUse: [empty],
};

export const zoneAssociation: ResourceType = {
  type: ZONE_ASSOCIATION,
  global: true,
  documentation: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html",
  required: ["vpcId", "zoneId"],
  defaults: {},
  id: ({ zoneId, vpcId }) => `${String(zoneId)}:${String(vpcId)}`,
  computed: (inputs, context) => ({
    owningAccount: context.account,
    vpcRegion: inputs.vpcRegion ?? context.region,
  }),
  references: [
    { path: "zoneId", to: [ZONE], missing: "NoSuchHostedZone" },
    { path: "vpcId", to: [VPC], missing: "InvalidVPCId" },
  ],
  unique: none("once per VPC is said by a refusal, because a zone's inline VPCs count too"),
  replaceOn: ["vpcId", "vpcRegion", "zoneId"],
  formats: none("all inputs are references"),
  refusals: [
    ({ zoneId, vpcId }, context) =>
      vpcsOf(String(zoneId), context).length === 0
        ? {
            code: "PublicZoneVPCAssociation",
            message: `The hosted zone ${String(zoneId)} is public: ${String(vpcId)} cannot be associated with it.`,
          }
        : undefined,
    ({ zoneId, vpcId }, context) =>
      conflictingZone(context.get(ZONE, zoneId)?.outputs.name, texts([vpcId]), undefined, context),
  ],
  quotas: [
    {
      name: "VPCs per private hosted zone",
      limit: 300,
      used: ({ zoneId }, context) => vpcsOf(String(zoneId), context).length + 1,
      code: "LimitsExceeded",
      documentation: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html",
    },
  ],
};
