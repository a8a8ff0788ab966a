import type { BlockerCode } from "../blockers";
import type { AskOptions } from "./ask";
import { balanced } from "./balanced";
import type { Plan } from "./build";
import type { Change } from "./change";
import { hubAndSpoke } from "./hub-and-spoke";
import { joined } from "./joined";

/** Who asks whom; of a mutant that is a question instead of a change, what is asked otherwise. */
export interface Asked extends AskOptions {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

export interface Mutant {
  readonly good: Plan;
  readonly asked: Asked;
  readonly change?: Change;
  readonly otherwise?: Partial<Asked>;
  /** Everything that is then reported, with what it names. */
  readonly blockers: readonly string[];
}

const ipv6 = "ipv6" as const;
const balancerToNode = { good: hubAndSpoke, asked: { from: "balancer", to: "node", port: 30080 } };
const nodeToInternet = { good: hubAndSpoke, asked: { from: "node", to: "internet", port: 443 } };
const nodeToDatabase = { good: hubAndSpoke, asked: { from: "node", to: "database", port: 5432 } };
const internetToWeb = { good: hubAndSpoke, asked: { from: "internet", to: "web", port: 443 } };
const toNlb = { good: balanced, asked: { from: "internet", to: "nlb", port: 443 } };
const clientToAlb = { good: balanced, asked: { from: "client", to: "alb", port: 443 } };
const webToS3 = { good: balanced, asked: { from: "web", to: "198.51.100.7", port: 443 } };
const webToSecrets = { good: balanced, asked: { from: "web", to: "secrets", port: 443 } };
const clientToPeered = { good: joined, asked: { from: "client", to: "server", port: 443 } };
const clientToAttached = { good: joined, asked: { from: "client", to: "far-server", port: 443 } };
const clientToInternet = { good: joined, asked: { from: "client", to: "internet", port: 443 } };
const clientToInternet6 = { good: joined, asked: { from: "client", to: "internet", port: 443, family: ipv6 } };
const internetToPublic6 = { good: joined, asked: { from: "internet", to: "public", port: 443, family: ipv6 } };

/** Of each code a good network in which a change, or another question, brings it out. */
export const mutants: Readonly<Record<BlockerCode, Mutant>> = {
  "security-group-egress": {
    ...nodeToDatabase,
    change: { groups: { node: { egress: ["tcp 443 0.0.0.0/0"] } } },
    blockers: ["request: security-group-egress node"],
  },
  "security-group-ingress": {
    ...nodeToDatabase,
    change: { groups: { database: { ingress: ["tcp 3306 node"] } } },
    blockers: ["request: security-group-ingress database"],
  },
  "security-group-reference": {
    ...clientToAttached,
    change: { transitGateways: { tgw: { securityGroupReferencing: false } } },
    blockers: ["request: security-group-reference far-server ingress[0]"],
  },
  "network-acl-egress": {
    ...nodeToDatabase,
    change: { acls: { data: { egress: ["allow tcp 5432 10.1.0.0/24"] } } },
    blockers: ["reply: network-acl-egress data"],
  },
  "network-acl-ingress": {
    ...nodeToDatabase,
    change: { acls: { data: { ingress: ["deny tcp 5432 10.1.0.0/16", "allow all 10.1.0.0/24"] } } },
    blockers: ["request: network-acl-ingress data ingress 100"],
  },
  "no-route": {
    ...nodeToInternet,
    change: { tables: { nodes: { routes: { "0.0.0.0/0": undefined } } } },
    blockers: ["request: no-route nodes"],
  },
  blackhole: {
    ...nodeToInternet,
    change: { transitGateways: { tgw: { tables: { "from-spoke": { "0.0.0.0/0": "blackhole" } } } } },
    blockers: ["request: blackhole from-spoke 0.0.0.0/0"],
  },
  "wrong-vpc": {
    ...balancerToNode,
    change: { tables: { private: { routes: { "10.1.0.0/16": "local" } } } },
    blockers: ["request: wrong-vpc private 10.1.0.0/16"],
  },
  "internet-gateway-detached": {
    ...internetToWeb,
    change: {
      vpcs: { spoke: { internetGateway: "other" } },
      tables: { public: { routes: { "0.0.0.0/0": "internetGateway other" } } },
    },
    blockers: ["reply: internet-gateway-detached other,public 0.0.0.0/0"],
  },
  "no-internet-gateway": {
    ...internetToWeb,
    change: { vpcs: { hub: { internetGateway: undefined } } },
    blockers: ["request: no-internet-gateway hub"],
  },
  "no-public-address": {
    ...internetToWeb,
    change: { interfaces: { web: { publicAddress: undefined } } },
    blockers: ["request: no-public-address web", "reply: no-public-address web"],
  },
  "private-destination": {
    ...balancerToNode,
    change: { tables: { private: { routes: { "10.1.0.0/16": "internetGateway igw" } } } },
    blockers: ["request: private-destination igw"],
  },
  "private-source": {
    ...internetToWeb,
    otherwise: { from: "192.168.7.7" },
    blockers: ["request: private-source igw", "reply: private-destination igw"],
  },
  "egress-only": {
    ...internetToPublic6,
    change: { tables: { public: { routes: { "::/0": "egressOnlyInternetGateway eigw" } } } },
    blockers: ["reply: egress-only eigw"],
  },
  "nat-ipv4-only": {
    ...clientToInternet6,
    change: { tables: { clients: { routes: { "::/0": "natGateway nat" } } } },
    blockers: ["request: nat-ipv4-only nat"],
  },
  "nat-no-connection": {
    ...internetToWeb,
    change: { interfaces: { web: { subnet: "private", address: "10.0.2.11" } } },
    blockers: ["reply: nat-no-connection nat"],
  },
  "nat-protocol": {
    ...clientToInternet,
    otherwise: { protocol: 50 },
    blockers: ["request: nat-protocol nat"],
  },
  "transit-gateway-zone": {
    ...balancerToNode,
    change: { subnets: { private: { zone: "b" } } },
    blockers: ["request: transit-gateway-zone hub-attachment"],
  },
  "transit-gateway-no-attachment": {
    ...balancerToNode,
    change: { transitGateways: { tgw: { attachments: { "hub-attachment": undefined } } } },
    blockers: ["request: transit-gateway-no-attachment tgw"],
  },
  "transit-gateway-no-association": {
    ...balancerToNode,
    change: { transitGateways: { tgw: { attachments: { "hub-attachment": { table: undefined } } } } },
    blockers: ["request: transit-gateway-no-association hub-attachment"],
  },
  "transit-gateway-no-route": {
    ...balancerToNode,
    change: { transitGateways: { tgw: { tables: { "from-hub": { "10.1.0.0/16": undefined } } } } },
    blockers: ["request: transit-gateway-no-route from-hub"],
  },
  "peering-inactive": {
    ...clientToPeered,
    change: { peerings: { pcx: { active: false } } },
    blockers: ["request: peering-inactive pcx", "reply: peering-inactive pcx"],
  },
  "peering-not-transitive": {
    ...clientToInternet,
    change: { tables: { clients: { routes: { "0.0.0.0/0": "vpcPeering pcx" } } } },
    blockers: ["request: peering-not-transitive pcx"],
  },
  "source-destination-check": {
    ...nodeToInternet,
    change: { tables: { nodes: { routes: { "0.0.0.0/0": "networkInterface database" } } } },
    blockers: ["request: source-destination-check database"],
  },
  "listener-mismatch": {
    ...toNlb,
    change: { loadBalancers: { nlb: { listeners: { "TCP 443": undefined, "TCP 8443": ["forward web"] } } } },
    blockers: ["request: listener-mismatch nlb"],
  },
  "target-group-protocol": {
    ...toNlb,
    change: { targetGroups: { web: { protocol: "UDP" } } },
    blockers: ["request: target-group-protocol web"],
  },
  "target-group-empty": {
    ...toNlb,
    change: { targetGroups: { web: { targets: [] } } },
    blockers: ["request: target-group-empty web"],
  },
  "target-zone-not-enabled": {
    ...toNlb,
    change: { subnets: { app: { zone: "c" } } },
    blockers: ["request: target-zone-not-enabled nlb"],
  },
  "no-target-in-zone": {
    ...toNlb,
    change: { subnets: { app: { zone: "b" } } },
    blockers: ["request: no-target-in-zone nlb"],
  },
  "target-outside-vpc": {
    ...clientToAlb,
    change: { targetGroups: { far: { type: "instance", targets: ["far@a"] } } },
    blockers: ["request: target-outside-vpc far far"],
  },
  "target-unhealthy": {
    ...toNlb,
    change: { groups: { web: { ingress: ["tcp 8443 nlb-group"] } } },
    blockers: ["request: target-unhealthy web web"],
  },
  "preserved-address": {
    ...toNlb,
    change: {
      targetGroups: { web: { type: "ip", port: 8080, healthPort: undefined, targets: ["10.1.0.10@all"] } },
      groups: { "far-group": { ingress: ["tcp 8080 0.0.0.0/0"] } },
    },
    blockers: ["request: preserved-address web"],
  },
  "target-hairpin": {
    ...toNlb,
    otherwise: { from: "web" },
    blockers: ["request: target-hairpin web"],
  },
  "endpoint-policy": {
    ...webToS3,
    change: { endpoints: { "s3-endpoint": { policy: '{"Statement":[]}' } } },
    blockers: ["request: endpoint-policy s3-endpoint"],
  },
  "endpoint-protocol": {
    ...webToS3,
    change: { acls: { app: { ingress: ["allow all 0.0.0.0/0"], egress: ["allow all 0.0.0.0/0"] } } },
    otherwise: { protocol: 17 },
    blockers: ["request: endpoint-protocol s3-endpoint"],
  },
  "endpoint-outside-vpc": {
    ...webToS3,
    change: {
      groups: { "far-group": { egress: ["all 0.0.0.0/0"] } },
      tables: { far: { routes: { "0.0.0.0/0": "transitGateway tgw" } } },
      transitGateways: { tgw: { tables: { routes: { "0.0.0.0/0": "vpc-attachment" } } } },
    },
    otherwise: { from: "far" },
    blockers: ["request: endpoint-outside-vpc s3-endpoint"],
  },
  "endpoint-initiates": {
    ...webToSecrets,
    change: {
      groups: { web: { ingress: ["tcp 443 secrets"] } },
      acls: { app: { ingress: ["allow all 10.0.0.0/16"] } },
    },
    otherwise: { from: "secrets", to: "web" },
    blockers: ["request: endpoint-initiates secrets"],
  },
  "takes-no-connections": {
    ...nodeToDatabase,
    change: { interfaces: { database: { kind: "function" } } },
    blockers: ["request: takes-no-connections database"],
  },
  "routing-loop": {
    ...nodeToInternet,
    change: {
      subnets: { transit: { table: "nodes" } },
      transitGateways: { tgw: { tables: { "from-spoke": { "0.0.0.0/0": "spoke-attachment" } } } },
    },
    blockers: ["request: routing-loop nodes"],
  },
};
