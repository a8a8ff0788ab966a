import type { Properties } from "../resource-type";
import type { Account } from "./account";
import { makeCanary } from "./aws-canary";
import { makeCompute } from "./aws-compute";
import { makeData } from "./aws-data";
import { makeEdge } from "./aws-edge";
import { makeNetwork } from "./aws-network";

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
});

/** One resource of every type that the sandbox has a row for, in an order that AWS accepts. */
export async function makeEverything(account: Account): Promise<void> {
  await makeCompute(account);
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
  await account.make("aws:iam/openIdConnectProvider:OpenIdConnectProvider", {
    url: "https://token.actions.githubusercontent.com",
    clientIdLists: ["sts.amazonaws.com"],
  });
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
  await makeData(account, spoke);
  await makeEdge(account, spoke);
  const key = await account.make("aws:kms/key:Key");
  await account.make("aws:kms/alias:Alias", { name: "alias/state", targetKeyId: key.id });
  await makeStorage(account, key.outputs.arn);
  await (
    await makeCanary(account)
  )();
}

async function makeStorage(account: Account, keyArn: unknown): Promise<void> {
  const bucket = (await account.make("aws:s3/bucket:Bucket", { bucket: "state-123456789012" })).id;
  const deny = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const settings: Readonly<Record<string, Properties>> = {
    "aws:s3/bucketVersioning:BucketVersioning": { versioningConfiguration: { status: "Enabled" } },
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn } }],
    },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": { blockPublicPolicy: true },
    "aws:s3/bucketPolicy:BucketPolicy": { policy: { Version: "2012-10-17", Statement: [deny] } },
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": { rule: { objectOwnership: "BucketOwnerEnforced" } },
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
      rules: [{ id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 90 } }],
    },
    "aws:s3/bucketLogging:BucketLogging": { targetBucket: bucket, targetPrefix: "log/" },
    "aws:s3/bucketObject:BucketObject": { key: "a", content: "a" },
    "aws:s3/bucketObjectv2:BucketObjectv2": { key: "b", content: "b" },
  };
  for (const [type, inputs] of Object.entries(settings)) {
    await account.make(type, { bucket, ...inputs });
  }
  const repository = (await account.make("aws:ecr/repository:Repository", { name: "bankapp/account" })).id;
  const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 };
  await account.make("aws:ecr/lifecyclePolicy:LifecyclePolicy", {
    repository,
    policy: { rules: [{ rulePriority: 1, selection, action: { type: "expire" } }] },
  });
  const pull = { Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" };
  await account.make("aws:ecr/repositoryPolicy:RepositoryPolicy", {
    repository,
    policy: { Version: "2012-10-17", Statement: [pull] },
  });
  const topic = (await account.make("aws:sns/topic:Topic", { name: "alarms" })).id;
  await account.make("aws:sns/topicSubscription:TopicSubscription", {
    topic,
    protocol: "email",
    endpoint: "platform@example.org",
  });
  await account.make("aws:sns/topicPolicy:TopicPolicy", {
    arn: topic,
    policy: {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "budgets.amazonaws.com" }, Action: "SNS:Publish", Resource: topic },
      ],
    },
  });
  await account.make("aws:budgets/budget:Budget", {
    name: "monthly",
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: "500",
    limitUnit: "USD",
  });
}
