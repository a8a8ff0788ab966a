import type {
  IpPermission,
  ManagedPrefixList,
  NetworkAcl,
  NetworkAclEntry,
  PrefixListEntry,
  SecurityGroup,
} from "@aws-sdk/client-ec2";
import { arn, type Place } from "../place";
import { ec2, type Properties, sorted, sortedBySaying } from "./common";

export function securityGroupProperties(place: Place, group: SecurityGroup): Properties {
  const rules = (permissions: readonly IpPermission[] = []) =>
    sortedBySaying(permissions.flatMap((permission) => ruleProperties(group.GroupId ?? "", permission)));
  return {
    ...ec2(place, `security-group/${group.GroupId ?? ""}`, group.Tags),
    vpcId: group.VpcId,
    name: group.GroupName,
    description: group.Description,
    ingress: rules(group.IpPermissions),
    egress: rules(group.IpPermissionsEgress),
  };
}

/** A rule for each end of a permission: each end has a description of its own. */
function ruleProperties(groupId: string, permission: IpPermission): Properties[] {
  const ends = [
    ...(permission.IpRanges ?? []).map((end) => ({ description: end.Description, cidrBlocks: [end.CidrIp] })),
    ...(permission.Ipv6Ranges ?? []).map((end) => ({ description: end.Description, ipv6CidrBlocks: [end.CidrIpv6] })),
    ...(permission.PrefixListIds ?? []).map((end) => ({
      description: end.Description,
      prefixListIds: [end.PrefixListId],
    })),
    ...(permission.UserIdGroupPairs ?? []).map((end) =>
      end.GroupId === groupId
        ? { description: end.Description, self: true }
        : { description: end.Description, securityGroups: [end.GroupId] },
    ),
  ];
  return ends.map(({ description, ...end }) => ({
    description: description ?? "",
    protocol: permission.IpProtocol,
    fromPort: permission.FromPort ?? 0,
    toPort: permission.ToPort ?? 0,
    cidrBlocks: [],
    ipv6CidrBlocks: [],
    prefixListIds: [],
    securityGroups: [],
    self: false,
    ...end,
  }));
}

/** The last entry of every network ACL, which denies the rest. */
const lastRules = [32767, 32768];

export function networkAclProperties(place: Place, acl: NetworkAcl): Properties {
  const entries = (egress: boolean) =>
    (acl.Entries ?? [])
      .filter(({ Egress = false, RuleNumber = 0 }) => Egress === egress && !lastRules.includes(RuleNumber))
      .sort((a, b) => (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0))
      .map(entryProperties);
  return {
    ...ec2(place, `network-acl/${acl.NetworkAclId ?? ""}`, acl.Tags),
    vpcId: acl.VpcId,
    subnetIds: sorted(acl.Associations?.map(({ SubnetId }) => SubnetId)),
    ingress: entries(false),
    egress: entries(true),
  };
}

function entryProperties(entry: NetworkAclEntry): Properties {
  return {
    ruleNo: entry.RuleNumber,
    action: entry.RuleAction,
    protocol: entry.Protocol,
    cidrBlock: entry.CidrBlock ?? "",
    ipv6CidrBlock: entry.Ipv6CidrBlock ?? "",
    fromPort: entry.PortRange?.From ?? 0,
    toPort: entry.PortRange?.To ?? 0,
    icmpType: entry.IcmpTypeCode?.Type ?? 0,
    icmpCode: entry.IcmpTypeCode?.Code ?? 0,
  };
}

export function prefixListProperties(
  place: Place,
  list: ManagedPrefixList,
  entries: readonly PrefixListEntry[],
): Properties {
  return {
    ...ec2(place, `prefix-list/${list.PrefixListId ?? ""}`, list.Tags),
    arn: list.PrefixListArn ?? arn(place, "ec2", `prefix-list/${list.PrefixListId ?? ""}`),
    ownerId: list.OwnerId,
    name: list.PrefixListName,
    addressFamily: list.AddressFamily,
    maxEntries: list.MaxEntries,
    version: list.Version,
    entries: sortedBySaying(entries.map(({ Cidr, Description }) => ({ cidr: Cidr, description: Description ?? "" }))),
  };
}
