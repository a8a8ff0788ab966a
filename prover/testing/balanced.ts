import type { Plan } from "./build";

/**
 * A VPC with load balancers in two zones: from the internet a network load balancer to the web servers, which see their
 * clients' addresses, and behind it an application load balancer to the API.
 */
export const balanced: Plan = {
  vpcs: { vpc: { cidr: "10.0.0.0/16", internetGateway: "igw" }, other: { cidr: "10.1.0.0/16" } },
  subnets: {
    "edge-a": { vpc: "vpc", cidr: "10.0.0.0/24", table: "edge" },
    "edge-b": { vpc: "vpc", cidr: "10.0.1.0/24", table: "edge", zone: "b" },
    app: { vpc: "vpc", cidr: "10.0.2.0/24", acl: "app", table: "app" },
    "app-b": { vpc: "vpc", cidr: "10.0.3.0/24", zone: "b" },
    far: { vpc: "other", cidr: "10.1.0.0/24", table: "far" },
  },
  tables: {
    edge: { vpc: "vpc", routes: { "0.0.0.0/0": "internetGateway igw", "10.1.0.0/16": "transitGateway tgw" } },
    app: { vpc: "vpc", routes: { s3: "vpcEndpoint s3-endpoint", "10.1.0.0/16": "transitGateway tgw" } },
    far: { vpc: "other", routes: { "10.0.0.0/16": "transitGateway tgw" } },
  },
  acls: {
    app: {
      ingress: ["allow tcp 8000-8999 0.0.0.0/0", "allow tcp 1024-65535 0.0.0.0/0"],
      egress: ["allow tcp 1-65535 0.0.0.0/0"],
    },
  },
  prefixLists: { s3: ["198.51.100.0/24"] },
  endpoints: {
    "s3-endpoint": { kind: "gateway", vpc: "vpc" },
    secrets: { kind: "interface", vpc: "vpc" },
  },
  groups: {
    "nlb-group": { vpc: "vpc", ingress: ["tcp 443 0.0.0.0/0"], egress: ["tcp 8000-8999 0.0.0.0/0"] },
    "alb-group": { vpc: "vpc", ingress: ["tcp 443 10.0.0.0/16"], egress: ["tcp 8000-8999 10.0.0.0/8"] },
    web: { vpc: "vpc", ingress: ["tcp 8443 nlb-group", "tcp 8080 nlb-group"], egress: ["all 0.0.0.0/0"] },
    api: { vpc: "vpc", ingress: ["tcp 8080 alb-group"], egress: ["all 0.0.0.0/0"] },
    "far-group": { vpc: "other", ingress: ["tcp 8080 10.0.0.0/16"] },
    secrets: { vpc: "vpc", ingress: ["tcp 443 web"], egress: ["all 0.0.0.0/0"] },
  },
  interfaces: {
    web: { subnet: "app", address: "10.0.2.10", groups: ["web"] },
    api: { subnet: "app", address: "10.0.2.20", groups: ["api"] },
    client: { subnet: "app", address: "10.0.2.30", groups: ["api"] },
    far: { subnet: "far", address: "10.1.0.10", groups: ["far-group"] },
    secrets: { subnet: "app-b", address: "10.0.3.40", groups: ["secrets"], kind: "vpcEndpoint" },
  },
  loadBalancers: {
    nlb: {
      kind: "network",
      groups: ["nlb-group"],
      nodes: [
        { subnet: "edge-a", address: "10.0.0.5", publicAddress: "203.0.113.5" },
        { subnet: "edge-b", address: "10.0.1.5", publicAddress: "203.0.113.6" },
      ],
      listeners: { "TCP 443": ["forward web"] },
    },
    alb: {
      kind: "application",
      groups: ["alb-group"],
      nodes: [
        { subnet: "edge-a", address: "10.0.0.6" },
        { subnet: "edge-b", address: "10.0.1.6" },
      ],
      listeners: { "HTTPS 443": ["path /far -> forward far", "forward api"] },
    },
  },
  targetGroups: {
    web: { protocol: "TCP", port: 8443, vpc: "vpc", preserve: true, healthPort: 8080, targets: ["web"] },
    api: { protocol: "HTTP", port: 8080, vpc: "vpc", healthPort: "traffic", targets: ["api"] },
    far: { type: "ip", protocol: "HTTP", port: 8080, vpc: "vpc", targets: ["10.1.0.10@all"] },
  },
  transitGateways: {
    tgw: {
      attachments: {
        "vpc-attachment": { vpc: "vpc", subnets: ["app", "app-b"], table: "routes" },
        "other-attachment": { vpc: "other", subnets: ["far"], table: "routes" },
      },
      tables: { routes: { "10.0.0.0/16": "vpc-attachment", "10.1.0.0/16": "other-attachment" } },
    },
  },
};
