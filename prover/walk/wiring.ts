import {
  type InternetGateway,
  isUnknown,
  type Network,
  type NetworkInterface,
  type Unknown,
  type Unmodelled,
  type Value,
  type VpcAttachment,
  type VpcPeering,
} from "@throughline/graph/model";
import type { Addresses } from "@throughline/graph/packets";
import { type Holders, holdersOf } from "./holders";

/** What hangs on what, by the id of what it hangs on: looked up at every step of a walk. */
export interface Wiring {
  readonly internetGateways: (vpcId: string) => Hung<InternetGateway>;
  readonly egressOnlyGateways: (vpcId: string) => Hung<InternetGateway>;
  readonly vpcAttachments: (transitGatewayId: string, vpcId: string) => Hung<VpcAttachment>;
  readonly peerings: (vpcId: string) => Hung<VpcPeering>;
  /** By its id, or that of the instance, or an ARN. */
  readonly networkInterface: (name: string) => NetworkInterface | undefined;
  readonly holders: (address: Addresses) => Holders;
  readonly unmodelled: (id: string) => readonly Unmodelled[];
}

/** What is known to hang there; and of something that may hang there as well, why that is not known. */
export interface Hung<T> {
  readonly things: readonly T[];
  readonly unknown: Unknown | undefined;
}

export function wiringOf(network: Network): Wiring {
  const gateways = [...network.internetGateways.values()];
  const attachments = grouped(
    [...network.transitGatewayAttachments.values()].filter((attachment) => attachment.kind === "vpc"),
    ({ transitGatewayId, vpcId }) => [isUnknown(vpcId) ? vpcId : transitGatewayId],
  );
  const peerings = grouped([...network.vpcPeerings.values()], ({ requesterVpcId, accepterVpcId }) => [
    requesterVpcId,
    accepterVpcId,
  ]);
  const unmodelled = grouped(network.unmodelled, ({ actsOn }) => actsOn);
  return {
    internetGateways: grouped(
      gateways.filter(({ egressOnly }) => !egressOnly),
      ({ vpcId }) => [vpcId],
    ),
    egressOnlyGateways: grouped(
      gateways.filter(({ egressOnly }) => egressOnly),
      ({ vpcId }) => [vpcId],
    ),
    vpcAttachments: (transitGatewayId, vpcId) => {
      const { things, unknown } = attachments(transitGatewayId);
      return { things: things.filter((attachment) => attachment.vpcId === vpcId), unknown };
    },
    peerings,
    networkInterface: named([...network.interfaces.values()]),
    holders: holdersOf(network),
    unmodelled: (id) => unmodelled(id).things,
  };
}

function named(interfaces: readonly NetworkInterface[]): Wiring["networkInterface"] {
  const byName = new Map(
    [...interfaces].reverse().flatMap((each) => [...each.aliases, each.id].map((name) => [name, each] as const)),
  );
  return (name) => byName.get(name);
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
      else if (key !== undefined) add(groups, key, item);
    }
  }
  return (key) => ({ things: groups.get(key) ?? [], unknown });
}

function add<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
