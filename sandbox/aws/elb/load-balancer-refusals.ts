import type { Properties, Refusal, Rule } from "../../resource-type";
import { contains, parseCidr, size } from "../cidr";
import { NETWORK_INTERFACE } from "../ec2/addresses";
import { attachedGateway } from "../ec2/internet-gateway";
import { SECURITY_GROUP } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { derivedId } from "../standard";
import { given, records, text, texts } from "../values";
import { nameOnce } from "./names";
import { LOAD_BALANCER } from "./types";

const refuse = (code: string, message: string): Refusal => ({ code, message });
const invalid = (message: string): Refusal => refuse("InvalidConfigurationRequest", message);

/** Subnets and what is fixed in them, whichever of the two inputs says so. */
export const mappingsOf = ({ subnets, subnetMappings }: Properties): readonly Properties[] =>
  records(subnetMappings).length > 0 ? records(subnetMappings) : texts(subnets).map((subnetId) => ({ subnetId }));

const oneForm: Rule = (inputs) => {
  const count = given(inputs, ["subnets", "subnetMappings"]).length;
  return count === 1
    ? undefined
    : refuse("ValidationError", `exactly one of subnets and subnetMappings must be specified, not ${count}`);
};

const zones: Rule = (inputs, { get }) => {
  const places = mappingsOf(inputs).map(({ subnetId }) => get(SUBNET, subnetId)?.outputs);
  const [vpcId, ...others] = new Set(places.map((place) => place?.vpcId));
  if (others.length > 0) {
    return invalid(`All subnets must belong to the same VPC: '${String(vpcId)}'`);
  }
  const distinct = new Set(places.map((place) => place?.availabilityZone)).size;
  if (inputs.loadBalancerType === "application" && distinct < 2) {
    return refuse("ValidationError", "At least two subnets in two different Availability Zones must be specified");
  }
  return distinct < places.length
    ? invalid("A load balancer cannot be attached to multiple subnets in the same Availability Zone")
    : undefined;
};

const internetGateway: Rule = (inputs, context) => {
  const vpcId = text(context.get(SUBNET, mappingsOf(inputs)[0]?.subnetId)?.outputs.vpcId);
  return inputs.internal !== true && inputs.loadBalancerType !== "gateway" && vpcId && !attachedGateway(vpcId, context)
    ? { ...refuse("InvalidSubnet", `VPC ${vpcId} has no internet gateway`), retried: true }
    : undefined;
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer */
const room: Rule = (inputs, context) => {
  const small = mappingsOf(inputs).find(({ subnetId }) => {
    const block = parseCidr(context.get(SUBNET, subnetId)?.outputs.cidrBlock);
    const used = context.where(NETWORK_INTERFACE, "subnetId", subnetId).length;
    return block !== undefined && size(block) - 5n - BigInt(used) < 8n;
  });
  return small && !context.self
    ? refuse(
        "InvalidSubnet",
        `Not enough IP space available in ${String(small.subnetId)}. ELB requires at least 8 free IP addresses in each subnet.`,
      )
    : undefined;
};

const groupsInTheVpc: Rule = (inputs, { get }) => {
  const vpcId = get(SUBNET, mappingsOf(inputs)[0]?.subnetId)?.outputs.vpcId;
  const foreign = texts(inputs.securityGroups).find((id) => get(SECURITY_GROUP, id)?.outputs.vpcId !== vpcId);
  return foreign
    ? invalid(`One or more security groups are invalid: ${foreign} is not in ${String(vpcId)}`)
    : undefined;
};

/** Only a network load balancer has fixed addresses: private ones inside, Elastic ones outside. */
const whoHasFixedAddresses: Rule = (inputs) => {
  const mappings = mappingsOf(inputs);
  const [isPrivate, isElastic] = ["privateIpv4Address", "allocationId"].map((name) =>
    mappings.some((mapping) => text(mapping[name])),
  );
  if (!isPrivate && !isElastic) {
    return undefined;
  }
  if (inputs.loadBalancerType !== "network") {
    return invalid(
      `Fixed addresses are not supported for load balancers with type '${String(inputs.loadBalancerType)}'`,
    );
  }
  if (isPrivate && inputs.internal !== true) {
    return invalid(
      "Private IPv4 addresses are not supported for internet-facing load balancers: set internal, or use allocationId",
    );
  }
  return isElastic && inputs.internal === true
    ? invalid("Elastic IP addresses are not supported for internal load balancers: use privateIpv4Address")
    : undefined;
};

/** AWS keeps the first four addresses of a subnet and the last one. */
const fixedAddresses: Rule = (inputs, context) => {
  for (const { subnetId, privateIpv4Address } of mappingsOf(inputs)) {
    const address = parseCidr(`${text(privateIpv4Address) ?? ""}/32`);
    const block = parseCidr(context.get(SUBNET, subnetId)?.outputs.cidrBlock);
    if (!text(privateIpv4Address) || !block) {
      continue;
    }
    const title = `Private IPv4 address '${String(privateIpv4Address)}'`;
    if (!address || !contains(block, address)) {
      return invalid(`${title} is not within the range of ${String(subnetId)}`);
    }
    const offset = address.first - block.first;
    if (offset < 4n || address.first === block.last) {
      return invalid(`${title} is reserved in ${String(subnetId)}: AWS keeps the first four addresses and the last`);
    }
    const own = context.self && derivedId("eni", context.self.id, String(subnetId));
    const holder = context
      .where(NETWORK_INTERFACE, "subnetId", subnetId)
      .find(({ outputs }) => texts(outputs.privateIps).includes(String(privateIpv4Address)));
    if (holder && holder.id !== own) {
      return refuse("ResourceInUse", `${title} is in use by ${holder.id} (${String(holder.outputs.description)})`);
    }
  }
  return undefined;
};

export const loadBalancerRefusals: readonly Rule[] = [
  oneForm,
  nameOnce(LOAD_BALANCER, "DuplicateLoadBalancerName", "load balancer"),
  zones,
  groupsInTheVpc,
  whoHasFixedAddresses,
  fixedAddresses,
  room,
  internetGateway,
];
