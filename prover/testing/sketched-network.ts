import type { Network, Peer, RouteTarget } from "@throughline/graph/model";
import { type Addresses, type Family, intervals } from "@throughline/graph/packets";
import { type NetworkSketch, traffics } from "./random-network";
import { block, byId, distinct, evidence, ipv6Block, pick, service, trafficOf } from "./sketch-words";
import { attachmentsOf, peeringsOf } from "./sketched-joins";

/** Builds what a sketch means. */
export function networkOf(sketch: NetworkSketch): Network {
  const vpcs = sketch.vpcs.map((each, number) => ({ ...each, number, id: `vpc-${number}` }));
  const blocks = [
    block("0.0.0.0/0"),
    block("10.0.0.0/8"),
    ...vpcs.flatMap(({ number, subnets }) => [
      block(`10.${number}.0.0/16`),
      block(`10.${number}.0.0/23`),
      ...subnets.map((_, at) => block(`10.${number}.${at}.0/24`)),
    ]),
    block("203.0.113.0/24"),
    block("10.0.0.0/9"),
    block("198.51.100.0/24"),
    block("::/0"),
    ...vpcs.map(({ number }) => block(ipv6Block(number))),
    block("2a00::/33"),
  ];
  const groupIds = vpcs.flatMap(({ id, groups }) => groups.map((_, at) => `${id}-sg-${at}`));
  const hostIds = vpcs.flatMap(({ id, hosts }) => hosts.map((_, at) => `${id}-host-${at}`));
  const peerings = peeringsOf(sketch);

  return {
    vpcs: byId(
      vpcs.map(({ id, number }) => ({
        evidence: evidence(id),
        id,
        account: "123456789012",
        region: "us-east-1",
        addresses: [block(`10.${number}.0.0/16`), block(ipv6Block(number))],
      })),
    ),
    subnets: byId(
      vpcs.flatMap(({ id: vpcId, number, subnets, tables, acls }) =>
        subnets.map((each, at) => ({
          evidence: evidence(`${vpcId}-subnet-${at}`),
          id: `${vpcId}-subnet-${at}`,
          vpcId,
          availabilityZone: each.zone ? "b" : "a",
          addresses: [block(`10.${number}.${at}.0/24`), block(ipv6Block(number, at))],
          routeTableId: `${vpcId}-table-${each.table % tables.length}`,
          networkAclId: `${vpcId}-acl-${each.acl % acls.length}`,
        })),
      ),
    ),
    routeTables: byId(
      vpcs.flatMap((vpc) =>
        vpc.tables.map((each, at) => {
          const id = `${vpc.id}-table-${at}`;
          return { evidence: evidence(id), id, vpcId: vpc.id, routes: routesOf(id, vpc, each) };
        }),
      ),
    ),
    networkAcls: byId(
      vpcs.flatMap(({ id: vpcId, acls }) =>
        acls.map((each, at) => {
          const id = `${vpcId}-acl-${at}`;
          const entries = (direction: "ingress" | "egress") => [
            ...(each.open ? openEntries(id, direction) : []),
            ...each[direction].map(({ allow, traffic, block }, number) => ({
              evidence: { ...evidence(id), part: `${direction} ${900 - number}` },
              number: 900 - number,
              action: allow ? ("allow" as const) : ("deny" as const),
              addresses: pick(blocks, block),
              ...trafficOf(pick(traffics, traffic)),
            })),
          ];
          return { evidence: evidence(id), id, vpcId, ingress: entries("ingress"), egress: entries("egress") };
        }),
      ),
    ),
    securityGroups: byId(
      vpcs.flatMap(({ id: vpcId, groups }) =>
        groups.map((each, at) => {
          const id = `${vpcId}-sg-${at}`;
          const rules = (direction: "ingress" | "egress") =>
            each[direction].map(({ traffic, peer, which }, part) => ({
              evidence: { ...evidence(id), part: `${direction}[${part}]` },
              peer: peerOf(peer, which),
              ...trafficOf(pick(traffics, traffic)),
            }));
          return { evidence: evidence(id), id, vpcId, ingress: rules("ingress"), egress: rules("egress") };
        }),
      ),
    ),
    prefixLists: byId([
      { evidence: evidence("pl-service"), id: "pl-service", name: "service", entries: [service] },
      { evidence: evidence("pl-own"), id: "pl-own", name: "own", entries: blocks.slice(2, 5) },
    ]),
    internetGateways: byId(
      vpcs.flatMap(({ id, internetGateway, egressOnly }) => [
        ...(internetGateway === "absent"
          ? []
          : [
              {
                evidence: evidence(`${id}-igw`),
                id: `${id}-igw`,
                vpcId: internetGateway === "attached" ? id : undefined,
                egressOnly: false,
              },
            ]),
        ...(egressOnly ? [{ evidence: evidence(`${id}-eigw`), id: `${id}-eigw`, vpcId: id, egressOnly: true }] : []),
      ]),
    ),
    natGateways: byId(
      vpcs.flatMap(({ id, number, nat, subnets }) => {
        if (nat === null) return [];
        const at = nat.subnet % subnets.length;
        return [
          {
            evidence: evidence(`${id}-nat`),
            id: `${id}-nat`,
            connectivity: nat.isPublic ? ("public" as const) : ("private" as const),
            subnetId: `${id}-subnet-${at}`,
            privateAddress: block(`10.${number}.${at}.200`),
            ...(nat.isPublic ? { publicAddress: block(`198.51.100.${number * 10 + 9}`) } : {}),
          },
        ];
      }),
    ),
    vpcPeerings: byId(peerings),
    vpcEndpoints: byId(
      vpcs.map(({ id }) => ({
        evidence: evidence(`${id}-endpoint`),
        id: `${id}-endpoint`,
        kind: "gateway" as const,
        service: "com.amazonaws.us-east-1.s3",
        vpcId: id,
        prefixListId: "pl-service",
        policy: undefined,
        privateDns: false,
      })),
    ),
    transitGateways: byId(
      sketch.transitGateways.map(({ referencing }, at) => ({
        evidence: evidence(`tgw-${at}`),
        id: `tgw-${at}`,
        securityGroupReferencing: referencing,
      })),
    ),
    transitGatewayAttachments: byId(attachmentsOf(sketch)),
    transitGatewayRouteTables: byId(
      sketch.transitGateways.flatMap(({ tables }, gateway) =>
        tables.map(({ propagates, everywhere, routes }, at) => {
          const id = `tgw-${gateway}-table-${at}`;
          const attached = attachmentsOf(sketch).filter(
            ({ id: attachmentId }) => attachmentId.startsWith(`tgw-${gateway}-`) || attachmentId === "tgw-peering",
          );
          const route = (destination: Addresses, attachmentId: string | undefined, propagated: boolean) => ({
            evidence: { ...evidence(id), part: destination.intervals.join("–") },
            destination,
            attachmentId,
            propagated,
          });
          const somewhere = (which: number | null) =>
            which === null || attached.length === 0 ? undefined : pick(attached, which).id;
          const written = [
            ...(everywhere === null
              ? []
              : ["0.0.0.0/0", "::/0"].map((text) => route(block(text), somewhere(everywhere), false))),
            ...routes.map(({ block, attachment }) => route(pick(blocks, block), somewhere(attachment), false)),
          ];
          const propagated = attached.flatMap((each) =>
            propagates && each.kind === "vpc"
              ? vpcs
                  .filter((vpc) => vpc.id === each.vpcId)
                  .flatMap(({ number }) => [block(`10.${number}.0.0/16`), block(ipv6Block(number))])
                  .map((destination) => route(destination, each.id, true))
              : [],
          );
          return {
            evidence: evidence(id),
            id,
            transitGatewayId: `tgw-${gateway}`,
            routes: [...propagated, ...distinct(written, ({ destination }) => destination)],
          };
        }),
      ),
    ),
    interfaces: byId(
      vpcs.flatMap(({ id: vpcId, number, hosts, subnets, groups }) =>
        hosts.map((each, at) => {
          const id = `${vpcId}-host-${at}`;
          const subnet = each.subnet % subnets.length;
          return {
            evidence: evidence(id),
            id,
            aliases: [],
            kind: "instance" as const,
            placements: [
              {
                subnetId: `${vpcId}-subnet-${subnet}`,
                addresses: [block(`10.${number}.${subnet}.${10 + at}`), block(ipv6Block(number, subnet, 10 + at))],
                publicAddress: each.isPublic ? block(`198.51.100.${number * 10 + at}`) : undefined,
              },
            ],
            securityGroupIds: [...new Set(each.groups.map((which) => `${vpcId}-sg-${which % groups.length}`))],
            sourceDestinationCheck: true,
          };
        }),
      ),
    ),
    loadBalancers: new Map(),
    targetGroups: new Map(),
    unmodelled: [],
  };

  function peerOf(kind: string, which: number): Peer {
    switch (kind) {
      case "group":
        return { kind: "securityGroup", securityGroupId: pick(groupIds, which) };
      case "prefixList":
        return { kind: "prefixList", prefixListId: pick(["pl-service", "pl-own"], which) };
      case "block":
        return { kind: "addresses", addresses: [pick(blocks, which)] };
      default:
        return { kind: "addresses", addresses: [block("0.0.0.0/0"), block("::/0")] };
    }
  }

  function routesOf(
    tableId: string,
    { id, number, egressOnly, internetGateway, nat }: (typeof vpcs)[number],
    sketched: (typeof vpcs)[number]["tables"][number],
  ) {
    const own = [block(`10.${number}.0.0/16`), block(ipv6Block(number))];
    const targetOf = (kind: string, which: number): RouteTarget | undefined => {
      switch (kind) {
        case "internetGateway":
          return internetGateway === "absent" ? undefined : { kind, id: `${id}-igw` };
        case "egressOnlyInternetGateway":
          return egressOnly ? { kind, id: `${id}-eigw` } : undefined;
        case "natGateway":
          return nat === null ? undefined : { kind, id: `${id}-nat` };
        case "transitGateway":
          return { kind, id: `tgw-${which % sketch.transitGateways.length}` };
        case "vpcPeering": {
          const here = peerings.filter(({ requesterVpcId, accepterVpcId }) =>
            [requesterVpcId, accepterVpcId].includes(id),
          );
          return here.length === 0 ? undefined : { kind, id: pick(here, which).id };
        }
        case "networkInterface":
          return { kind, id: pick(hostIds, which) };
        default:
          return undefined;
      }
    };
    const written: [Addresses, RouteTarget | undefined][] = [
      ...own.map((addresses): [Addresses, RouteTarget] => [addresses, { kind: "local" }]),
      ...sketched.others.map(({ block, target }): [Addresses, RouteTarget | undefined] => [
        pick(blocks, block),
        targetOf(target.kind, target.which),
      ]),
      ...vpcs
        .filter((other) => other.number !== number && sketched.neighbours !== null)
        .flatMap((other) => {
          const between = peerings.find(({ requesterVpcId, accepterVpcId }) =>
            [requesterVpcId, accepterVpcId].every((end) => [id, other.id].includes(end)),
          );
          const way: RouteTarget =
            sketched.neighbours === "vpcPeering" && between !== undefined
              ? { kind: "vpcPeering", id: between.id }
              : { kind: "transitGateway", id: "tgw-0" };
          return [block(`10.${other.number}.0.0/16`), block(ipv6Block(other.number))].map(
            (addresses): [Addresses, RouteTarget] => [addresses, way],
          );
        }),
      [
        block("0.0.0.0/0"),
        sketched.everywhere === null ? undefined : targetOf(sketched.everywhere.kind, sketched.everywhere.which),
      ],
      [block("::/0"), sketched.everywhere6 === null ? undefined : targetOf(sketched.everywhere6, 0)],
    ];
    const isOwn = (addresses: Addresses): boolean =>
      own.some(
        ({ family, intervals: mine }) => addresses.family === family && intervals.covers(mine, addresses.intervals),
      );
    const families: Partial<Record<RouteTarget["kind"], Family>> = {
      natGateway: "ipv4",
      egressOnlyInternetGateway: "ipv6",
    };
    const routes = distinct(
      written.flatMap(([addresses, target]) =>
        target === undefined ||
        (isOwn(addresses) && target.kind !== "local") ||
        (families[target.kind] ?? addresses.family) !== addresses.family
          ? []
          : [{ addresses, target }],
      ),
      ({ addresses }) => addresses,
    );
    return [
      ...routes.map(({ addresses, target }) => ({
        evidence: { ...evidence(tableId), part: addresses.intervals.join("–") },
        destination: { kind: "addresses" as const, addresses },
        target,
      })),
      ...(sketched.endpoint
        ? [
            {
              evidence: { ...evidence(tableId), part: "pl-service" },
              destination: { kind: "prefixList" as const, prefixListId: "pl-service" },
              target: { kind: "vpcEndpoint" as const, id: `${id}-endpoint` },
            },
          ]
        : []),
    ];
  }
}

function openEntries(id: string, direction: "ingress" | "egress") {
  return ["0.0.0.0/0", "::/0"].map((text, at) => ({
    evidence: { ...evidence(id), part: `${direction} ${1000 + at}` },
    number: 1000 + at,
    action: "allow" as const,
    addresses: block(text),
    ...trafficOf("all"),
  }));
}
