import { expect } from "chai";

import { Account, codeOf } from "../testing/account";
import { makeEverything } from "../testing/aws-everything";

/** What AWS says when one of these is deleted while the others exist; types that are missing here it lets go. */
const KEPT: Readonly<Record<string, string>> = {
  "aws:ec2/vpc:Vpc": "DependencyViolation",
  "aws:ec2/subnet:Subnet": "DependencyViolation",
  "aws:ec2/internetGateway:InternetGateway": "DependencyViolation",
  "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": "DependencyViolation",
  "aws:ec2/eip:Eip": "InvalidIPAddress.InUse",
  "aws:ec2/routeTable:RouteTable": "DependencyViolation",
  "aws:ec2/networkAcl:NetworkAcl": "DependencyViolation",
  "aws:ec2transitgateway/transitGateway:TransitGateway": "IncorrectState",
  "aws:ec2transitgateway/routeTable:RouteTable": "IncorrectState",
  "aws:eks/cluster:Cluster": "ResourceInUseException",
  "aws:lb/targetGroup:TargetGroup": "ResourceInUse",
  "aws:alb/targetGroup:TargetGroup": "ResourceInUse",
  "aws:iam/role:Role": "DeleteConflict",
  "aws:iam/policy:Policy": "DeleteConflict",
  "aws:route53/zone:Zone": "HostedZoneNotEmpty",
  "aws:ebs/volume:Volume": "VolumeInUse",
  "aws:rds/subnetGroup:SubnetGroup": "InvalidDBSubnetGroupStateFault",
  "aws:rds/parameterGroup:ParameterGroup": "InvalidDBParameterGroupState",
  "aws:elasticache/subnetGroup:SubnetGroup": "CacheSubnetGroupInUse",
  "aws:elasticache/parameterGroup:ParameterGroup": "InvalidCacheParameterGroupState",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "ValidationError",
  "aws:s3/bucket:Bucket": "BucketNotEmpty",
  "aws:lb/loadBalancer:LoadBalancer": "OperationNotPermitted",
  "aws:acm/certificate:Certificate": "ResourceInUseException",
  "aws:cloudfront/cachePolicy:CachePolicy": "CachePolicyInUse",
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": "OriginRequestPolicyInUse",
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": "ResponseHeadersPolicyInUse",
  "aws:cloudfront/publicKey:PublicKey": "PublicKeyInUse",
  "aws:cloudfront/keyGroup:KeyGroup": "ResourceInUse",
  "aws:cloudfront/vpcOrigin:VpcOrigin": "CannotDeleteEntityWhileInUse",
  "aws:wafv2/webAcl:WebAcl": "WAFAssociatedItemException",
  "aws:wafv2/ipSet:IpSet": "WAFAssociatedItemException",
  "aws:route53/keySigningKey:KeySigningKey": "KeySigningKeyInUse",
};

describe("deleting one resource of many", () => {
  let types: readonly string[];
  before(async () => {
    const account = new Account();
    await makeEverything(account);
    types = [...new Set(account.all().flatMap(({ type, owner }) => (owner === undefined ? [type] : [])))];
  });

  it("is refused for what others need, and for nothing else", async () => {
    const answers: Record<string, string> = {};
    for (const type of types) {
      const account = new Account();
      await makeEverything(account);
      const resource = account.all().findLast((candidate) => candidate.type === type && candidate.owner === undefined);
      const code = resource ? await codeOf(account.remove(resource)) : "not made";
      if (code !== "accepted") {
        answers[type] = code;
      }
    }
    expect(answers).to.deep.equal(KEPT);
  });
});
