import type { Plan } from "./build";

/** A hub with the internet and NAT, and a private spoke behind a transit gateway. */
export const hubAndSpoke: Plan = {
  vpcs: { hub: { cidr: "10.0.0.0/16", internetGateway: "igw" }, spoke: { cidr: "10.1.0.0/16" } },
  subnets: {
    public: { vpc: "hub", cidr: "10.0.0.0/24", table: "public" },
    "hub-transit": { vpc: "hub", cidr: "10.0.1.0/28", table: "hub-transit" },
    private: { vpc: "hub", cidr: "10.0.2.0/24", table: "private" },
    nodes: { vpc: "spoke", cidr: "10.1.0.0/24", table: "nodes" },
    data: { vpc: "spoke", cidr: "10.1.1.0/24", acl: "data" },
    transit: { vpc: "spoke", cidr: "10.1.2.0/28" },
  },
  tables: {
    public: { vpc: "hub", routes: { "0.0.0.0/0": "internetGateway igw", "10.1.0.0/16": "transitGateway tgw" } },
    "hub-transit": { vpc: "hub", routes: { "0.0.0.0/0": "natGateway nat" } },
    private: { vpc: "hub", routes: { "0.0.0.0/0": "natGateway nat", "10.1.0.0/16": "transitGateway tgw" } },
    nodes: { vpc: "spoke", routes: { "0.0.0.0/0": "transitGateway tgw" } },
  },
  acls: {
    data: { ingress: ["allow tcp 5432 10.1.0.0/24"], egress: ["allow tcp 1024-65535 10.1.0.0/24"] },
  },
  groups: {
    node: { vpc: "spoke", ingress: ["tcp 30080 10.0.2.0/24"], egress: ["all 0.0.0.0/0"] },
    database: { vpc: "spoke", ingress: ["tcp 5432 node"] },
    balancer: { vpc: "hub", ingress: ["tcp 443 0.0.0.0/0"], egress: ["tcp 30080 10.1.0.0/24"] },
  },
  interfaces: {
    node: { subnet: "nodes", address: "10.1.0.10", groups: ["node"] },
    database: { subnet: "data", address: "10.1.1.10", groups: ["database"] },
    balancer: { subnet: "private", address: "10.0.2.10", groups: ["balancer"] },
    web: { subnet: "public", address: "10.0.0.10", groups: ["balancer"], publicAddress: "198.51.100.10" },
  },
  natGateways: { nat: { subnet: "public", address: "10.0.0.5", publicAddress: "198.51.100.5" } },
  transitGateways: {
    tgw: {
      attachments: {
        "hub-attachment": { vpc: "hub", subnets: ["hub-transit"], table: "from-hub" },
        "spoke-attachment": { vpc: "spoke", subnets: ["transit"], table: "from-spoke" },
      },
      tables: { "from-hub": { "10.1.0.0/16": "spoke-attachment" }, "from-spoke": { "0.0.0.0/0": "hub-attachment" } },
    },
  },
};
