import type { Instance } from "@aws-sdk/client-ec2";
import type { InstanceProfile, Role } from "@aws-sdk/client-iam";
import type { HostedZone, VPC } from "@aws-sdk/client-route-53";
import { arn, type Place } from "../place";
import { type Properties, sorted, sortedBySaying, tagged } from "./common";

export function instanceProperties(place: Place, instance: Instance): Properties {
  return {
    arn: arn(place, "ec2", `instance/${instance.InstanceId ?? ""}`),
    region: place.region,
    ami: instance.ImageId,
    instanceType: instance.InstanceType,
    instanceState: instance.State?.Name,
    availabilityZone: instance.Placement?.AvailabilityZone,
    subnetId: instance.SubnetId,
    privateIp: instance.PrivateIpAddress,
    privateDns: instance.PrivateDnsName,
    publicIp: instance.PublicIpAddress ?? "",
    publicDns: instance.PublicDnsName ?? "",
    associatePublicIpAddress: instance.PublicIpAddress !== undefined,
    iamInstanceProfile: instance.IamInstanceProfile?.Arn?.split("/").at(-1) ?? "",
    keyName: instance.KeyName ?? "",
    sourceDestCheck: instance.SourceDestCheck ?? true,
    vpcSecurityGroupIds: sorted(instance.SecurityGroups?.map(({ GroupId }) => GroupId)),
    ...tagged(instance.Tags),
  };
}

export function instanceProfileProperties(profile: InstanceProfile): Properties {
  return {
    arn: profile.Arn,
    name: profile.InstanceProfileName,
    path: profile.Path,
    role: profile.Roles?.[0]?.RoleName,
    ...tagged(profile.Tags),
  };
}

/** Its policies are resources of their own. */
export function roleProperties(role: Role): Properties {
  return { arn: role.Arn, name: role.RoleName, path: role.Path, uniqueId: role.RoleId, ...tagged(role.Tags) };
}

/** A hosted zone and the VPCs that resolve it. */
export interface ZoneDescription {
  readonly zone: HostedZone;
  readonly vpcs: readonly VPC[];
}

export function zoneProperties({ zone, vpcs }: ZoneDescription): Properties {
  const zoneId = zoneIdOf(zone);
  return {
    arn: `arn:aws:route53:::hostedzone/${zoneId}`,
    zoneId,
    name: zoneNameOf(zone),
    comment: zone.Config?.Comment ?? "",
    vpcs: sortedBySaying(vpcs.map(({ VPCId, VPCRegion }) => ({ vpcId: VPCId, vpcRegion: VPCRegion }))),
  };
}

/** `Z…`, which Route 53 has behind a path. */
export function zoneIdOf({ Id = "" }: HostedZone): string {
  return Id.replace("/hostedzone/", "");
}

/** `dev.internal`, without the final dot. */
export function zoneNameOf({ Name = "" }: HostedZone): string {
  return Name.replace(/\.$/, "");
}
