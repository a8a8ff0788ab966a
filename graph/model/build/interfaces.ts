import type { Addresses } from "../../packets";
import type { Resource, ResourceGraph } from "../../read";
import type { NetworkInterface } from "../interfaces";
import { isUnknown, type Value } from "../value";
import { addressesOf, evidenceOf, flag, idOf, property, requiredText, text, texts } from "./properties";

export function interfaces(graph: ResourceGraph): NetworkInterface[] {
  const elasticAddresses = graph.ofType("aws:ec2/eip:Eip");
  return graph.ofType("aws:ec2/instance:Instance").map((instance) => ({
    evidence: evidenceOf(instance),
    id: idOf(instance),
    aliases: [text(property(instance, "primaryNetworkInterfaceId"))].filter((id) => typeof id === "string"),
    kind: "instance" as const,
    placements: [
      {
        subnetId: requiredText(instance, "subnetId"),
        addresses: one(addressesOf(instance, "privateIp", requiredText(instance, "privateIp"))),
        publicAddress: publicAddress(instance, elasticAddresses),
      },
    ],
    securityGroupIds: texts(instance, "vpcSecurityGroupIds"),
    sourceDestinationCheck: flag(property(instance, "sourceDestCheck")) ?? true,
  }));
}

function publicAddress(instance: Resource, elasticAddresses: readonly Resource[]): Value<Addresses | undefined> {
  const elastic = elasticAddresses.find((eip) => text(property(eip, "instance")) === instance.id);
  if (elastic !== undefined) {
    return addressesOf(elastic, "publicIp", requiredText(elastic, "publicIp"));
  }
  const address = text(property(instance, "publicIp"));
  return address === undefined || isUnknown(address) ? address : addressesOf(instance, "publicIp", address);
}

function one<T>(value: Value<T>): Value<readonly T[]> {
  return isUnknown(value) ? value : [value];
}
