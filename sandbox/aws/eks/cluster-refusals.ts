import type { Properties, Refusal, Rule } from "../../resource-type";
import { contains, overlaps, parseCidr } from "../cidr";
import { SECURITY_GROUP } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { VPC } from "../ec2/vpc";
import { record, text, texts } from "../values";
import { minorOf, offeredVersions } from "./kubernetes-versions";
import { isTrusting, roleOf, withPolicies } from "./roles";

const invalid = (message: string): Refusal => ({ code: "InvalidParameterException", message });

const subnetsInTwoZones: Rule = ({ vpcConfig }, { get }) => {
  const subnets = texts(record(vpcConfig).subnetIds).map((id) => get(SUBNET, id)?.outputs);
  if (new Set(subnets.map((subnet) => subnet?.vpcId)).size > 1) {
    return invalid("Subnets specified belong to more than one VPC: all of a cluster's subnets are in one.");
  }
  return new Set(subnets.map((subnet) => subnet?.availabilityZone)).size < 2
    ? invalid("Subnets specified must be in at least two different AZs")
    : undefined;
};

const groupsInTheVpc: Rule = ({ vpcConfig }, { get }) => {
  const { subnetIds, securityGroupIds } = record(vpcConfig);
  const vpcId = get(SUBNET, texts(subnetIds)[0])?.outputs.vpcId;
  const foreign = texts(securityGroupIds).filter((id) => get(SECURITY_GROUP, id)?.outputs.vpcId !== vpcId);
  return foreign.length > 0
    ? invalid(`Security group(s) [${foreign.join(", ")}] are not in the same VPC as the subnets (${String(vpcId)}).`)
    : undefined;
};

/** Other subnets and groups may be given later, of the same VPC. */
const sameVpc: Rule = ({ vpcConfig }, { self, get }) => {
  const known = record(self?.outputs.vpcConfig).vpcId;
  const wanted = get(SUBNET, texts(record(vpcConfig).subnetIds)[0])?.outputs.vpcId;
  return self && known !== wanted
    ? invalid(`Provided subnets belong to the VPC ${String(wanted)}, the cluster to ${String(known)}.`)
    : undefined;
};

/** https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
const offeredVersion: Rule = ({ version }, { self, today }) => {
  const offered = offeredVersions(today).map((candidate) => candidate.version);
  return text(version) && version !== self?.outputs.version && !offered.includes(String(version))
    ? invalid(`unsupported Kubernetes version ${String(version)}: on ${today} EKS offers ${offered.join(", ")}`)
    : undefined;
};

/** https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html: one minor version at a time, and no way back. */
const oneVersionUp: Rule = ({ version }, { self }) => {
  const step = minorOf(version) - minorOf(self?.outputs.version);
  return self && text(version) && step !== 0 && step !== 1
    ? invalid(`Unsupported Kubernetes minor version update from ${String(self.outputs.version)} to ${String(version)}`)
    : undefined;
};

const endpoint: Rule = ({ vpcConfig }) => {
  const { endpointPrivateAccess = false, endpointPublicAccess = true, publicAccessCidrs } = record(vpcConfig);
  if (endpointPrivateAccess !== true && endpointPublicAccess !== true) {
    return invalid("Private and public endpoint access cannot both be disabled.");
  }
  const reserved = endpointPublicAccess === true ? texts(publicAccessCidrs).find(isReserved) : undefined;
  return reserved === undefined
    ? undefined
    : invalid(`The following CIDRs are invalid in publicAccessCidrs: [${reserved}]: public addresses are expected.`);
};

const RESERVED = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"];

const isReserved = (value: string): boolean => {
  const block = parseCidr(value);
  return (
    block === undefined ||
    RESERVED.some((reserved) => {
      const outer = parseCidr(reserved);
      return outer !== undefined && contains(outer, block);
    })
  );
};

const servicesOutsideTheVpc: Rule = ({ kubernetesNetworkConfig, vpcConfig }, { get }) => {
  const services = parseCidr(record(kubernetesNetworkConfig).serviceIpv4Cidr);
  const vpcId = get(SUBNET, texts(record(vpcConfig).subnetIds)[0])?.outputs.vpcId;
  const vpc = parseCidr(get(VPC, vpcId)?.outputs.cidrBlock);
  return services && vpc && overlaps(services, vpc)
    ? invalid(
        `The specified serviceIpv4Cidr ${String(record(kubernetesNetworkConfig).serviceIpv4Cidr)} overlaps with the CIDR of the VPC ${String(vpcId)}.`,
      )
    : undefined;
};

const trustedRole: Rule = ({ roleArn }, context) =>
  isTrusting(roleOf(roleArn, context), "eks.amazonaws.com")
    ? undefined
    : {
        ...invalid(
          `Role with arn: ${String(roleArn)}, could not be assumed because it does not exist or the trusted entity is ` +
            "not correct: its trust policy lets eks.amazonaws.com assume it.",
        ),
        retried: true,
      };

const roleWithPolicy: Rule = ({ roleArn }, context) =>
  context.self ? undefined : withPolicies(roleOf(roleArn, context), [["AmazonEKSClusterPolicy"]], context);

const MODES = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];
const modeOf = ({ accessConfig }: Properties): string =>
  text(record(accessConfig).authenticationMode) ?? String(MODES[0]);

/** https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html */
const modeForward: Rule = (inputs, { self }) => {
  const from = self && modeOf(self.outputs);
  const to = modeOf(inputs);
  return from !== undefined && inputs.accessConfig !== undefined && MODES.indexOf(to) < MODES.indexOf(from)
    ? invalid(`Unsupported authentication mode update from ${from} to ${to}`)
    : undefined;
};

export const clusterRefusals: readonly Rule[] = [
  offeredVersion,
  oneVersionUp,
  subnetsInTwoZones,
  groupsInTheVpc,
  sameVpc,
  endpoint,
  servicesOutsideTheVpc,
  modeForward,
  trustedRole,
  roleWithPolicy,
];
