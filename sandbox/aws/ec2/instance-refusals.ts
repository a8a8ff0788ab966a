import type { Rule } from "../../resource-type";
import { contains, parseCidr } from "../cidr";
import { given, record, text, texts } from "../values";
import { NETWORK_INTERFACE } from "./addresses";
import { architectureOfInstanceType, images } from "./images";
import { SECURITY_GROUP } from "./permissions";
import { SUBNET } from "./subnet";

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

const architectureOfTheImage: Rule = ({ ami, instanceType }, context) => {
  const image = images(context).find(({ id }) => id === ami);
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
  const bytes = (text(userData) ? Buffer.from(String(userData)) : Buffer.from(text(userDataBase64) ?? "", "base64"))
    .length;
  return bytes > USER_DATA_LIMIT
    ? { code: "InvalidParameterValue", message: `User data is limited to ${USER_DATA_LIMIT} bytes (it has ${bytes}).` }
    : undefined;
};

export const instanceRefusals: readonly Rule[] = [
  placeGiven,
  imageAndType,
  architectureOfTheImage,
  zoneOfTheSubnet,
  inOneVpc,
  addressInTheSubnet,
  userDataFits,
];
