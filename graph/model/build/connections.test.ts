import { expect } from "chai";
import { made, networkOf, planned, secret, type TestState, vpc, whyUnknown } from "../../testing/state";

describe("VPCs", () => {
  it("say account and region themselves, by their ARN, or by their provider", () => {
    const provider = {
      urn: "urn:pulumi:test::program::pulumi:providers:aws::aws",
      type: "pulumi:providers:aws",
      id: "1",
      inputs: { region: "eu-west-1", allowedAccountIds: '["111122223333"]' },
    };
    const of = (outputs: object) =>
      networkOf([provider, made("ec2/vpc", "vpc-1", {}, { outputs, provider: `${provider.urn}::1` })]).vpcs.get(
        "vpc-1",
      );
    expect(of({ ownerId: "1", region: "us-east-1" })).to.include({ account: "1", region: "us-east-1" });
    expect(of({ arn: "arn:aws:ec2:us-west-2:2:vpc/vpc-1" })).to.include({ account: "2", region: "us-west-2" });
    expect(of({})).to.include({ account: "111122223333", region: "eu-west-1" });
  });

  it("have no known blocks while one of them is not known", () => {
    const drawn = planned("ec2/vpc", "vpc-1", { cidrBlock: "10.0.0.0/16", assignGeneratedIpv6CidrBlock: true });
    const [found] = networkOf([drawn]).vpcs.values();
    expect(whyUnknown(found?.addresses)).to.equal("ipv6CidrBlock of vpc-1 is not known");
  });
});

describe("internet gateways", () => {
  const vpcOf = (...resources: readonly TestState[]) => networkOf(resources).internetGateways.get("igw-1")?.vpcId;
  const attachment = (inputs: object) => made("ec2/internetGatewayAttachment", "a", { vpcId: "vpc-1", ...inputs });

  it("are attached by themselves or by a resource of its own, or to nothing", () => {
    expect(vpcOf(made("ec2/internetGateway", "igw-1", { vpcId: "vpc-1" }))).to.equal("vpc-1");
    expect(vpcOf(made("ec2/internetGateway", "igw-1"), attachment({ internetGatewayId: "igw-1" }))).to.equal("vpc-1");
    expect(vpcOf(made("ec2/internetGateway", "igw-1"))).to.equal(undefined);
    const lost = vpcOf(made("ec2/internetGateway", "igw-1"), attachment({ internetGatewayId: secret }));
    expect(whyUnknown(lost)).to.equal("internetGatewayId of a is not known");
  });

  it("may be for IPv6 alone, and one way", () => {
    const [gateway] = networkOf([
      made("ec2/egressOnlyInternetGateway", "eigw-1", { vpcId: "vpc-1" }),
    ]).internetGateways.values();
    expect(gateway).to.include({ egressOnly: true, vpcId: "vpc-1" });
  });
});

describe("NAT gateways", () => {
  const of = (inputs: object, ...others: readonly TestState[]) =>
    networkOf([
      made("ec2/natGateway", "nat-1", { subnetId: "subnet-1", privateIp: "10.0.0.5", ...inputs }),
      ...others,
    ]).natGateways.get("nat-1");

  it("have a public address of their own or of their Elastic IP, private ones none", () => {
    const address = made("ec2/eip", "eip-1", {}, { outputs: { publicIp: "198.51.100.1" } });
    expect(of({ publicIp: "198.51.100.9" })?.publicAddress).to.have.property("family", "ipv4");
    expect(of({ allocationId: "eip-1" }, address)?.publicAddress).to.have.property("family", "ipv4");
    expect(of({ connectivityType: "private" })?.publicAddress).to.equal(undefined);
    expect(whyUnknown(of({})?.publicAddress)).to.equal("no source says publicIp of nat-1");
    expect(whyUnknown(of({ connectivityType: "strange" })?.connectivity)).to.contain("is not modelled");
  });
});

describe("VPC peerings", () => {
  const peering = (others: object) =>
    made("ec2/vpcPeeringConnection", "pcx-1", { vpcId: "vpc-1", peerVpcId: "vpc-2" }, { outputs: others });
  const accepter = (inputs: object) =>
    made("ec2/vpcPeeringConnectionAccepter", "acc", {
      vpcPeeringConnectionId: "pcx-1",
      vpcId: "vpc-2",
      peerVpcId: "vpc-1",
      ...inputs,
    });
  const active = (...resources: readonly TestState[]) => networkOf(resources).vpcPeerings.get("pcx-1")?.active;
  const peer = vpc("vpc-2", "10.2.0.0/16");

  it("are active once accepted, by either side's word", () => {
    expect(active(peering({ acceptStatus: "active" }))).to.equal(true);
    expect(active(peering({ acceptStatus: "pending-acceptance", autoAccept: true }))).to.equal(true);
    expect(active(peering({ acceptStatus: "pending-acceptance" }), accepter({ autoAccept: true }))).to.equal(true);
    expect(active(peering({ acceptStatus: "pending-acceptance" }), accepter({}))).to.equal(false);
    expect(active(peering({ acceptStatus: "pending-acceptance" }), peer)).to.equal(false);
  });

  it("are undecided where the other side is in no source", () => {
    expect(whyUnknown(active(peering({ acceptStatus: "pending-acceptance" })))).to.contain(
      "whether pcx-1 was accepted",
    );
    expect(whyUnknown(active(peering({ acceptStatus: secret })))).to.contain("whether pcx-1 was accepted");
  });

  it("are known by their accepter alone", () => {
    expect(networkOf([accepter({ acceptStatus: "active" })]).vpcPeerings.get("pcx-1")).to.include({
      requesterVpcId: "vpc-1",
      accepterVpcId: "vpc-2",
      active: true,
    });
  });
});

describe("VPC endpoints", () => {
  const endpoint = (inputs: object) =>
    made("ec2/vpcEndpoint", "vpce-1", { vpcId: "vpc-1", serviceName: "s3", ...inputs });
  const of = (...resources: readonly TestState[]) => networkOf(resources).vpcEndpoints.get("vpce-1");

  it("are of every kind, and others not modelled", () => {
    expect(of(endpoint({ prefixListId: "pl-1" }))).to.include({
      kind: "gateway",
      prefixListId: "pl-1",
      privateDns: false,
    });
    expect(of(endpoint({ vpcEndpointType: "Interface", privateDnsEnabled: true }))).to.include({
      kind: "interface",
      privateDns: true,
    });
    expect(of(endpoint({ vpcEndpointType: "GatewayLoadBalancer" }))?.kind).to.equal("gatewayLoadBalancer");
    expect(whyUnknown(of(endpoint({ vpcEndpointType: "Resource" }))?.kind)).to.contain('"Resource" are not modelled');
  });

  it("have the policy that a resource of its own gives them", () => {
    const policy = made("ec2/vpcEndpointPolicy", "p", { vpcEndpointId: "vpce-1", policy: "{}" });
    expect(of(endpoint({ policy: "old" }), policy)?.policy).to.equal("{}");
    expect(of(endpoint({ policy: "old" }))?.policy).to.equal("old");
    const names = made("vpc/endpointPrivateDns", "d", { vpcEndpointId: "vpce-1", privateDnsEnabled: true });
    expect(of(endpoint({}), names)?.privateDns).to.equal(true);
  });
});

describe("what is not modelled", () => {
  const of = (...resources: readonly TestState[]) =>
    networkOf(resources).unmodelled.map(({ type, actsOn }) => `${type.split(":").at(-1) ?? ""} ${actsOn.join()}`);

  it("is listed with what it acts on", () => {
    expect(
      of(
        made("networkfirewall/firewall", "f", { vpcId: "vpc-1" }),
        made("networkmanager/vpcAttachment", "a", { vpcArn: "arn:aws:ec2:us-east-1:1:vpc/vpc-1" }),
        made("globalaccelerator/endpointGroup", "g", { endpointConfigurations: [{ endpointId: "arn:lb" }] }),
        made("ec2/vpcBlockPublicAccessOptions", "o", { internetGatewayBlockMode: "block-bidirectional" }),
      ),
    ).to.deep.equal(["Firewall vpc-1", "VpcAttachment vpc-1", "EndpointGroup arn:lb", "VpcBlockPublicAccessOptions "]);
  });

  it("is every type of a network module that nobody knows, and no other", () => {
    expect(of(made("ec2/quantumTunnel", "t"), made("ec2/keyPair", "k"), made("s3/bucket", "b"))).to.deep.equal([
      "QuantumTunnel ",
    ]);
  });
});
