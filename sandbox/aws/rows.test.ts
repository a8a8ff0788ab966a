import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import type { None, ResourceType } from "../resource-type";
import { entries } from "../server/table";
import { Account } from "../testing/account";
import { makeNetwork } from "../testing/aws-network";
import { awsDataSources, awsTypes } from ".";

const SDK = path.dirname(require.resolve("@pulumi/aws/package.json"));

interface SdkClass {
  readonly required: readonly string[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** What the provider's own SDK declares about a type: the rows must not know other names. */
function sdkClass(type: string): SdkClass {
  const [, module = "", name = ""] = type.split(":");
  const text = fs.readFileSync(path.join(SDK, `${module}.d.ts`), "utf8").replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
  const args = new RegExp(`export interface ${name}Args \\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? "";
  const inputs = [...args.matchAll(/^ {4}(\w+)(\??):/gm)];
  return {
    inputs: inputs.map(([, input = ""]) => input),
    required: inputs.filter(([, , optional]) => optional === "").map(([, input = ""]) => input),
    outputs: [...text.matchAll(/^ {4}readonly (\w+): pulumi\.Output/gm)].map(([, output = ""]) => output),
  };
}

const top = (property: string): string => property.split(/[.[]/)[0] ?? "";

describe("the rows of aws", () => {
  for (const row of awsTypes) {
    describe(row.type, () => {
      const sdk = sdkClass(row.type);
      const fields = ["references", "unique", "replaceOn", "formats", "refusals", "quotas"] as const;

      it("fills every field or says why not", () => {
        for (const field of fields) {
          const value: readonly unknown[] | None = row[field];
          expect("none" in value ? value.none.length : value.length, field).to.be.greaterThan(0);
        }
      });

      it("names its documentation, and that of every quota", () => {
        const quotas = entries(row.quotas).map(({ documentation }) => documentation);
        for (const page of [row.documentation, ...quotas]) {
          expect(page).to.match(/^https:\/\/(docs\.aws\.amazon\.com|www\.pulumi\.com\/registry)\//);
        }
      });

      it("requires what the SDK requires", () => {
        expect([...row.required].sort()).to.deep.equal([...sdk.required].sort());
      });

      it("speaks of inputs and outputs that the SDK has", () => {
        expect(sdk.inputs).to.include.members(inputsOf(row).map(top));
        expect(sdk.outputs).to.include.members([...(row.assumed ?? [])]);
      });
    });
  }

  it("name each type and each data source once", () => {
    const names = [...awsTypes.map(({ type }) => type), ...awsDataSources.map(({ token }) => token)];
    expect(new Set(names).size).to.equal(names.length);
  });

  it("refer to types that exist in the provider", () => {
    const targets = new Set(awsTypes.flatMap(({ references }) => entries(references).flatMap(({ to }) => to)));
    for (const target of targets) {
      expect(() => sdkClass(target), target).not.to.throw();
    }
  });

  it("give outputs that the SDK has, and no output that stays open", async () => {
    const account = new Account();
    await makeEverything(account);
    const made = account.all().filter(({ owner }) => owner === undefined);
    expect(new Set(made.map(({ type }) => type)).size, "types made").to.equal(awsTypes.length);
    for (const { type, outputs } of made) {
      const { id, ...others } = outputs;
      expect(id, type).to.be.a("string").that.is.not.empty;
      expect(sdkClass(type).outputs, type).to.include.members(Object.keys(others));
    }
  });
});

const inputsOf = (row: ResourceType): readonly string[] => [
  ...Object.keys(row.defaults),
  ...(row.autoname ? [row.autoname.property] : []),
  ...entries(row.references).map(({ path: input }) => input),
  ...entries(row.replaceOn),
  ...entries(row.formats).map(({ property }) => property),
];

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
});

/** One resource of every type, in an order that AWS accepts. */
async function makeEverything(account: Account): Promise<void> {
  const hub = await makeNetwork(account, "10.0");
  const spoke = await makeNetwork(account, "10.1");
  const vpc = await account.make("aws:ec2/vpc:Vpc", { cidrBlock: "10.2.0.0/16", enableDnsHostnames: true });
  const vpcId = vpc.id;
  const subnet = await account.make("aws:ec2/subnet:Subnet", { vpcId, cidrBlock: "10.2.0.0/24" });
  const loose = await account.make("aws:ec2/internetGateway:InternetGateway");
  await account.make("aws:ec2/internetGatewayAttachment:InternetGatewayAttachment", {
    vpcId,
    internetGatewayId: loose.id,
  });
  const eip = await account.make("aws:ec2/eip:Eip");
  await account.make("aws:ec2/natGateway:NatGateway", { subnetId: subnet.id, allocationId: eip.id });
  const table = await account.make("aws:ec2/routeTable:RouteTable", { vpcId });
  await account.make("aws:ec2/defaultRouteTable:DefaultRouteTable", {
    defaultRouteTableId: vpc.outputs.defaultRouteTableId,
  });
  await account.make("aws:ec2/routeTableAssociation:RouteTableAssociation", {
    routeTableId: table.id,
    subnetId: subnet.id,
  });
  await account.make("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", { vpcId, routeTableId: table.id });
  await account.make("aws:ec2/route:Route", {
    routeTableId: table.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: loose.id,
  });
  const group = await account.make("aws:ec2/securityGroup:SecurityGroup", { vpcId });
  await account.make("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { vpcId });
  const rule = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 1, toPort: 1, cidrIpv4: "10.0.0.0/8" };
  await account.make("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", rule);
  await account.make("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", rule);
  await account.make("aws:ec2/securityGroupRule:SecurityGroupRule", {
    securityGroupId: group.id,
    type: "ingress",
    protocol: "udp",
    fromPort: 1,
    toPort: 1,
    self: true,
  });
  const acl = await account.make("aws:ec2/networkAcl:NetworkAcl", { vpcId });
  await account.make("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", {
    defaultNetworkAclId: vpc.outputs.defaultNetworkAclId,
  });
  await account.make("aws:ec2/networkAclRule:NetworkAclRule", {
    networkAclId: acl.id,
    ruleNumber: 1,
    protocol: "-1",
    ruleAction: "deny",
    cidrBlock: "0.0.0.0/0",
  });
  await account.make("aws:ec2/networkAclAssociation:NetworkAclAssociation", {
    networkAclId: acl.id,
    subnetId: subnet.id,
  });
  const endpoint = await account.make("aws:ec2/vpcEndpoint:VpcEndpoint", {
    vpcId,
    serviceName: "com.amazonaws.us-east-1.s3",
  });
  await account.make("aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation", {
    vpcEndpointId: endpoint.id,
    routeTableId: table.id,
  });
  const role = await account.make("aws:iam/role:Role", { assumeRolePolicy: trust("vpc-flow-logs.amazonaws.com") });
  const policy = await account.make("aws:iam/policy:Policy", { policy: POLICY });
  await account.make("aws:iam/rolePolicy:RolePolicy", { role: role.id, policy: POLICY });
  await account.make("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { role: role.id, policyArn: policy.id });
  const profile = await account.make("aws:iam/instanceProfile:InstanceProfile", { role: role.id });
  const logGroup = await account.make("aws:cloudwatch/logGroup:LogGroup");
  await account.make("aws:ec2/flowLog:FlowLog", {
    vpcId,
    trafficType: "ALL",
    logDestination: logGroup.outputs.arn,
    iamRoleArn: role.outputs.arn,
  });
  await account.make("aws:ec2/instance:Instance", {
    ami: "ami-00000000000000000",
    instanceType: "t4g.nano",
    subnetId: subnet.id,
    iamInstanceProfile: profile.id,
  });
  const gateway = await account.make("aws:ec2transitgateway/transitGateway:TransitGateway", {
    defaultRouteTableAssociation: "disable",
    defaultRouteTablePropagation: "disable",
  });
  const attachment = await account.make("aws:ec2transitgateway/vpcAttachment:VpcAttachment", {
    transitGatewayId: gateway.id,
    vpcId: hub.vpc.id,
    subnetIds: [hub.subnetA.id],
  });
  const gatewayTable = await account.make("aws:ec2transitgateway/routeTable:RouteTable", {
    transitGatewayId: gateway.id,
  });
  const link = { transitGatewayRouteTableId: gatewayTable.id, transitGatewayAttachmentId: attachment.id };
  await account.make("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation", link);
  await account.make("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation", link);
  await account.make("aws:ec2transitgateway/route:Route", { ...link, destinationCidrBlock: "0.0.0.0/0" });
  const zone = await account.make("aws:route53/zone:Zone", { name: "dev.internal", vpcs: [{ vpcId }] });
  await account.make("aws:route53/zoneAssociation:ZoneAssociation", { zoneId: zone.id, vpcId: spoke.vpc.id });
  await account.make("aws:route53/record:Record", {
    zoneId: zone.id,
    name: "db",
    type: "A",
    ttl: 60,
    records: ["10.0.0.1"],
  });
  const key = await account.make("aws:kms/key:Key");
  await account.make("aws:kms/alias:Alias", { name: "alias/state", targetKeyId: key.id });
}
