import type {
  Evidence,
  Network,
  NetworkAclEntry,
  NetworkInterface,
  Peer,
  RouteTarget,
  SecurityGroupRule,
  TransitGatewayAttachment,
  Value,
} from "@throughline/graph/model";
import {
  type Addresses,
  allPorts,
  allProtocols,
  exactly,
  type Intervals,
  parseAddresses,
  protocolNumbers,
  range,
} from "@throughline/graph/packets";

/** A network as a test writes it down: blocks as text, traffic as `tcp 443`, things by their ids. */
export interface Plan {
  readonly vpcs: Readonly<Record<string, { readonly cidr: string; readonly internetGateway?: string }>>;
  readonly subnets: Readonly<
    Record<
      string,
      {
        readonly vpc: string;
        readonly cidr: string;
        readonly zone?: string;
        readonly table?: string;
        readonly acl?: string;
      }
    >
  >;
  /** Routes by destination: `0.0.0.0/0: natGateway nat`. The local route is added. */
  readonly tables?: Readonly<
    Record<string, { readonly vpc: string; readonly routes: Readonly<Record<string, string>> }>
  >;
  /** Entries in order: `allow tcp 443 10.0.0.0/8`. `open` allows everything and is the default. */
  readonly acls?: Readonly<Record<string, { readonly ingress: readonly string[]; readonly egress: readonly string[] }>>;
  /** Rules: `tcp 443 10.0.0.0/8`, `all sg-1`. */
  readonly groups?: Readonly<
    Record<string, { readonly vpc: string; readonly ingress?: readonly string[]; readonly egress?: readonly string[] }>
  >;
  readonly interfaces?: Readonly<
    Record<
      string,
      {
        readonly subnet: string;
        readonly address: string;
        readonly groups: readonly string[];
        readonly publicAddress?: string;
      }
    >
  >;
  readonly natGateways?: Readonly<
    Record<string, { readonly subnet: string; readonly address: string; readonly publicAddress?: string }>
  >;
  /** Route tables of a transit gateway, by destination the attachment, or `blackhole`. */
  readonly transitGateways?: Readonly<
    Record<
      string,
      {
        readonly attachments: Readonly<
          Record<string, { readonly vpc: string; readonly subnets: readonly string[]; readonly table?: string }>
        >;
        readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
        readonly securityGroupReferencing?: boolean;
      }
    >
  >;
  readonly peerings?: Readonly<
    Record<string, { readonly between: readonly [string, string]; readonly active?: boolean }>
  >;
}

export function buildNetwork(plan: Plan): Network {
  const vpcOf = (subnet: string): string => plan.subnets[subnet]?.vpc ?? subnet;
  return {
    vpcs: map(plan.vpcs, (id, { cidr }) => ({
      evidence: evidence(id),
      id,
      account: "123456789012",
      region: "us-east-1",
      addresses: [block(cidr)],
    })),
    subnets: map(plan.subnets, (id, { vpc, cidr, zone = "a", table = `${vpc}-main`, acl = `${vpc}-open` }) => ({
      evidence: evidence(id),
      id,
      vpcId: vpc,
      availabilityZone: zone,
      addresses: [block(cidr)],
      routeTableId: table,
      networkAclId: acl,
    })),
    routeTables: new Map(
      [
        ...map(plan.vpcs, (vpc, { cidr }) => routeTable(`${vpc}-main`, vpc, cidr, {})).values(),
        ...Object.entries(plan.tables ?? {}).map(([id, { vpc, routes }]) =>
          routeTable(id, vpc, plan.vpcs[vpc]?.cidr ?? "", routes),
        ),
      ].map((table) => [table.id, table]),
    ),
    networkAcls: new Map(
      [
        ...Object.keys(plan.vpcs).map((vpc) =>
          networkAcl(`${vpc}-open`, vpc, ["allow all 0.0.0.0/0"], ["allow all 0.0.0.0/0"]),
        ),
        ...Object.entries(plan.acls ?? {}).map(([id, { ingress, egress }]) => networkAcl(id, "", ingress, egress)),
      ].map((acl) => [acl.id, acl]),
    ),
    securityGroups: map(plan.groups ?? {}, (id, { vpc, ingress = [], egress = [] }) => ({
      evidence: evidence(id),
      id,
      vpcId: vpc,
      ingress: ingress.map((text, index) => rule(id, `ingress[${index}]`, text)),
      egress: egress.map((text, index) => rule(id, `egress[${index}]`, text)),
    })),
    prefixLists: new Map(),
    internetGateways: new Map(
      Object.entries(plan.vpcs).flatMap(([vpcId, { internetGateway: id }]) =>
        id === undefined ? [] : [[id, { evidence: evidence(id), id, vpcId, egressOnly: false }]],
      ),
    ),
    natGateways: map(plan.natGateways ?? {}, (id, { subnet, address, publicAddress }) => ({
      evidence: evidence(id),
      id,
      connectivity: publicAddress === undefined ? "private" : "public",
      subnetId: subnet,
      privateAddress: block(address),
      publicAddress: publicAddress === undefined ? undefined : block(publicAddress),
    })),
    vpcPeerings: map(plan.peerings ?? {}, (id, { between: [requesterVpcId, accepterVpcId], active = true }) => ({
      evidence: evidence(id),
      id,
      requesterVpcId,
      accepterVpcId,
      active,
    })),
    vpcEndpoints: new Map(),
    transitGateways: map(plan.transitGateways ?? {}, (id, { securityGroupReferencing = false }) => ({
      evidence: evidence(id),
      id,
      securityGroupReferencing,
    })),
    transitGatewayAttachments: new Map(
      Object.entries(plan.transitGateways ?? {}).flatMap(
        ([transitGatewayId, { attachments, securityGroupReferencing = false }]) =>
          Object.entries(attachments).map(([id, { vpc, subnets, table }]): [string, TransitGatewayAttachment] => [
            id,
            {
              kind: "vpc",
              evidence: evidence(id),
              id,
              transitGatewayId,
              routeTableId: table,
              vpcId: vpc,
              subnetIds: subnets,
              applianceMode: false,
              securityGroupReferencing,
            },
          ]),
      ),
    ),
    transitGatewayRouteTables: new Map(
      Object.entries(plan.transitGateways ?? {}).flatMap(([transitGatewayId, { tables }]) =>
        Object.entries(tables).map(([id, routes]) => [
          id,
          {
            evidence: evidence(id),
            id,
            transitGatewayId,
            routes: Object.entries(routes).map(([cidr, attachment]) => ({
              evidence: { ...evidence(id), part: cidr },
              destination: block(cidr),
              attachmentId: attachment === "blackhole" ? undefined : attachment,
              propagated: false,
            })),
          },
        ]),
      ),
    ),
    interfaces: map(plan.interfaces ?? {}, (id, { subnet, address, groups, publicAddress }): NetworkInterface => ({
      evidence: evidence(id),
      id,
      aliases: [],
      kind: "instance",
      placements: [
        {
          subnetId: subnet,
          addresses: [block(address)],
          publicAddress: publicAddress === undefined ? undefined : block(publicAddress),
        },
      ],
      securityGroupIds: groups,
      sourceDestinationCheck: true,
    })),
    loadBalancers: new Map(),
    targetGroups: new Map(),
    unmodelled: [],
  };

  function routeTable(id: string, vpc: string, cidr: string, routes: Readonly<Record<string, string>>) {
    return {
      evidence: evidence(id),
      id,
      vpcId: vpcOf(vpc),
      routes: [[cidr, "local"] as const, ...Object.entries(routes)].map(([destination, target]) => ({
        evidence: { ...evidence(id), part: destination },
        destination: { kind: "addresses" as const, addresses: block(destination) },
        target: routeTarget(target),
      })),
    };
  }
}

function evidence(id: string): Evidence {
  return { urn: `urn:test::${id}`, id };
}

export function block(cidr: string): Addresses {
  const addresses = parseAddresses(cidr);
  if (addresses === undefined) throw new Error(`"${cidr}" is no CIDR block`);
  return addresses;
}

function routeTarget(text: string): RouteTarget {
  const [kind, id = ""] = text.split(" ");
  return { kind, id, type: kind } as unknown as RouteTarget;
}

function networkAcl(id: string, vpcId: string, ingress: readonly string[], egress: readonly string[]) {
  const entries = (direction: string, texts: readonly string[]): NetworkAclEntry[] =>
    texts.map((text, index) => {
      const [action, protocol = "", ...others] = text.split(" ");
      const cidr = others.at(-1) ?? "";
      return {
        evidence: { ...evidence(id), part: `${direction} ${(index + 1) * 100}` },
        number: (index + 1) * 100,
        action: action as "allow" | "deny",
        addresses: block(cidr),
        ...traffic(protocol, others.length > 1 ? others[0] : undefined),
      };
    });
  return { evidence: evidence(id), id, vpcId, ingress: entries("ingress", ingress), egress: entries("egress", egress) };
}

function rule(id: string, part: string, text: string): SecurityGroupRule {
  const [protocol = "", ...others] = text.split(" ");
  const peer = others.at(-1) ?? "";
  return {
    evidence: { ...evidence(id), part },
    peer: peerOf(peer),
    ...traffic(protocol, others.length > 1 ? others[0] : undefined),
  };
}

function peerOf(text: string): Peer {
  const addresses = parseAddresses(text);
  return addresses === undefined
    ? { kind: "securityGroup", securityGroupId: text }
    : { kind: "addresses", addresses: [addresses] };
}

function traffic(
  protocol: string,
  ports: string | undefined,
): { protocols: Value<Intervals>; ports: Value<Intervals> } {
  const [from, to = from] = ports?.split("-").map(Number) ?? [];
  return {
    protocols: protocol === "all" ? allProtocols : exactly(protocolNumbers[protocol as keyof typeof protocolNumbers]),
    ports: from === undefined || to === undefined ? allPorts : range(from, to),
  };
}

function map<S, T>(things: Readonly<Record<string, S>>, make: (id: string, thing: S) => T): Map<string, T> {
  return new Map(Object.entries(things).map(([id, thing]) => [id, make(id, thing)]));
}
