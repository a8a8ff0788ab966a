import { none } from "../../resource-type";
import type { ResourceType } from "../../resource-type";
import { arn, ec2Id, derivedId, kept, standard } from "../standard";
import { INSTANCE_PROFILE } from "../iam/instance-profile";
import { record, text, texts } from "../values";
import { networkInterface, privateAddress, privateDnsName, publicAddress, publicDnsName } from "./addresses";
import { instanceRefusals } from "./instance-refusals";
import { SECURITY_GROUP } from "./permissions";
import { groupsPerInterface } from "./quotas";
import { SUBNET } from "./subnet";
import { VPC } from "./vpc";

export const INSTANCE = "aws:ec2/instance:Instance";
export const instance: ResourceType = {
  type: INSTANCE,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html",
  required: [],
  defaults: { forceDestroy: false, getPasswordData: false, sourceDestCheck: true, userDataReplaceOnChange: false },
  id: (_inputs, context) => ec2Id("i", context),
  computed: (inputs, context, old) => {
    const id = ec2Id("i", context);
    const subnet = context.get(SUBNET, inputs.subnetId)?.outputs;
    const vpc = context.get(VPC, subnet?.vpcId)?.outputs;
    const privateIp =
      text(inputs.privateIp) ?? kept(old, "privateIp", () => privateAddress(inputs.subnetId, context.hex(8), context));
    const isPublic = inputs.associatePublicIpAddress ?? subnet?.mapPublicIpOnLaunch ?? false;
    const publicIp = isPublic === true ? kept(old, "publicIp", () => publicAddress(context)) : "";
    return {
      ...standard(inputs, context),
      arn: arn(context, "ec2", `instance/${id}`),
      instanceState: "running",
      instanceLifecycle: "",
      availabilityZone: subnet?.availabilityZone ?? inputs.availabilityZone ?? "",
      associatePublicIpAddress: isPublic,
      privateIp,
      privateDns: privateIp && privateDnsName(privateIp, context.region),
      publicIp,
      publicDns: publicIp && vpc?.enableDnsHostnames === true ? publicDnsName(publicIp, context.region) : "",
      primaryNetworkInterfaceId: derivedId("eni", id, "primary"),
      vpcSecurityGroupIds: inputs.vpcSecurityGroupIds ?? [vpc?.defaultSecurityGroupId].filter(Boolean),
      securityGroups: [],
      secondaryPrivateIps: inputs.secondaryPrivateIps ?? [],
      ipv6Addresses: inputs.ipv6Addresses ?? [],
      iamInstanceProfile: inputs.iamInstanceProfile ?? "",
      keyName: inputs.keyName ?? "",
      tenancy: inputs.tenancy ?? "default",
      monitoring: inputs.monitoring ?? false,
      ebsOptimized: inputs.ebsOptimized ?? false,
      disableApiStop: inputs.disableApiStop ?? false,
      disableApiTermination: inputs.disableApiTermination ?? false,
      instanceInitiatedShutdownBehavior: inputs.instanceInitiatedShutdownBehavior ?? "stop",
      hostId: inputs.hostId ?? "",
      placementGroup: inputs.placementGroup ?? "",
      passwordData: "",
      outpostArn: "",
      metadataOptions: {
        httpEndpoint: "enabled",
        httpProtocolIpv6: "disabled",
        httpPutResponseHopLimit: 2,
        httpTokens: "required",
        instanceMetadataTags: "disabled",
        ...record(inputs.metadataOptions),
      },
      rootBlockDevice: {
        deleteOnTermination: true,
        deviceName: "/dev/xvda",
        encrypted: false,
        iops: 3000,
        throughput: 125,
        volumeSize: 8,
        volumeType: "gp3",
        volumeId: derivedId("vol", id, "root"),
        ...record(inputs.rootBlockDevice),
      },
      ebsBlockDevices: inputs.ebsBlockDevices ?? [],
      ephemeralBlockDevices: inputs.ephemeralBlockDevices ?? [],
    };
  },
  assumed: ["privateIp", "publicIp", "rootBlockDevice"],
  references: [
    { path: "subnetId", to: [SUBNET], missing: "InvalidSubnetID.NotFound", inUse: "DependencyViolation" },
    {
      path: "vpcSecurityGroupIds[]",
      to: [SECURITY_GROUP],
      missing: "InvalidGroup.NotFound",
      inUse: "DependencyViolation",
    },
    { path: "iamInstanceProfile", to: [INSTANCE_PROFILE], by: "name", missing: "InvalidParameterValue" },
    { path: "keyName", to: ["aws:ec2/keyPair:KeyPair"], by: "keyName", missing: "InvalidKeyPair.NotFound" },
  ],
  unique: none("instances have no names of their own"),
  replaceOn: [
    "region",
    "ami",
    "associatePublicIpAddress",
    "availabilityZone",
    "cpuOptions",
    "enclaveOptions",
    "ephemeralBlockDevices",
    "hibernation",
    "ipv6Addresses",
    "keyName",
    "networkInterfaces",
    "placementGroup",
    "primaryNetworkInterface",
    "privateIp",
    "securityGroups",
    "subnetId",
    "tenancy",
  ],
  replaceWhen: (_old, { userDataReplaceOnChange }) =>
    userDataReplaceOnChange === true ? ["userData", "userDataBase64"] : [],
  formats: [
    {
      property: "ami",
      pattern: /^ami-([\da-f]{8}|[\da-f]{17})$/,
      code: "InvalidAMIID.Malformed",
      allowed: "ami- and 8 or 17 hex digits",
    },
    {
      property: "instanceType",
      pattern: /^[a-z][a-z\d-]*\.(nano|micro|small|medium|large|(\d+)?xlarge|metal(-\d+xl)?)$/,
      code: "InvalidParameterValue",
      allowed: "an instance type such as t4g.nano",
    },
  ],
  refusals: instanceRefusals,
  quotas: [groupsPerInterface("vpcSecurityGroupIds")],
  inUse: [
    (_inputs, { self }) =>
      self?.outputs.disableApiTermination === true && self.outputs.forceDestroy !== true
        ? {
            code: "OperationNotPermitted",
            message: `The instance '${self.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
          }
        : undefined,
  ],
  brings: (outputs, context) => [
    networkInterface(
      {
        id: String(outputs.primaryNetworkInterfaceId),
        subnetId: outputs.subnetId,
        privateIp: String(outputs.privateIp),
        interfaceType: "interface",
        description: "",
        securityGroups: texts(outputs.vpcSecurityGroupIds),
      },
      outputs,
      context,
    ),
  ],
};
