import { expect } from "chai";
import { isUnknown } from "../../index";
import { blockText } from "../../../testing/describe";
import { made, networkOf, planned, secret, subnet, type TestState, whyUnknown } from "../../../testing/state";

const subnets = [
  subnet("subnet-1", "vpc-1", "10.0.1.0/24"),
  subnet("subnet-2", "vpc-1", "10.0.2.0/24", { mapPublicIpOnLaunch: true, ipv6CidrBlock: "2001:db8::/64" }),
];
const groups = ["sg-1"];
const of = (id: string, ...resources: readonly TestState[]) => {
  const found = networkOf([...subnets, ...resources]).interfaces.get(id);
  const [place] = found?.placements ?? [];
  const addresses = place?.addresses ?? [];
  return {
    ...found,
    publicAddress: place?.publicAddress,
    subnetIds: found?.placements.map(({ subnetId }) => subnetId),
    addresses: isUnknown(addresses) ? addresses.unknown : addresses.map(blockText),
  };
};

describe("instances and network interfaces", () => {
  const instance = (inputs: object = {}, outputs: object = {}) =>
    made(
      "ec2/instance",
      "i-1",
      { subnetId: "subnet-1", vpcSecurityGroupIds: groups, ...inputs },
      { outputs: { privateIp: "10.0.1.4", primaryNetworkInterfaceId: "eni-1", ...outputs } },
    );
  const networkInterface = (inputs: object = {}, outputs: object = {}) =>
    made(
      "ec2/networkInterface",
      "eni-2",
      { subnetId: "subnet-1", securityGroups: groups, ...inputs },
      { outputs: { privateIp: "10.0.1.9", ...outputs } },
    );
  const address = (inputs: object) =>
    made("ec2/eip", "eip-1", { ...inputs }, { outputs: { publicIp: "198.51.100.1" } });

  it("have their addresses, groups and other names", () => {
    const found = of("i-1", instance({ sourceDestCheck: false }, { ipv6Addresses: ["2001:db8::1"] }));
    expect(found).to.deep.include({
      kind: "instance",
      aliases: ["eni-1"],
      securityGroupIds: groups,
      sourceDestinationCheck: false,
      addresses: ["10.0.1.4-10.0.1.4", "2001:db8::1-2001:db8::1"],
      publicAddress: undefined,
    });
  });

  it("have a public address by AWS's choice, by an Elastic IP, or by an association", () => {
    const association = (inputs: object) => made("ec2/eipAssociation", "a", { allocationId: "eip-1", ...inputs });
    expect(of("i-1", instance({}, { publicIp: "198.51.100.7" })).publicAddress).to.have.property("family");
    expect(of("i-1", instance(), address({ instance: "i-1" })).publicAddress).to.have.property("family");
    expect(of("i-1", instance(), address({ networkInterface: "eni-1" })).publicAddress).to.have.property("family");
    expect(of("i-1", instance(), address({}), association({ instanceId: "i-1" })).publicAddress).to.have.property(
      "family",
    );
    expect(
      of("eni-2", networkInterface(), address({}), association({ networkInterfaceId: "eni-2" })).publicAddress,
    ).to.have.property("family");
    const lost = of("i-1", instance(), address({}), association({ instanceId: secret }));
    expect(whyUnknown(lost.publicAddress)).to.equal("instanceId of a is not known");
  });

  it("have groups that are attached one by one, and none known where one may be", () => {
    const attached = (networkInterfaceId: unknown) =>
      made("ec2/networkInterfaceSecurityGroupAttachment", "a", { networkInterfaceId, securityGroupId: "sg-2" });
    expect(of("i-1", instance(), attached("eni-1")).securityGroupIds).to.deep.equal(["sg-1", "sg-2"]);
    expect(of("eni-2", networkInterface(), attached("eni-2")).securityGroupIds).to.deep.equal(["sg-1", "sg-2"]);
    expect(whyUnknown(of("i-1", instance(), attached(secret)).securityGroupIds)).to.contain("networkInterfaceId of a");
    expect(whyUnknown(of("i-1", instance({ vpcSecurityGroupIds: [] })).securityGroupIds)).to.contain(
      "no source says vpcSecurityGroupIds",
    );
  });

  it("of an instance that has several go by its id too", () => {
    const attachment = made("ec2/networkInterfaceAttachment", "a", {
      instanceId: "i-1",
      networkInterfaceId: "eni-2",
      deviceIndex: 1,
    });
    expect(of("eni-2", instance(), networkInterface(), attachment).aliases).to.deep.equal(["i-1"]);
    const inline = networkInterface({}, { attachments: [{ instance: "i-1", deviceIndex: 1 }] });
    expect(of("eni-2", instance(), inline).aliases).to.deep.equal(["i-1"]);
  });

  it("that do not exist yet have no known address", () => {
    const [found] = networkOf([
      ...subnets,
      planned("ec2/instance", "i-1", { subnetId: "subnet-1", vpcSecurityGroupIds: groups }),
    ]).interfaces.values();
    expect(whyUnknown(found?.placements[0]?.addresses)).to.equal("privateIp of i-1 is not known");
    expect(whyUnknown(found?.placements[0]?.publicAddress)).to.equal("publicIp of i-1 is not known");
  });
});

describe("ends that AWS places itself", () => {
  const subnetIds = ["subnet-1"];
  const databaseGroup = made("rds/subnetGroup", "database", { name: "database", subnetIds });
  const cacheGroup = made("elasticache/subnetGroup", "cache", { name: "cache", subnetIds });
  const ends: readonly (readonly [string, TestState, string])[] = [
    [
      "a database",
      made("rds/instance", "end", { dbSubnetGroupName: "database", vpcSecurityGroupIds: groups }),
      "database",
    ],
    [
      "a cluster of databases",
      made("rds/cluster", "end", { dbSubnetGroupName: "database", vpcSecurityGroupIds: groups }),
      "database",
    ],
    ["a proxy", made("rds/proxy", "end", { vpcSubnetIds: subnetIds, vpcSecurityGroupIds: groups }), "database"],
    [
      "a replication group",
      made("elasticache/replicationGroup", "end", { subnetGroupName: "cache", securityGroupIds: groups }),
      "cache",
    ],
    [
      "a cache cluster",
      made("elasticache/cluster", "end", { subnetGroupName: "cache", securityGroupIds: groups }),
      "cache",
    ],
    [
      "a serverless cache",
      made("elasticache/serverlessCache", "end", { subnetIds, securityGroupIds: groups }),
      "cache",
    ],
    ["a function", made("lambda/function", "end", { vpcConfig: { subnetIds, securityGroupIds: groups } }), "function"],
    [
      "an ECS service",
      made("ecs/service", "end", { networkConfiguration: { subnets: subnetIds, securityGroups: groups } }),
      "other",
    ],
    [
      "a mount target",
      made("efs/mountTarget", "end", { subnetId: "subnet-1", securityGroups: groups, ipAddress: "10.0.1.5" }),
      "other",
    ],
    [
      "a search domain",
      made("opensearch/domain", "end", { vpcOptions: { subnetIds, securityGroupIds: groups } }),
      "other",
    ],
    [
      "a Kafka cluster",
      made("msk/cluster", "end", { brokerNodeGroupInfo: { clientSubnets: subnetIds, securityGroups: groups } }),
      "other",
    ],
    [
      "an instance connect endpoint",
      made("tgw/instanceConnectEndpoint", "end", { subnetId: "subnet-1", securityGroupIds: groups }),
      "other",
    ],
    [
      "an interface endpoint",
      made("ec2/vpcEndpoint", "end", { vpcEndpointType: "Interface", subnetIds, securityGroupIds: groups }),
      "vpcEndpoint",
    ],
    [
      "a load balancer",
      made("lb/loadBalancer", "end", { internal: true, subnets: subnetIds, securityGroups: groups }),
      "loadBalancer",
    ],
  ];
  for (const [name, end, kind] of ends) {
    it(`${name} is in its subnets, with its groups`, () => {
      const found = of("end", databaseGroup, cacheGroup, end);
      expect(found).to.deep.include({ kind, subnetIds, securityGroupIds: groups, publicAddress: undefined });
      expect(found.addresses).to.deep.equal([
        end.type.includes("mountTarget") ? "10.0.1.5-10.0.1.5" : "10.0.1.0-10.0.1.255",
      ]);
    });
  }

  it("are none outside a VPC", () => {
    const outside = [
      made("lambda/function", "f", { vpcConfig: { subnetIds: [], securityGroupIds: [] } }),
      made("opensearch/domain", "d"),
      made("ec2/vpcEndpoint", "e", { vpcEndpointType: "Gateway" }),
      made("elasticache/cluster", "c", { replicationGroupId: "r" }),
    ];
    expect(networkOf(outside).interfaces.size).to.equal(0);
  });

  it("are public where they say so", () => {
    const open = made("rds/instance", "end", {
      dbSubnetGroupName: "database",
      vpcSecurityGroupIds: groups,
      publiclyAccessible: true,
    });
    expect(of("end", databaseGroup, open).publicAddress).to.have.property("family");
    const cluster = made("rds/cluster", "end", {
      clusterIdentifier: "end",
      dbSubnetGroupName: "database",
      vpcSecurityGroupIds: groups,
    });
    const member = made("rds/clusterInstance", "member", { clusterIdentifier: "end", publiclyAccessible: true });
    expect(of("end", databaseGroup, cluster, member)).to.have.deep.property("aliases", ["member"]);
    expect(of("end", databaseGroup, cluster, member).publicAddress).to.have.property("family");
  });

  it("are nowhere known where no source has their subnets or groups", () => {
    const database = made("rds/instance", "end", { dbSubnetGroupName: "other", vpcSecurityGroupIds: secret });
    const found = of("end", database);
    expect(found.addresses).to.equal("subnet group other is in no source");
    expect(whyUnknown(found.securityGroupIds)).to.equal("vpcSecurityGroupIds of end is not known");
    expect(
      of("end", made("rds/proxy", "end", { vpcSubnetIds: ["subnet-9"], vpcSecurityGroupIds: groups })).addresses,
    ).to.equal("subnet subnet-9 is in no source");
  });
});

describe("nodes and Auto Scaling groups", () => {
  const template = (inputs: object) =>
    made("ec2/launchTemplate", "lt-1", { name: "nodes", ...inputs }, { outputs: { latestVersion: 2 } });
  const cluster = made("eks/cluster", "dev", {
    name: "dev",
    vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-extra"], clusterSecurityGroupId: "sg-cluster" },
  });
  const nodes = (inputs: object = {}) =>
    made("eks/nodeGroup", "dev:n", { clusterName: "dev", subnetIds: ["subnet-2"], ...inputs });
  const launched = { launchTemplate: { id: "lt-1", version: "2" } };

  it("have the groups of their template, or else the one that EKS made", () => {
    expect(
      of("dev:n", cluster, nodes(launched), template({ vpcSecurityGroupIds: groups })).securityGroupIds,
    ).to.deep.equal(groups);
    expect(
      of("dev:n", cluster, nodes(launched), template({ networkInterfaces: [{ securityGroups: ["sg-2"] }] }))
        .securityGroupIds,
    ).to.deep.equal(["sg-2"]);
    expect(of("dev:n", cluster, nodes(launched), template({})).securityGroupIds).to.deep.equal(["sg-cluster"]);
    expect(of("dev:n", cluster, nodes()).securityGroupIds).to.deep.equal(["sg-cluster"]);
    expect(of("dev", cluster).securityGroupIds).to.deep.equal(["sg-extra", "sg-cluster"]);
  });

  it("are undecided about another version of the template than sources have", () => {
    const older = nodes({ launchTemplate: { id: "lt-1", version: "1" } });
    const found = of("dev:n", cluster, older, template({ vpcSecurityGroupIds: groups }));
    expect(whyUnknown(found.securityGroupIds)).to.equal("dev:n takes version 1 of lt-1, and sources have 2");
    expect(whyUnknown(of("dev:n", cluster, nodes(launched)).securityGroupIds)).to.contain("launch template of dev:n");
    expect(whyUnknown(of("dev:n", nodes()).securityGroupIds)).to.contain("no source says the security groups");
  });

  it("have public addresses by their template, or else by their subnet", () => {
    expect(of("dev:n", cluster, nodes()).publicAddress).to.have.property("family");
    const closed = template({ networkInterfaces: [{ associatePublicIpAddress: "false" }] });
    expect(of("dev:n", cluster, nodes(launched), closed).publicAddress).to.equal(undefined);
  });

  it("are started by templates, policies of several types, and launch configurations", () => {
    const scaling = (inputs: object) =>
      made("autoscaling/group", "asg", { vpcZoneIdentifiers: ["subnet-1"], ...inputs });
    const mixed = {
      mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { launchTemplateName: "nodes" } } },
    };
    expect(of("asg", scaling(mixed), template({ vpcSecurityGroupIds: groups })).securityGroupIds).to.deep.equal(groups);
    const configuration = made("ec2/launchConfiguration", "lc", {
      name: "lc",
      securityGroups: groups,
      associatePublicIpAddress: true,
    });
    const found = of("asg", scaling({ launchConfiguration: "lc" }), configuration);
    expect(found.securityGroupIds).to.deep.equal(groups);
    expect(found.publicAddress).to.have.property("family");
  });
});

describe("load balancers as ends", () => {
  const balancer = (inputs: object) => made("lb/loadBalancer", "lb", { loadBalancerType: "network", ...inputs });

  it("have fixed addresses where they say them", () => {
    const address = made("ec2/eip", "eip-1", {}, { outputs: { publicIp: "198.51.100.1" } });
    const mapping = { subnetId: "subnet-1", privateIpv4Address: "10.0.1.10", allocationId: "eip-1" };
    expect(of("lb", balancer({ subnetMappings: [mapping] }), address).addresses).to.deep.equal(["10.0.1.10-10.0.1.10"]);
    expect(of("lb", balancer({ subnetMappings: [mapping] }), address).publicAddress)
      .to.have.deep.property("intervals")
      .with.lengthOf(2);
    expect(of("lb", balancer({ internal: true, subnetMappings: [mapping] })).publicAddress).to.equal(undefined);
  });

  it("have addresses of both families where they are dual-stack", () => {
    expect(of("lb", balancer({ subnets: ["subnet-2"], ipAddressType: "dualstack" })).addresses).to.have.lengthOf(2);
    expect(of("lb", balancer({ subnets: ["subnet-2"] })).addresses).to.have.lengthOf(1);
    const fixed = { subnetId: "subnet-2", privateIpv4Address: "10.0.2.9" };
    expect(of("lb", balancer({ subnetMappings: [fixed], ipAddressType: "dualstack" })).addresses).to.have.lengthOf(2);
  });

  it("may be without groups only if they are network ones", () => {
    expect(of("lb", balancer({ subnets: ["subnet-1"] })).securityGroupIds).to.deep.equal([]);
    const application = made("alb/loadBalancer", "lb", { subnets: ["subnet-1"] });
    expect(whyUnknown(of("lb", application).securityGroupIds)).to.equal("no source says securityGroups of lb");
  });
});
