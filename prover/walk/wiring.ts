import {
  type InternetGateway,
  isUnknown,
  type Network,
  type Value,
  type VpcAttachment,
  type VpcPeering,
} from "@throughline/graph/model";

/** What hangs on what, by the id of what it hangs on: looked up at every step of a walk. */
export interface Wiring {
  readonly internetGateways: (vpcId: string) => readonly InternetGateway[];
  readonly vpcAttachments: (transitGatewayId: string, vpcId: string) => readonly VpcAttachment[];
  readonly peerings: (vpcId: string) => readonly VpcPeering[];
}

export function wiringOf(network: Network): Wiring {
  const gateways = grouped(network.internetGateways.values(), ({ vpcId }) => [vpcId]);
  const attachments = grouped(network.transitGatewayAttachments.values(), ({ transitGatewayId }) => [transitGatewayId]);
  const peerings = grouped(network.vpcPeerings.values(), ({ requesterVpcId, accepterVpcId }) => [
    requesterVpcId,
    accepterVpcId,
  ]);
  return {
    internetGateways: (vpcId) => (gateways.get(vpcId) ?? []).filter(({ egressOnly }) => !egressOnly),
    vpcAttachments: (transitGatewayId, vpcId) =>
      (attachments.get(transitGatewayId) ?? []).filter(
        (attachment) => attachment.kind === "vpc" && attachment.vpcId === vpcId,
      ) as VpcAttachment[],
    peerings: (vpcId) => peerings.get(vpcId) ?? [],
  };
}

function grouped<T>(items: Iterable<T>, keysOf: (item: T) => readonly Value<string | undefined>[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      if (key === undefined || isUnknown(key)) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}
