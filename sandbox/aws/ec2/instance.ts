import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { contains, parseCidr } from "../cidr";
import { arn, ec2Id, derivedId, kept, standard } from "../standard";
import { INSTANCE_PROFILE } from "../iam/instance-profile";
import { given, record, text, texts } from "../values";
import {
  NETWORK_INTERFACE,
  networkInterface,
  privateAddress,
  privateDnsName,
  publicAddress,
  publicDnsName,
} from "./addresses";
import { architectureOfInstanceType, images } from "./images";
import { SECURITY_GROUP } from "./permissions";
import { SUBNET } from "./subnet";
import { VPC } from "./vpc";

export const INSTANCE = "aws:ec2/instance:Instance";
const USER_DATA_LIMIT = 16384;

const inOneVpc: Rule = ({ subnetId, vpcSecurityGroupIds }, { get }) => {
  const vpcId = get(SUBNET, subnetId)?.outputs.vpcId;
  const foreign = texts(vpcSecurityGroupIds).find((id) => get(SECURITY_GROUP, id)?.outputs.vpcId !== vpcId);
  return foreign && vpcId !== undefined
    ? {
        code: "InvalidParameter",
        message: `Security group ${foreign} and subnet ${String(subnetId)} belong to different networks.`,
      }
    : undefined;
};

const zoneOfTheSubnet: Rule = ({ subnetId, availabilityZone }, { get }) => {
  const zone = text(get(SUBNET, subnetId)?.outputs.availabilityZone);
  return text(availabilityZone) && zone !== undefined && zone !== availabilityZone
    ? {
        code: "InvalidParameterValue",
        message: `Value (${String(availabilityZone)}) for parameter availabilityZone is invalid: subnet ${String(subnetId)} is in ${zone}.`,
      }
    : undefined;
};

const addressInTheSubnet: Rule = ({ subnetId, privateIp }, context) => {
  const address = parseCidr(`${text(privateIp) ?? ""}/32`);
  const block = parseCidr(context.get(SUBNET, subnetId)?.outputs.cidrBlock);
  if (!address || !block) {
    return undefined;
  }
  if (!contains(block, address)) {
    return {
      code: "InvalidParameterValue",
      message: `Address ${String(privateIp)} does not fall within the subnet's address range`,
    };
  }
  const holder = context
    .where(NETWORK_INTERFACE, "subnetId", subnetId)
    .find(({ outputs }) => texts(outputs.privateIps).includes(String(privateIp)));
  return holder && holder.id !== context.self?.outputs.primaryNetworkInterfaceId
    ? { code: "InvalidIPAddress.InUse", message: `Address ${String(privateIp)} is in use.` }
    : undefined;
};

const placeGiven: Rule = (inputs) =>
  given(inputs, ["subnetId", "networkInterfaces", "primaryNetworkInterface", "launchTemplate"]).length === 0
    ? { code: "VPCIdNotSpecified", message: "No default VPC for this user." }
    : undefined;

const imageAndType: Rule = (inputs) => {
  const missing = text(record(inputs.launchTemplate).id) ?? text(record(inputs.launchTemplate).name);
  return missing === undefined && given(inputs, ["ami", "instanceType"]).length < 2
    ? { code: "MissingParameter", message: "ami and instanceType are needed without a launchTemplate." }
    : undefined;
};

const architectureOfTheImage: Rule = ({ ami, instanceType }, { region }) => {
  const image = images(region).find(({ id }) => id === ami);
  const architecture = architectureOfInstanceType(String(instanceType));
  return image && text(instanceType) && image.architecture !== architecture
    ? {
        code: "InvalidParameterValue",
        message:
          `The architecture '${architecture}' of the specified instance type does not match the architecture ` +
          `'${image.architecture}' of the specified AMI. Specify an instance type and an AMI that have matching ` +
          "architectures, and try again.",
      }
    : undefined;
};

const userDataFits: Rule = ({ userData, userDataBase64 }) => {
  if (text(userData) && text(userDataBase64)) {
    return { code: "InvalidParameterCombination", message: "userData and userDataBase64 exclude each other." };
  }
  const bytes = Buffer.byteLength(
    text(userData) ?? Buffer.from(text(userDataBase64) ?? "", "base64").toString("latin1"),
    text(userData) ? "utf8" : "latin1",
  );
  return bytes > USER_DATA_LIMIT
    ? { code: "InvalidParameterValue", message: `User data is limited to ${USER_DATA_LIMIT} bytes (it has ${bytes}).` }
    : undefined;
};

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
  sets: ["vpcSecurityGroupIds", "secondaryPrivateIps"],
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
  refusals: [
    placeGiven,
    imageAndType,
    architectureOfTheImage,
    zoneOfTheSubnet,
    inOneVpc,
    addressInTheSubnet,
    userDataFits,
  ],
  quotas: [
    {
      name: "Security groups per network interface",
      limit: 5,
      used: ({ vpcSecurityGroupIds }) => texts(vpcSecurityGroupIds).length,
      code: "SecurityGroupsPerInterfaceLimitExceeded",
      documentation:
        "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups (L-2AFB9258)",
    },
  ],
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
