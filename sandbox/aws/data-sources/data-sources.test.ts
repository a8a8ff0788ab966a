import { expect } from "chai";

import { Account } from "../../testing/account";
import { makeNetwork } from "../../testing/aws-network";
import type { Network } from "../../testing/aws-network";

const ask = (token: string, args: Record<string, unknown> = {}, account = new Account()) => account.ask(token, args);

describe("the place of a program", () => {
  it("us-east-1 has six zones with ids", () => {
    const { names, zoneIds, region } = ask("aws:index/getAvailabilityZones:getAvailabilityZones");
    expect(names).to.deep.equal(["a", "b", "c", "d", "e", "f"].map((letter) => `us-east-1${letter}`));
    expect(zoneIds).to.include("use1-az6");
    expect(region).to.equal("us-east-1");
  });

  it("zones can be excluded, and there are no local ones", () => {
    const token = "aws:index/getAvailabilityZones:getAvailabilityZones";
    const { names } = ask(token, { state: "available", excludeNames: ["us-east-1e"] });
    expect(names).to.have.length(5);
    const optedIn = { filters: [{ name: "opt-in-status", values: ["opted-in"] }] };
    expect(ask(token, optedIn).names).to.be.empty;
  });

  it("a region answers to both its old and its new name", () => {
    const answer = ask("aws:index/getRegion:getRegion");
    expect(answer).to.include({ name: "us-east-1", region: "us-east-1", id: "us-east-1" });
  });

  it("China and GovCloud are partitions of their own", () => {
    const token = "aws:index/getPartition:getPartition";
    const inRegion = (region: string) => ask(token, {}, new Account({ account: "1", region }));
    expect(inRegion("cn-north-1")).to.include({ partition: "aws-cn", dnsSuffix: "amazonaws.com.cn" });
    expect(inRegion("us-gov-west-1")).to.include({ partition: "aws-us-gov" });
    expect(inRegion("eu-west-1")).to.include({ partition: "aws", reverseDnsPrefix: "com.amazonaws" });
  });

  it("the caller is in the configured account", () => {
    expect(ask("aws:index/getCallerIdentity:getCallerIdentity").accountId).to.equal("123456789012");
  });
});

describe("images and prefix lists", () => {
  const PARAMETER = "aws:ssm/getParameter:getParameter";

  it("Amazon Linux's parameters name an image per region and processor", () => {
    const name = (architecture: string) =>
      `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
    const here = ask(PARAMETER, { name: name("arm64") });
    expect(here.value).to.match(/^ami-0[\da-f]{16}$/);
    expect(here.insecureValue).to.equal(here.value);
    const ireland = new Account({ account: "1", region: "eu-west-1" });
    const others = [ask(PARAMETER, { name: name("x86_64") }), ask(PARAMETER, { name: name("arm64") }, ireland)];
    expect(others.map(({ value }) => value)).not.to.include(here.value);
  });

  it("an image is found by the id that its parameter gives", () => {
    const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
    const { value } = ask(PARAMETER, { name });
    const filters = [{ name: "image-id", values: [value] }];
    expect(ask("aws:ec2/getAmi:getAmi", { owners: ["amazon"], filters })).to.include({ architecture: "arm64" });
  });

  it("a search with several results wants mostRecent", () => {
    const filters = [{ name: "name", values: ["al2023-ami-*"] }];
    const search = { owners: ["amazon"], filters };
    expect(ask("aws:ec2/getAmi:getAmi", search).code).to.equal("TooManyResults");
    expect(ask("aws:ec2/getAmi:getAmi", { ...search, mostRecent: true }).name).to.match(/^al2023-ami-/);
    const nothing = { owners: ["amazon"], filters: [{ name: "name", values: ["al2023"] }] };
    expect(ask("aws:ec2/getAmi:getAmi", nothing).code).to.equal("InvalidAMIID.NotFound");
  });

  it("a parameter that does not exist is refused with ParameterNotFound", () => {
    expect(ask(PARAMETER, { name: "/none" }).code).to.equal("ParameterNotFound");
  });

  it("CloudFront's list weighs 55, S3's is called after the region", () => {
    const token = "aws:ec2/getManagedPrefixList:getManagedPrefixList";
    const cloudFront = ask(token, { name: "com.amazonaws.global.cloudfront.origin-facing" });
    expect(cloudFront).to.include({ maxEntries: 55, ownerId: "AWS" });
    expect(ask(token, { name: "com.amazonaws.us-east-1.s3" }).id).to.equal("pl-63a5400a");
    expect(ask(token, { name: "com.amazonaws.eu-west-1.s3" }).code).to.equal("InvalidPrefixListID.NotFound");
  });

  it("S3 has two types of endpoints and wants to know which", () => {
    const token = "aws:ec2/getVpcEndpointService:getVpcEndpointService";
    expect(ask(token, { service: "s3" }).code).to.equal("TooManyResults");
    const gateway = { service: "s3", serviceType: "Gateway" };
    expect(ask(token, gateway).serviceName).to.equal("com.amazonaws.us-east-1.s3");
    expect(ask(token, { service: "ssm" }).privateDnsName).to.equal("ssm.us-east-1.amazonaws.com");
  });
});

describe("looking up what exists", () => {
  let account: Account;
  let network: Network;
  beforeEach(async () => {
    account = new Account();
    network = await makeNetwork(account);
  });

  it("a VPC is found by id, tags or filters, and several are too many", async () => {
    await account.update(network.vpc, { tags: { Name: "hub" } });
    await makeNetwork(account, "10.1");
    const id = network.vpc.id;
    expect(account.ask("aws:ec2/getVpc:getVpc", { id })).to.include({ cidrBlock: "10.0.0.0/16", default: false });
    expect(account.ask("aws:ec2/getVpc:getVpc", { tags: { Name: "hub" } }).id).to.equal(id);
    const filters = [{ name: "tag:Name", values: ["hub", "spoke"] }];
    expect(account.ask("aws:ec2/getVpc:getVpc", { filters }).id).to.equal(id);
    expect(account.ask("aws:ec2/getVpc:getVpc").code).to.equal("TooManyResults");
    expect(account.ask("aws:ec2/getVpc:getVpc", { default: true }).code).to.equal("NotFound");
  });

  it("subnets are found by their VPC, one by its zone", () => {
    const filters = [{ name: "vpc-id", values: [network.vpc.id] }];
    const { ids } = account.ask("aws:ec2/getSubnets:getSubnets", { filters });
    expect(ids).to.deep.equal([network.subnetA.id, network.subnetB.id]);
    const inZone = account.ask("aws:ec2/getSubnet:getSubnet", { availabilityZone: "us-east-1b" });
    expect(inZone).to.include({ id: network.subnetB.id, availableIpAddressCount: 251 });
  });

  it("a route table is found by the subnet that it serves, with its routes", async () => {
    const { routeTable, subnetA, subnetB, gateway } = network;
    await account.make("aws:ec2/routeTableAssociation:RouteTableAssociation", {
      routeTableId: routeTable.id,
      subnetId: subnetA.id,
    });
    await account.make("aws:ec2/route:Route", {
      routeTableId: routeTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
    });
    const token = "aws:ec2/getRouteTable:getRouteTable";
    const { id, routes } = account.ask(token, { subnetId: subnetA.id });
    expect(id).to.equal(routeTable.id);
    expect((routes as { gatewayId: string }[])[0]?.gatewayId).to.equal(gateway.id);
    expect(account.ask(token, { subnetId: subnetB.id }).code).to.equal("NotFound");
  });

  it("a VPC's default group is found by its name", () => {
    const answer = account.ask("aws:ec2/getSecurityGroup:getSecurityGroup", { vpcId: network.vpc.id, name: "default" });
    expect(answer.id).to.equal(network.vpc.outputs.defaultSecurityGroupId);
  });
});

describe("a policy document", () => {
  const render = (args: Record<string, unknown>) =>
    ask("aws:iam/getPolicyDocument:getPolicyDocument", args).json as string;

  it("writes single values as texts and lists backwards, in IAM's order of elements", () => {
    const json = render({
      statements: [
        {
          resources: ["*"],
          actions: ["s3:GetObject", "s3:PutObject"],
          sid: "One",
          principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
          conditions: [{ test: "StringLike", variable: "aws:userid", values: ["b", "a"] }],
        },
      ],
    });
    expect(json).to.equal(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "One",
      "Effect": "Allow",
      "Action": [
        "s3:PutObject",
        "s3:GetObject"
      ],
      "Resource": "*",
      "Principal": {
        "Service": "ec2.amazonaws.com"
      },
      "Condition": {
        "StringLike": {
          "aws:userid": [
            "b",
            "a"
          ]
        }
      }
    }
  ]
}`);
  });

  it("tells everybody from every AWS account", () => {
    const principal = (type: string) =>
      JSON.parse(render({ statements: [{ actions: ["s3:*"], principals: [{ type, identifiers: ["*"] }] }] })) as {
        Statement: [{ Principal: unknown }];
      };
    expect(principal("*").Statement[0].Principal).to.equal("*");
    expect(principal("AWS").Statement[0].Principal).to.deep.equal({ AWS: "*" });
  });

  it("writes policy variables with a dollar and escapes as Go does", () => {
    const json = render({ statements: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::b/&{aws:username}/<&>"] }] });
    expect(json).to.contain(String.raw`"arn:aws:s3:::b/${"${aws:username}"}/\u003c\u0026\u003e"`);
  });

  it("puts a statement in the place of the source's one with the same Sid", () => {
    const source = JSON.stringify({
      Statement: [
        { Sid: "A", Effect: "Allow" },
        { Sid: "B", Effect: "Allow" },
      ],
    });
    const json = render({
      sourcePolicyDocuments: [source],
      statements: [{ sid: "A", effect: "Deny", actions: ["s3:*"], resources: ["*"] }],
    });
    const { Statement } = JSON.parse(json) as { Statement: { Sid: string; Effect: string }[] };
    expect(Statement.map(({ Sid, Effect }) => `${Sid} ${Effect}`)).to.deep.equal(["A Deny", "B Allow"]);
  });

  it("refuses sources that share a Sid", () => {
    const source = JSON.stringify({ Statement: { Sid: "A", Effect: "Allow" } });
    const args = { sourcePolicyDocuments: [source, source] };
    expect(ask("aws:iam/getPolicyDocument:getPolicyDocument", args).code).to.equal("InvalidInput");
  });
});
