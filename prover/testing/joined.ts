import type { Plan } from "./build";

/**
 * Three VPCs: one peered, one behind a transit gateway that carries references to groups; and IPv6 to the internet,
 * which cannot come in to the third.
 */
export const joined: Plan = {
  vpcs: {
    vpc: { cidr: "10.0.0.0/16", ipv6: "2600:1f18:0:100::/56", internetGateway: "igw", egressOnlyGateway: "eigw" },
    peered: { cidr: "10.1.0.0/16" },
    attached: { cidr: "10.2.0.0/16" },
  },
  subnets: {
    clients: { vpc: "vpc", cidr: "10.0.0.0/24", ipv6: "2600:1f18:0:100::/64", table: "clients" },
    public: { vpc: "vpc", cidr: "10.0.1.0/24", ipv6: "2600:1f18:0:101::/64", table: "public" },
    servers: { vpc: "peered", cidr: "10.1.0.0/24", table: "servers" },
    "far-servers": { vpc: "attached", cidr: "10.2.0.0/24", table: "far-servers" },
  },
  tables: {
    clients: {
      vpc: "vpc",
      routes: {
        "10.1.0.0/16": "vpcPeering pcx",
        "10.2.0.0/16": "transitGateway tgw",
        "0.0.0.0/0": "natGateway nat",
        "::/0": "egressOnlyInternetGateway eigw",
      },
    },
    public: { vpc: "vpc", routes: { "0.0.0.0/0": "internetGateway igw", "::/0": "internetGateway igw" } },
    servers: { vpc: "peered", routes: { "10.0.0.0/16": "vpcPeering pcx" } },
    "far-servers": { vpc: "attached", routes: { "10.0.0.0/16": "transitGateway tgw" } },
  },
  groups: {
    client: { vpc: "vpc", egress: ["all 0.0.0.0/0", "all ::/0"] },
    server: { vpc: "peered", ingress: ["tcp 443 client"] },
    "far-server": { vpc: "attached", ingress: ["tcp 443 client"] },
    public: { vpc: "vpc", ingress: ["tcp 443 ::/0", "tcp 443 0.0.0.0/0"] },
  },
  interfaces: {
    client: { subnet: "clients", address: "10.0.0.10", ipv6: "2600:1f18:0:100::10", groups: ["client"] },
    server: { subnet: "servers", address: "10.1.0.10", groups: ["server"] },
    "far-server": { subnet: "far-servers", address: "10.2.0.10", groups: ["far-server"] },
    public: {
      subnet: "public",
      address: "10.0.1.10",
      ipv6: "2600:1f18:0:101::10",
      groups: ["public"],
      publicAddress: "203.0.113.10",
    },
  },
  natGateways: { nat: { subnet: "public", address: "10.0.1.5", publicAddress: "203.0.113.5" } },
  peerings: { pcx: { between: ["vpc", "peered"] } },
  transitGateways: {
    tgw: {
      securityGroupReferencing: true,
      attachments: {
        "vpc-attachment": { vpc: "vpc", subnets: ["clients"], table: "routes" },
        "attached-attachment": { vpc: "attached", subnets: ["far-servers"], table: "routes" },
      },
      tables: { routes: { "10.0.0.0/16": "vpc-attachment", "10.2.0.0/16": "attached-attachment" } },
    },
  },
};
