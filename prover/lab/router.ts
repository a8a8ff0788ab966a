import type { Network, RouteTable, Subnet, TransitGatewayAttachment, VpcAttachment } from "@throughline/graph/model";
import { known, named } from "../concrete/known";
import { addressBook, blocksOf } from "./addresses";
import { aclChain, aclRules, chain, paths } from "./rules";

/**
 * A network as one router of Linux: every place where AWS asks a route table is a pair of virtual cables from the
 * router to itself, and the cable by which a packet arrives decides which of the router's tables is asked. Hosts, NAT
 * gateways and the internet have namespaces of their own at further cables. IPv4 only.
 */
export interface Router {
  /** Who is at the end of each cable `h<n>`. */
  readonly stations: readonly Station[];
  /** For `ip -batch` in the router's namespace, once the stations' cables are there. */
  readonly commands: readonly string[];
  /** For `nft -f`. */
  readonly ruleset: string;
}

export type Station =
  | { readonly kind: "interface"; readonly id: string }
  | { readonly kind: "natGateway"; readonly id: string }
  | { readonly kind: "endpoint"; readonly id: string }
  | { readonly kind: "internet"; readonly id: "internet" };

/** All cables' ends have one hardware address, so that nobody needs to ask for it. */
export const hardware = "address 02:00:00:00:00:01";

type Choose = <T>(options: readonly T[]) => T;

/** @param choose the subnet by which a transit gateway enters a VPC where it may be any. */
export function routerOf(network: Network, choose: Choose): Router {
  const stations: Station[] = [
    { kind: "internet", id: "internet" },
    ...[...network.interfaces.keys()].map((id) => ({ kind: "interface" as const, id })),
    ...[...network.natGateways.keys()].map((id) => ({ kind: "natGateway" as const, id })),
    ...[...network.vpcEndpoints.keys()].map((id) => ({ kind: "endpoint" as const, id })),
  ];
  const portOf = (id: string): string => `h${stations.findIndex((station) => station.id === id)}`;

  /** Routes of each table, by the table's name. */
  const tables = new Map<string, string[]>();
  /** The table that each cable asks, by the name of the cable's place. */
  const places = new Map<string, string>();
  const commands: string[] = [];
  const marks: string[] = [];
  const filters: string[] = [];

  const addresses = addressBook(network);

  function table(name: string, routes: () => readonly string[]): string {
    if (!tables.has(name)) {
      tables.set(name, []);
      tables.set(name, [...routes(), "blackhole default metric 9999"]);
    }
    return name;
  }

  /** A cable to a place, which asks a table there; what else happens at the place is added once. */
  function place(name: string, asks: () => string, arrive?: (cable: string) => void): string {
    if (!places.has(name)) {
      places.set(name, "");
      arrive?.(`m${number(name)}`);
      places.set(name, asks());
    }
    return `n${number(name)}`;
  }
  const number = (name: string): number => [...places.keys()].indexOf(name);

  const ingress = (subnet: Subnet) => (cable: string) =>
    void filters.push(`iifname ${cable} jump ${aclChain(known(subnet.networkAclId), "ingress")}`);
  const mark = (cable: string, path: keyof typeof paths, unless?: keyof typeof paths): void =>
    void marks.push(
      `iifname ${cable} ${unless === undefined ? "" : `ip dscp != ${paths[unless]} `}ip dscp set ${paths[path]}`,
    );

  /** Into a subnet by its ACL. */
  function enter(subnetId: string): string {
    const subnet = named(network.subnets, subnetId);
    return place(`enter ${subnetId}`, () => table(`in ${subnetId}`, () => here(subnetId)), ingress(subnet));
  }

  const here = (subnetId: string): string[] =>
    addresses.filter((each) => each.subnetId === subnetId).map(({ id, address }) => `${address} dev ${portOf(id)}`);

  function vpcTable(vpcId: string): string {
    return table(`vpc ${vpcId}`, () =>
      addresses
        .filter((each) => each.vpcId === vpcId)
        .map(({ address, subnetId }) => `${address} dev ${enter(subnetId)}`),
    );
  }

  /** What is asked in a subnet: by its own interfaces, or by what a transit gateway let in. */
  function subnetTable(subnetId: string, from: "own" | "transit"): string {
    const subnet = named(network.subnets, subnetId);
    return table(`${from} ${subnetId}`, () => [
      ...here(subnetId),
      ...vpcRoutes(subnet, named(network.routeTables, known(subnet.routeTableId)), from),
    ]);
  }

  function vpcRoutes(subnet: Subnet, { routes }: RouteTable, from: "own" | "transit"): string[] {
    return routes.flatMap((route) => {
      const destination = known(route.destination);
      const blocks =
        destination.kind === "addresses"
          ? [destination.addresses]
          : known(named(network.prefixLists, destination.prefixListId).entries);
      return blocksOf(blocks).map((block) => {
        const way = wayOf(subnet, route, from);
        return way === undefined ? `blackhole ${block}` : `${block} dev ${way}`;
      });
    });
  }

  /** The cable to a route's target; undefined drops. */
  function wayOf(subnet: Subnet, route: RouteTable["routes"][number], from: "own" | "transit"): string | undefined {
    const target = known(route.target);
    const vpcId = known(subnet.vpcId);
    switch (target.kind) {
      case "local":
        return place(`local ${vpcId}`, () => vpcTable(vpcId));
      case "internetGateway": {
        const attached = named(network.internetGateways, target.id).vpcId === vpcId;
        return attached && from === "own" ? outToInternet(vpcId) : undefined;
      }
      case "natGateway": {
        const at = named(network.subnets, known(named(network.natGateways, target.id).subnetId));
        return at.id === subnet.id
          ? portOf(target.id)
          : place(
              `nat ${target.id}`,
              () => table(`nat ${target.id}`, () => [`default dev ${portOf(target.id)}`]),
              ingress(at),
            );
      }
      case "vpcPeering":
        return overPeering(vpcId, target.id);
      case "transitGateway":
        return intoTransitGateway(subnet, target.id);
      case "vpcEndpoint":
        return place(
          `endpoint ${target.id}`,
          () => table(`endpoint ${target.id}`, () => [`default dev ${portOf(target.id)}`]),
          (cable) => {
            marks.push(
              `iifname ${cable} ip saddr != { ${ownBlocks(vpcId).join(", ")} } drop`,
              `iifname ${cable} meta l4proto != tcp drop`,
            );
          },
        );
      case "networkInterface":
      case "egressOnlyInternetGateway":
        return undefined;
      case "other":
        throw new TypeError(`the lab knows no ${target.type}`);
    }
  }

  /** With the public address of whoever sent it; others, and what is for private addresses, are dropped. */
  function outToInternet(vpcId: string): string {
    return place(
      `out ${vpcId}`,
      () => internetTable(),
      (cable) => {
        const pairs = publicPairs(vpcId);
        const inside = pairs.map(({ address }) => address);
        marks.push(
          `iifname ${cable} ip daddr { ${privateBlocks.join(", ")} } drop`,
          pairs.length === 0 ? `iifname ${cable} drop` : `iifname ${cable} ip saddr != { ${inside.join(", ")} } drop`,
          ...(pairs.length === 0
            ? []
            : [
                `iifname ${cable} ip saddr set ip saddr map { ${pairs.map(({ address, outside }) => `${address} : ${outside}`).join(", ")} }`,
              ]),
        );
        mark(cable, "opaque");
      },
    );
  }

  function internetTable(): string {
    return table("internet", () => [
      ...[...network.vpcs.keys()].flatMap((vpcId) => {
        const gateway = [...network.internetGateways.values()].some((each) => each.vpcId === vpcId && !each.egressOnly);
        return publicPairs(vpcId).map(({ outside }) =>
          gateway ? `${outside} dev ${inFromInternet(vpcId)}` : `blackhole ${outside}`,
        );
      }),
      `default dev ${portOf("internet")}`,
    ]);
  }

  function inFromInternet(vpcId: string): string {
    return place(
      `in ${vpcId}`,
      () => vpcTable(vpcId),
      (cable) => {
        const pairs = publicPairs(vpcId).map(({ address, outside }) => `${outside} : ${address}`);
        marks.push(`iifname ${cable} ip daddr set ip daddr map { ${pairs.join(", ")} }`);
        mark(cable, "opaque");
      },
    );
  }

  const ownBlocks = (vpcId: string) => blocksOf(known(named(network.vpcs, vpcId).addresses));

  const publicPairs = (vpcId: string) =>
    addresses.flatMap(({ address, outside, vpcId: of }) =>
      of === vpcId && outside !== undefined ? [{ address, outside }] : [],
    );

  function overPeering(vpcId: string, id: string): string | undefined {
    const { requesterVpcId, accepterVpcId, active } = named(network.vpcPeerings, id);
    if (!known(active)) return undefined;
    return place(
      `${id} from ${vpcId}`,
      () => vpcTable(known(vpcId === requesterVpcId ? accepterVpcId : requesterVpcId)),
      (cable) => {
        marks.push(`iifname ${cable} ip saddr != { ${ownBlocks(vpcId).join(", ")} } drop`);
        mark(cable, "peering", "opaque");
      },
    );
  }

  function intoTransitGateway(subnet: Subnet, gatewayId: string): string | undefined {
    const attachment = attachments().find(
      (each): each is VpcAttachment =>
        each.kind === "vpc" && each.transitGatewayId === gatewayId && each.vpcId === subnet.vpcId,
    );
    const door = attachment && doors(attachment).find((each) => each.availabilityZone === subnet.availabilityZone);
    if (attachment === undefined || door === undefined) return undefined;
    return place(
      `${attachment.id} by ${door.id}`,
      () => transitTable(known(attachment.routeTableId), gatewayId, known(door.availabilityZone)),
      (cable) => {
        ingress(door)(cable);
        see(cable, attachment);
      },
    );
  }

  /** A table of a transit gateway, as it is for one zone: entered from there, VPCs are entered in the same. */
  function transitTable(id: string | undefined, gatewayId: string, zone: string | undefined): string {
    if (id === undefined) return table("nothing", () => []);
    return table(`${id} from ${zone ?? "elsewhere"}`, () => {
      const best = new Map<string, { route: string; propagated: boolean }>();
      for (const { destination, attachmentId, propagated } of named(network.transitGatewayRouteTables, id).routes) {
        for (const block of blocksOf([known(destination)])) {
          const out = known(attachmentId);
          const way =
            out === undefined ? undefined : leave(named(network.transitGatewayAttachments, out), gatewayId, zone);
          const route = way === undefined ? `blackhole ${block}` : `${block} dev ${way}`;
          if (best.get(block)?.propagated ?? true) best.set(block, { route, propagated });
        }
      }
      return [...best.values()].map(({ route }) => route);
    });
  }

  function leave(
    attachment: TransitGatewayAttachment,
    gatewayId: string,
    zone: string | undefined,
  ): string | undefined {
    switch (attachment.kind) {
      case "vpc": {
        const all = doors(attachment);
        const same = all.find(({ availabilityZone }) => availabilityZone === zone);
        const { id } = same === undefined || known(attachment.applianceMode) ? choose(all) : same;
        return place(
          `${attachment.id} out ${id}`,
          () => subnetTable(id, "transit"),
          (cable) => {
            see(cable, attachment);
            egress(cable, id);
          },
        );
      }
      case "peering": {
        if (!known(attachment.active)) return undefined;
        const own = attachment.transitGatewayId === gatewayId;
        const other = known(own ? attachment.peerTransitGatewayId : attachment.transitGatewayId);
        return place(
          `${attachment.id} to ${other}`,
          () => transitTable(known(own ? attachment.peerRouteTableId : attachment.routeTableId), other, undefined),
          (cable) => {
            mark(cable, "opaque");
          },
        );
      }
      case "other":
        throw new TypeError(`the lab knows no ${attachment.type}`);
    }
  }

  function see(cable: string, attachment: VpcAttachment): void {
    const gateway = named(network.transitGateways, known(attachment.transitGatewayId));
    const enabled = known(gateway.securityGroupReferencing) && known(attachment.securityGroupReferencing);
    if (enabled) mark(cable, "transitGateway", "opaque");
    else mark(cable, "opaque");
  }

  /** The ACL of what leaves a subnet; what stays in it passes none. */
  function egress(cable: string, subnetId: string): void {
    const inside = addresses.filter((each) => each.subnetId === subnetId).map(({ id }) => portOf(id));
    const outside = inside.length === 0 ? "" : `oifname != { ${inside.join(", ")} } `;
    const acl = known(named(network.subnets, subnetId).networkAclId);
    filters.push(`iifname ${cable} ${outside}jump ${aclChain(acl, "egress")}`);
  }

  const attachments = (): TransitGatewayAttachment[] => [...network.transitGatewayAttachments.values()];
  const doors = ({ subnetIds }: VpcAttachment): Subnet[] => known(subnetIds).map((id) => named(network.subnets, id));

  const asks: [string, string][] = [
    [portOf("internet"), internetTable()],
    ...addresses.map(({ id, subnetId }): [string, string] => {
      egress(portOf(id), subnetId);
      return [portOf(id), subnetTable(subnetId, "own")];
    }),
    ...[...network.vpcEndpoints.values()].map(({ id, vpcId }): [string, string] => [
      portOf(id),
      vpcTable(known(vpcId)),
    ]),
    ...[...places].map(([name, tableName]): [string, string] => [`m${number(name)}`, tableName]),
  ];
  const numbers = new Map([...tables.keys()].map((name, at) => [name, 1000 + at]));
  for (const name of places.keys()) {
    const at = number(name);
    commands.push(`link add n${at} ${hardware} type veth peer name m${at} ${hardware}`);
    commands.push(`link set n${at} arp off up`, `link set m${at} arp off up`);
  }
  for (const [name, routes] of tables) {
    const table = named(numbers, name);
    for (const route of routes) commands.push(`route add ${route} table ${table}`);
  }
  for (const [cable, tableName] of asks) {
    commands.push(`rule add iif ${cable} lookup ${named(numbers, tableName)}`);
  }
  const acls = [...network.networkAcls.values()].flatMap((acl) => [
    chain(aclChain(acl.id, "ingress"), aclRules(acl.ingress, "saddr")),
    chain(aclChain(acl.id, "egress"), aclRules(acl.egress, "daddr")),
  ]);
  return {
    stations,
    commands,
    ruleset: [
      "table ip lab {",
      ...acls,
      chain("arrive", ["type filter hook prerouting priority -300; policy accept;", ...marks]),
      chain("pass", ["type filter hook forward priority 0; policy accept;", ...filters]),
      "}",
    ].join("\n"),
  };
}

const privateBlocks = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
];
