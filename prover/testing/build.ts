import type {
  Network,
  NetworkInterface,
  RouteTable,
  SecurityGroupRule,
  TransitGatewayAttachment,
} from "@throughline/graph/model";
import { balancerInterface, loadBalancer, targetGroup } from "./build-load-balancers";
import { block, blocks, evidence, networkAcl, peerOf, placement, routeTarget, traffic } from "./parts";
import type { Plan } from "./plan";

export { block } from "./parts";
export type { Plan } from "./plan";

export function buildNetwork(plan: Plan): Network {
  return {
    vpcs: map(plan.vpcs, (id, { cidr, ipv6, region = "us-east-1" }) => ({
      evidence: evidence(id),
      id,
      account: "123456789012",
      region,
      addresses: blocks(cidr, ipv6),
    })),
    subnets: map(plan.subnets, (id, { vpc, cidr, ipv6, zone = "a", table = `${vpc}-main`, acl = `${vpc}-open` }) => ({
      evidence: evidence(id),
      id,
      vpcId: vpc,
      availabilityZone: zone,
      addresses: blocks(cidr, ipv6),
      routeTableId: table,
      networkAclId: acl,
    })),
    routeTables: new Map(
      [
        ...Object.keys(plan.vpcs).map((vpc) => routeTable(`${vpc}-main`, vpc, {})),
        ...Object.entries(plan.tables ?? {}).map(([id, { vpc, routes }]) => routeTable(id, vpc, routes)),
      ].map((table) => [table.id, table]),
    ),
    networkAcls: new Map(
      [
        ...Object.keys(plan.vpcs).map((vpc) => networkAcl(`${vpc}-open`, vpc, open, open)),
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
    prefixLists: map(plan.prefixLists ?? {}, (id, entries) => ({
      evidence: evidence(id),
      id,
      name: id,
      entries: entries.map(block),
    })),
    internetGateways: new Map(
      Object.entries(plan.vpcs).flatMap(([vpcId, { internetGateway, egressOnlyGateway }]) =>
        [
          { id: internetGateway, egressOnly: false },
          { id: egressOnlyGateway, egressOnly: true },
        ].flatMap(({ id, egressOnly }) =>
          id === undefined ? [] : [[id, { evidence: evidence(id), id, vpcId, egressOnly }] as const],
        ),
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
    vpcEndpoints: map(plan.endpoints ?? {}, (id, { kind, vpc, policy }) => ({
      evidence: evidence(id),
      id,
      kind,
      service: "com.amazonaws.us-east-1.s3",
      vpcId: vpc,
      policy,
      privateDns: true,
    })),
    transitGateways: map(plan.transitGateways ?? {}, (id, { securityGroupReferencing = false }) => ({
      evidence: evidence(id),
      id,
      securityGroupReferencing,
    })),
    transitGatewayAttachments: new Map(
      Object.entries(plan.transitGateways ?? {}).flatMap(
        ([transitGatewayId, { attachments, peerings = {}, securityGroupReferencing = false }]) => [
          ...Object.entries(attachments).map(
            ([id, { vpc, subnets, table, applianceMode = false }]): [string, TransitGatewayAttachment] => [
              id,
              {
                kind: "vpc",
                evidence: evidence(id),
                id,
                transitGatewayId,
                routeTableId: table,
                vpcId: vpc,
                subnetIds: subnets,
                applianceMode,
                securityGroupReferencing,
              },
            ],
          ),
          ...Object.entries(peerings).map(
            ([id, { peer, table, peerTable, active = true }]): [string, TransitGatewayAttachment] => [
              id,
              {
                kind: "peering",
                evidence: evidence(id),
                id,
                transitGatewayId,
                routeTableId: table,
                peerTransitGatewayId: peer,
                peerRouteTableId: peerTable,
                active,
              },
            ],
          ),
        ],
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
            routes: Object.entries(routes).flatMap(([cidr, text]) =>
              text.split(" ").map((attachment, _, all) => ({
                evidence: { ...evidence(id), part: cidr },
                destination: block(cidr),
                attachmentId: attachment === "blackhole" ? undefined : attachment,
                propagated: all.length > 1,
              })),
            ),
          },
        ]),
      ),
    ),
    interfaces: new Map([
      ...map(plan.interfaces ?? {}, networkInterface),
      ...map(plan.loadBalancers ?? {}, balancerInterface),
    ]),
    loadBalancers: map(plan.loadBalancers ?? {}, loadBalancer),
    targetGroups: map(plan.targetGroups ?? {}, targetGroup),
    unmodelled: Object.entries(plan.unmodelled ?? {}).map(([id, type]) => ({
      evidence: evidence(type),
      type,
      actsOn: [id],
    })),
  };

  function routeTable(id: string, vpc: string, routes: Readonly<Record<string, string>>): RouteTable {
    const { cidr = "", ipv6 } = plan.vpcs[vpc] ?? {};
    const local = [cidr, ...(ipv6 === undefined ? [] : [ipv6])].map((own) => [own, "local"] as const);
    return {
      evidence: evidence(id),
      id,
      vpcId: vpc,
      routes: [...local, ...Object.entries(routes)].map(([destination, target]) => ({
        evidence: { ...evidence(id), part: destination },
        destination:
          plan.prefixLists?.[destination] === undefined
            ? { kind: "addresses", addresses: block(destination) }
            : { kind: "prefixList", prefixListId: destination },
        target: routeTarget(target),
      })),
    };
  }

  function rule(id: string, part: string, text: string): SecurityGroupRule {
    const [protocol = "", ...others] = text.split(" ");
    const peer = others.at(-1) ?? "";
    return {
      evidence: { ...evidence(id), part },
      peer: plan.prefixLists?.[peer] === undefined ? peerOf(peer) : { kind: "prefixList", prefixListId: peer },
      ...traffic(protocol, others.length > 1 ? others[0] : undefined),
    };
  }
}

const open = ["allow all 0.0.0.0/0", "allow all ::/0"];

function networkInterface(
  id: string,
  {
    subnet,
    address,
    ipv6,
    groups,
    publicAddress,
    kind = "instance",
    sourceDestinationCheck = true,
  }: NonNullable<Plan["interfaces"]>[string],
): NetworkInterface {
  return {
    evidence: evidence(id),
    id,
    aliases: [],
    kind,
    placements: [placement(subnet, blocks(address, ipv6), publicAddress)],
    securityGroupIds: groups,
    sourceDestinationCheck,
  };
}

function map<S, T>(things: Readonly<Record<string, S>>, make: (id: string, thing: S) => T): Map<string, T> {
  return new Map(Object.entries(things).map(([id, thing]) => [id, make(id, thing)]));
}
