import {
  type InternetGateway,
  isUnknown,
  type Network,
  type Unknown,
  type Value,
  type VpcAttachment,
  type VpcPeering,
} from "@throughline/graph/model";

/** What hangs on what, by the id of what it hangs on: looked up at every step of a walk. */
export interface Wiring {
  readonly internetGateways: (vpcId: string) => Hung<InternetGateway>;
  readonly vpcAttachments: (transitGatewayId: string, vpcId: string) => Hung<VpcAttachment>;
  readonly peerings: (vpcId: string) => Hung<VpcPeering>;
}

/** What is known to hang there; and of something that may hang there as well, why that is not known. */
export interface Hung<T> {
  readonly things: readonly T[];
  readonly unknown: Unknown | undefined;
}

export function wiringOf(network: Network): Wiring {
  const gateways = grouped(
    [...network.internetGateways.values()].filter(({ egressOnly }) => !egressOnly),
    ({ vpcId }) => [vpcId],
  );
  const attachments = grouped(
    [...network.transitGatewayAttachments.values()].filter((attachment) => attachment.kind === "vpc"),
    ({ transitGatewayId, vpcId }) => [isUnknown(vpcId) ? vpcId : transitGatewayId],
  );
  const peerings = grouped([...network.vpcPeerings.values()], ({ requesterVpcId, accepterVpcId }) => [
    requesterVpcId,
    accepterVpcId,
  ]);
  return {
    internetGateways: gateways,
    vpcAttachments: (transitGatewayId, vpcId) => {
      const { things, unknown } = attachments(transitGatewayId);
      return { things: things.filter((attachment) => attachment.vpcId === vpcId), unknown };
    },
    peerings,
  };
}

function grouped<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly Value<string | undefined>[],
): (key: string) => Hung<T> {
  const groups = new Map<string, T[]>();
  let unknown: Unknown | undefined;
  for (const item of items) {
    for (const key of keysOf(item)) {
      if (isUnknown(key)) unknown ??= key;
      else if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), item]);
    }
  }
  return (key) => ({ things: groups.get(key) ?? [], unknown });
}
