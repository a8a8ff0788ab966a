import { expect } from "chai";
import { networkAclProperties, securityGroupProperties } from "./rules";
import { routeTableProperties } from "./vpc";

const place = { account: "123456789012", region: "us-east-1" };

describe("what AWS says of rules, in the provider's words", () => {
  it("is a rule of a security group for each end, with the description of that end", () => {
    const { ingress, egress } = securityGroupProperties(place, {
      GroupId: "sg-1",
      IpPermissions: [
        {
          IpProtocol: "tcp",
          FromPort: 443,
          ToPort: 443,
          IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "office" }, { CidrIp: "192.0.2.0/24" }],
          UserIdGroupPairs: [{ GroupId: "sg-1" }, { GroupId: "sg-2", Description: "clients" }],
          PrefixListIds: [{ PrefixListId: "pl-1" }],
        },
      ],
    });
    const rule = { protocol: "tcp", fromPort: 443, toPort: 443 };
    const nobody = { cidrBlocks: [], ipv6CidrBlocks: [], prefixListIds: [], securityGroups: [], self: false };
    expect(ingress).to.have.deep.members([
      { ...rule, ...nobody, description: "office", cidrBlocks: ["10.0.0.0/8"] },
      { ...rule, ...nobody, description: "", cidrBlocks: ["192.0.2.0/24"] },
      { ...rule, ...nobody, description: "", self: true },
      { ...rule, ...nobody, description: "clients", securityGroups: ["sg-2"] },
      { ...rule, ...nobody, description: "", prefixListIds: ["pl-1"] },
    ]);
    expect(egress).to.deep.equal([]);
  });

  it("is a network ACL's entries in their order, without the last one, which nobody wrote", () => {
    const entry = {
      Protocol: "6",
      RuleAction: "allow",
      CidrBlock: "0.0.0.0/0",
      PortRange: { From: 443, To: 443 },
    } as const;
    const { ingress, egress } = networkAclProperties(place, {
      NetworkAclId: "acl-1",
      Entries: [
        { ...entry, RuleNumber: 32767, RuleAction: "deny", Egress: false },
        { ...entry, RuleNumber: 200, Egress: false },
        { ...entry, RuleNumber: 100, Egress: false },
        { ...entry, RuleNumber: 100, Egress: true, Protocol: "-1", PortRange: undefined },
      ],
    });
    expect((ingress as { ruleNo: number }[]).map(({ ruleNo }) => ruleNo)).to.deep.equal([100, 200]);
    expect(egress).to.deep.include.members([
      {
        ruleNo: 100,
        action: "allow",
        protocol: "-1",
        cidrBlock: "0.0.0.0/0",
        ipv6CidrBlock: "",
        fromPort: 0,
        toPort: 0,
        icmpType: 0,
        icmpCode: 0,
      },
    ]);
  });

  it("is a route table's routes without those that come by themselves", () => {
    const { routes } = routeTableProperties(place, {
      RouteTableId: "rtb-1",
      Routes: [
        { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local" },
        { DestinationPrefixListId: "pl-s3", GatewayId: "vpce-1" },
        { DestinationCidrBlock: "192.168.0.0/16", GatewayId: "vgw-1", Origin: "EnableVgwRoutePropagation" },
        { DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1", Origin: "CreateRoute" },
        { DestinationCidrBlock: "198.51.100.0/24", GatewayId: "vpce-firewall" },
      ],
    });
    expect(
      (routes as Record<string, string>[]).map(({ cidrBlock, natGatewayId, gatewayId, vpcEndpointId }) => [
        cidrBlock,
        natGatewayId,
        gatewayId,
        vpcEndpointId,
      ]),
    ).to.have.deep.members([
      ["0.0.0.0/0", "nat-1", "", ""],
      ["198.51.100.0/24", "", "", "vpce-firewall"],
    ]);
  });

  it("has the tags of people, and not those that AWS keeps for itself", () => {
    const Tags = [
      { Key: "team", Value: "web" },
      { Key: "aws:cloudformation:stack-id", Value: "x" },
      { Key: "Name", Value: "nodes" },
    ];
    expect(securityGroupProperties(place, { GroupId: "sg-1", Tags }).tags).to.deep.equal({
      Name: "nodes",
      team: "web",
    });
  });
});
