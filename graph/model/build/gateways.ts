import { modelledTypes } from "../../aws/modelled-types";
import type { ResourceGraph } from "../../read";
import { isUnknown, type Value } from "../value";
import type { InternetGateway, NatGateway } from "../vpc";
import { anchored, settled } from "./anchors";
import { addressesOf, computed, doubtOf, evidenceOf, idOf, property, required, requiredText, text } from "./properties";

export function internetGateways(graph: ResourceGraph): InternetGateway[] {
  const attachments = anchored(graph.ofType(...modelledTypes.internetGatewayAttachment), (attachment) =>
    requiredText(attachment, "internetGatewayId"),
  );
  return [
    ...graph.ofType(...modelledTypes.internetGateway).map((gateway) => {
      const id = idOf(gateway);
      const attached = settled(attachments, id, (attachment) => requiredText(attachment, "vpcId"));
      return {
        evidence: evidenceOf(gateway),
        id,
        vpcId: doubtOf(gateway) ?? text(property(gateway, "vpcId")) ?? attached,
        egressOnly: false,
      };
    }),
    ...graph.ofType(...modelledTypes.egressOnlyInternetGateway).map((gateway) => ({
      evidence: evidenceOf(gateway),
      id: idOf(gateway),
      vpcId: requiredText(gateway, "vpcId"),
      egressOnly: true,
    })),
  ];
}

export function natGateways(graph: ResourceGraph): NatGateway[] {
  const elasticAddresses = new Map(graph.ofType(...modelledTypes.elasticAddress).map((eip) => [idOf(eip), eip]));
  return graph.ofType(...modelledTypes.natGateway).map((gateway) => {
    const connectivity = connectivityOf(text(property(gateway, "connectivityType")) ?? "public", idOf(gateway));
    const allocationId = text(property(gateway, "allocationId"));
    const eip = typeof allocationId === "string" ? elasticAddresses.get(allocationId) : undefined;
    const publicIp =
      text(property(gateway, "publicIp")) ??
      (eip === undefined ? text(computed(gateway, "publicIp")) : requiredText(eip, "publicIp"));
    return {
      evidence: evidenceOf(gateway),
      id: idOf(gateway),
      connectivity,
      subnetId: requiredText(gateway, "subnetId"),
      privateAddress: addressesOf(gateway, "privateIp", requiredText(gateway, "privateIp")),
      publicAddress:
        connectivity === "private"
          ? undefined
          : addressesOf(gateway, "publicIp", required(gateway, "publicIp", publicIp)),
    };
  });
}

function connectivityOf(type: Value<string>, id: string): NatGateway["connectivity"] {
  if (isUnknown(type) || type === "public" || type === "private") return type;
  return { unknown: `connectivity "${type}" of NAT gateway ${id} is not modelled` };
}
