const tier = {
  type: "private",
  cidrBlocks: ["10.0.0.0/20"],
  subnetIds: ["subnet-1", "subnet-2"],
  routeTableIds: ["rtb-1"],
  securityGroupId: "sg-1",
};

const hub = {
  vpcId: "vpc-1",
  cidrBlock: "10.0.0.0/16",
  tiers: { nodes: tier },
  groups: {},
  gatewayEndpointIds: {},
  interfaceEndpointIds: {},
};

/** What the stack of a deployed network has as its outputs. */
export const networkOutputs = {
  contract: { layer: "network", version: 1 },
  account: { id: "123456789012", region: "us-east-1" },
  availabilityZones: ["us-east-1a", "us-east-1b"],
  vpcs: { hub },
  natAddresses: ["192.0.2.1"],
};
