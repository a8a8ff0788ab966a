import { expect } from "chai";

import type { Properties } from "../resource-type";
import { check } from "../server/check";
import { entries } from "../server/table";
import { DATA_FORMS } from "../testing/data-forms";
import { EDGE_FORMS } from "../testing/edge-forms";
import { awsTypes } from ".";

/** Values that AWS takes and values that it does not, by type and input. */
const FORMS: readonly (readonly [type: string, input: string, right: readonly unknown[], wrong: readonly unknown[]])[] =
  [
    ...DATA_FORMS,
    ...EDGE_FORMS,
    ["aws:ec2/vpc:Vpc", "cidrBlock", ["10.0.0.0/16", "10.0.0.0/28"], ["10.0.0.0", "10.0.0.0/15", "2001:db8::/56"]],
    ["aws:ec2/vpc:Vpc", "instanceTenancy", ["default", "dedicated"], ["host"]],
    ["aws:ec2/subnet:Subnet", "cidrBlock", ["10.0.0.0/28"], ["10.0.0.0/29", "10.0.0/24"]],
    [
      "aws:ec2/subnet:Subnet",
      "ipv6CidrBlock",
      ["2001:db8:0:1::/64", "2001:db8::/44"],
      ["2001:db8::/65", "10.0.0.0/24"],
    ],
    ["aws:ec2/subnet:Subnet", "privateDnsHostnameTypeOnLaunch", ["ip-name", "resource-name"], ["name"]],
    ["aws:ec2/eip:Eip", "domain", ["vpc"], ["standard"]],
    ["aws:ec2/natGateway:NatGateway", "connectivityType", ["public", "private"], ["internal"]],
    ["aws:ec2/natGateway:NatGateway", "availabilityMode", ["zonal", "regional"], ["global"]],
    ["aws:ec2/route:Route", "destinationCidrBlock", ["0.0.0.0/0", "10.0.0.1/32"], ["10.0.0.0/33", "::/0"]],
    ["aws:ec2/route:Route", "destinationIpv6CidrBlock", ["::/0"], ["::", "0.0.0.0/0"]],
    ["aws:ec2/securityGroup:SecurityGroup", "name", ["app (1)", "a".repeat(255)], ["", "sg-1", "default", "a\n"]],
    ["aws:ec2/securityGroup:SecurityGroup", "description", ["edge to app"], ["", "a".repeat(256), "it's"]],
    ...[
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    ].flatMap(
      (type) =>
        [
          [type, "description", ["", "to *"], ["a -> b", "a".repeat(256)]],
          [type, "cidrIpv4", ["10.0.0.0/8"], ["10.0.0.1", "::/0"]],
          [type, "cidrIpv6", ["::/0"], ["::1", "10.0.0.0/8"]],
          [type, "ipProtocol", ["-1", "tcp", "TCP", "50"], ["all", "https"]],
        ] as const,
    ),
    ["aws:ec2/securityGroupRule:SecurityGroupRule", "description", ["from app"], ["a -> b"]],
    ["aws:ec2/securityGroupRule:SecurityGroupRule", "type", ["ingress", "egress"], ["inbound"]],
    ...["aws:ec2/networkAcl:NetworkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"].flatMap((type) =>
      ["ingress", "egress"].flatMap(
        (direction) =>
          [
            [type, `${direction}[].action`, ["allow", "Deny"], ["drop"]],
            [type, `${direction}[].protocol`, ["-1", "all", "udp", 6], ["http"]],
          ] as const,
      ),
    ),
    ["aws:ec2/networkAclRule:NetworkAclRule", "ruleAction", ["allow", "deny"], ["drop"]],
    ["aws:ec2/networkAclRule:NetworkAclRule", "protocol", ["tcp", "-1"], ["https"]],
    ["aws:ec2/networkAclRule:NetworkAclRule", "cidrBlock", ["0.0.0.0/0"], ["0.0.0.0", "pl-63a5400a"]],
    ["aws:ec2/networkAclRule:NetworkAclRule", "ipv6CidrBlock", ["::/0"], ["0.0.0.0/0"]],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "vpcEndpointType", ["Gateway", "Interface"], ["gateway", "Private"]],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "ipAddressType", ["ipv4", "dualstack"], ["IPv4"]],
    ["aws:ec2/flowLog:FlowLog", "trafficType", ["ACCEPT", "REJECT", "ALL"], ["all"]],
    ["aws:ec2/flowLog:FlowLog", "logDestinationType", ["s3", "cloud-watch-logs"], ["cloudwatch"]],
    [
      "aws:ec2/flowLog:FlowLog",
      "logDestination",
      ["arn:aws:logs:eu-west-1:123456789012:log-group:/vpc/flow", "arn:aws:s3:::logs/vpc/"],
      ["/vpc/flow", "arn:aws:logs:eu-west-1:123456789012:log-group:/vpc/flow:*"],
    ],
    ["aws:ec2/flowLog:FlowLog", "maxAggregationInterval", [60, 600], [300]],
    ["aws:ec2/instance:Instance", "ami", ["ami-12345678", "ami-0123456789abcdef0"], ["ami-1", "al2023"]],
    ["aws:ec2/instance:Instance", "instanceType", ["t4g.nano", "m7i.24xlarge", "c8gn.metal-24xl"], ["t4g", "large"]],
    [
      "aws:ec2transitgateway/transitGateway:TransitGateway",
      "amazonSideAsn",
      [64512, 65534, 4294967294],
      [64511, 65535],
    ],
    [
      "aws:ec2transitgateway/transitGateway:TransitGateway",
      "transitGatewayCidrBlocks[]",
      ["10.0.0.0/24", "2001:db8::/64"],
      ["10.0.0.0/25", "2001:db8::/65"],
    ],
    ...[
      "autoAcceptSharedAttachments",
      "defaultRouteTableAssociation",
      "defaultRouteTablePropagation",
      "dnsSupport",
      "encryptionSupport",
      "multicastSupport",
      "securityGroupReferencingSupport",
      "vpnEcmpSupport",
    ].map(
      (input) =>
        [
          "aws:ec2transitgateway/transitGateway:TransitGateway",
          input,
          ["enable", "disable"],
          [true, "enabled"],
        ] as const,
    ),
    ...["applianceModeSupport", "dnsSupport", "ipv6Support", "securityGroupReferencingSupport"].map(
      (input) =>
        ["aws:ec2transitgateway/vpcAttachment:VpcAttachment", input, ["enable", "disable"], [true, "on"]] as const,
    ),
    [
      "aws:ec2transitgateway/route:Route",
      "destinationCidrBlock",
      ["0.0.0.0/0", "2001:db8::/32"],
      ["10.0.0.0", "default"],
    ],
    [
      "aws:cloudwatch/logGroup:LogGroup",
      "name",
      ["/vpc/flow-logs_1.#", "a".repeat(512)],
      ["", "aws/vpc", "a b", "a".repeat(513)],
    ],
    ["aws:cloudwatch/logGroup:LogGroup", "retentionInDays", [0, 1, 3653], [2, 15, 3654]],
    ["aws:cloudwatch/logGroup:LogGroup", "logGroupClass", ["STANDARD", "INFREQUENT_ACCESS"], ["standard"]],
    ["aws:ec2/launchTemplate:LaunchTemplate", "name", ["nodes", "a/b(c)"], ["ab", "a b", "a".repeat(129)]],
    ["aws:ec2/launchTemplate:LaunchTemplate", "imageId", ["ami-0123456789abcdef0", "resolve:ssm:/a"], ["al2023"]],
    ["aws:ec2/launchTemplate:LaunchTemplate", "instanceType", ["m7i.large"], ["m7i"]],
    ["aws:ec2/launchTemplate:LaunchTemplate", "metadataOptions.httpTokens", ["required", "optional"], ["v2"]],
    ["aws:ec2/launchTemplate:LaunchTemplate", "metadataOptions.httpPutResponseHopLimit", [1, 64], [0, 65]],
    ["aws:ec2/launchTemplate:LaunchTemplate", "metadataOptions.httpEndpoint", ["enabled", "disabled"], ["on"]],
    ["aws:autoscaling/group:Group", "healthCheckType", ["EC2", "ELB"], ["elb"]],
    ["aws:eks/cluster:Cluster", "name", ["dev", "a_b-1"], ["-dev", "a b", "a".repeat(101)]],
    ["aws:eks/cluster:Cluster", "enabledClusterLogTypes[]", ["api", "controllerManager"], ["all"]],
    ["aws:eks/cluster:Cluster", "accessConfig.authenticationMode", ["API", "CONFIG_MAP"], ["api"]],
    ["aws:eks/cluster:Cluster", "upgradePolicy.supportType", ["STANDARD", "EXTENDED"], ["NONE"]],
    ["aws:eks/cluster:Cluster", "encryptionConfig.resources[]", ["secrets"], ["all"]],
    [
      "aws:eks/cluster:Cluster",
      "kubernetesNetworkConfig.serviceIpv4Cidr",
      ["172.20.0.0/16", "10.100.0.0/24", "192.168.0.0/16"],
      ["172.15.0.0/16", "10.0.0.0/25", "203.0.113.0/24"],
    ],
    ["aws:eks/nodeGroup:NodeGroup", "nodeGroupName", ["general"], ["-a", "a".repeat(64)]],
    ["aws:eks/nodeGroup:NodeGroup", "amiType", ["AL2023_ARM_64_STANDARD", "CUSTOM"], ["AL2_x86_64"]],
    ["aws:eks/nodeGroup:NodeGroup", "capacityType", ["ON_DEMAND", "SPOT"], ["onDemand"]],
    ["aws:eks/nodeGroup:NodeGroup", "taints[].effect", ["NO_SCHEDULE"], ["NoSchedule"]],
    ["aws:eks/addon:Addon", "resolveConflictsOnCreate", ["NONE", "OVERWRITE"], ["PRESERVE"]],
    ["aws:eks/addon:Addon", "resolveConflictsOnUpdate", ["PRESERVE"], ["KEEP"]],
    [
      "aws:eks/accessEntry:AccessEntry",
      "principalArn",
      ["arn:aws:iam::123456789012:role/team/a", "arn:aws:iam::123456789012:user/a"],
      ["arn:aws:sts::123456789012:assumed-role/a/b", "arn:aws:iam::123456789012:root"],
    ],
    ["aws:eks/accessEntry:AccessEntry", "type", ["STANDARD", "EC2_LINUX"], ["standard"]],
    [
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
      "policyArn",
      ["arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"],
      ["arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"],
    ],
    ["aws:eks/accessPolicyAssociation:AccessPolicyAssociation", "accessScope.type", ["cluster", "namespace"], ["all"]],
    ["aws:ssm/parameter:Parameter", "type", ["String", "SecureString"], ["Secret"]],
    ["aws:ssm/parameter:Parameter", "name", ["/dev/a.b_c", "a"], ["/aws/a", "a b", "ssm"]],
    ["aws:ssm/parameter:Parameter", "tier", ["Standard", "Advanced"], ["standard"]],
    ...["lb", "alb"].flatMap(
      (module) =>
        [
          [`aws:${module}/loadBalancer:LoadBalancer`, "name", ["a", "dev-web"], ["internal-a", "-a", "a".repeat(33)]],
          [`aws:${module}/loadBalancer:LoadBalancer`, "loadBalancerType", ["network", "application"], ["classic"]],
          [`aws:${module}/loadBalancer:LoadBalancer`, "ipAddressType", ["ipv4", "dualstack"], ["ipv6"]],
          [`aws:${module}/loadBalancer:LoadBalancer`, "idleTimeout", [1, 60, 4000], [0, 4001]],
          [`aws:${module}/loadBalancer:LoadBalancer`, "desyncMitigationMode", ["strictest"], ["strict"]],
          [`aws:${module}/targetGroup:TargetGroup`, "name", ["web"], ["a-", "a_b"]],
          [`aws:${module}/targetGroup:TargetGroup`, "targetType", ["ip", "alb"], ["instances"]],
          [`aws:${module}/targetGroup:TargetGroup`, "protocol", ["TCP", "HTTPS"], ["tcp"]],
          [`aws:${module}/targetGroup:TargetGroup`, "protocolVersion", ["HTTP2"], ["HTTP3"]],
          [`aws:${module}/targetGroup:TargetGroup`, "port", [1, 65535], [0, 65536]],
          [`aws:${module}/targetGroup:TargetGroup`, "healthCheck.healthyThreshold", [2, 10], [1, 11]],
          [`aws:${module}/targetGroup:TargetGroup`, "healthCheck.unhealthyThreshold", [2, 10], [1, 11]],
          [`aws:${module}/targetGroup:TargetGroup`, "healthCheck.interval", [5, 300], [4, 301]],
          [`aws:${module}/targetGroupAttachment:TargetGroupAttachment`, "port", [80], [0]],
          [`aws:${module}/listener:Listener`, "port", [443], [0, 65536]],
          [`aws:${module}/listener:Listener`, "defaultActions[].type", ["forward", "fixed-response"], ["drop"]],
          [`aws:${module}/listenerRule:ListenerRule`, "priority", [1, 50000], [0, 50001]],
          [`aws:${module}/listenerRule:ListenerRule`, "actions[].type", ["redirect"], ["drop"]],
        ] as const,
    ),
    ["aws:iam/role:Role", "name", ["app+role=1", "a".repeat(64)], ["", "a b", "a".repeat(65), "a/b"]],
    ["aws:iam/role:Role", "path", ["/", "/team/a/"], ["team/", "/team"]],
    ["aws:iam/role:Role", "description", ["für Flow-Logs"], ["a → b", "a".repeat(1001)]],
    ["aws:iam/role:Role", "maxSessionDuration", [3600, 43200, 7201], [3599, 43201]],
    ["aws:iam/rolePolicy:RolePolicy", "name", ["read"], ["read all", ""]],
    [
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "policyArn",
      ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws-cn:iam::123456789012:policy/team/a"],
      ["ReadOnlyAccess", "arn:aws:iam::123456789012:role/a"],
    ],
    ["aws:iam/policy:Policy", "name", ["read", "a".repeat(128)], ["a".repeat(129)]],
    ["aws:iam/instanceProfile:InstanceProfile", "name", ["app", "a".repeat(128)], ["a b"]],
    [
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      "url",
      ["https://token.actions.githubusercontent.com", "https://oidc.eks.eu-west-1.amazonaws.com/id/0123"],
      ["token.actions.githubusercontent.com", "http://issuer.example", "https://issuer.example:8443", "https://a/?b"],
    ],
    ["aws:iam/openIdConnectProvider:OpenIdConnectProvider", "clientIdLists[]", ["sts.amazonaws.com"], ["", "a b"]],
    [
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      "thumbprintLists[]",
      ["6938fd4d98bab03faadb97b34396831e3780aea1"],
      ["6938fd4d98bab03faadb97b34396831e3780ae", "thumb"],
    ],
    [
      "aws:route53/zone:Zone",
      "name",
      ["dev.internal", "dev.internal.", "_tcp.a"],
      ["", "a..b", `${"a".repeat(64)}.b`, "a b"],
    ],
    ["aws:route53/zone:Zone", "comment", ["", "two\nlines"], ["a".repeat(257)]],
    ["aws:route53/record:Record", "type", ["A", "AAAA", "CNAME", "TXT"], ["a", "ALIAS"]],
    ["aws:route53/record:Record", "name", ["", "*.dev", "_acme.a.", "www"], ["a..b", "a b"]],
    ["aws:route53/record:Record", "ttl", [0, 300], [-1, 0.5]],
    ["aws:kms/key:Key", "deletionWindowInDays", [7, 30], [6, 31]],
    ["aws:kms/key:Key", "rotationPeriodInDays", [90, 365, 2560], [89, 2561]],
    ["aws:kms/key:Key", "description", ["state"], ["a".repeat(8193)]],
    ["aws:kms/alias:Alias", "name", ["alias/a/b-c_d"], ["state", "alias/aws/s3", "alias/"]],
    [
      "aws:s3/bucket:Bucket",
      "bucket",
      ["bankapp-state-123456789012", "a.b-c", "a".repeat(63)],
      ["ab", "a".repeat(64), "State", "a_b", "-ab", "a..b", "192.168.5.4", "xn--abc", "abc-s3alias"],
    ],
    ["aws:s3/bucket:Bucket", "bucketPrefix", ["state-"], ["State-", "a".repeat(38)]],
    [
      "aws:s3/bucketVersioning:BucketVersioning",
      "versioningConfiguration.status",
      ["Enabled", "Suspended"],
      ["enabled", true],
    ],
    [
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "rules[].applyServerSideEncryptionByDefault.sseAlgorithm",
      ["AES256", "aws:kms"],
      ["KMS", "aes256"],
    ],
    [
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      "rule.objectOwnership",
      ["BucketOwnerEnforced", "ObjectWriter"],
      ["Enforced"],
    ],
    [
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "rules[].status",
      ["Enabled", "Disabled"],
      ["enabled"],
    ],
    [
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "rules[].id",
      ["old-versions"],
      ["", "a".repeat(256)],
    ],
    ...["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"].flatMap(
      (type) =>
        [
          [type, "key", ["index.html", "a/b c"], ["", "a".repeat(1025)]],
          [type, "storageClass", ["STANDARD", "GLACIER_IR"], ["standard", "COLD"]],
        ] as const,
    ),
    [
      "aws:ecr/repository:Repository",
      "name",
      ["bankapp/account", "a.b_c-d/e1"],
      ["a", "Bankapp", "a--b/c", "/a", "a b", "a".repeat(257)],
    ],
    ["aws:ecr/repository:Repository", "imageTagMutability", ["MUTABLE", "IMMUTABLE_WITH_EXCLUSION"], ["immutable"]],
    ["aws:ecr/repository:Repository", "encryptionConfigurations[].encryptionType", ["AES256", "KMS"], ["aws:kms"]],
    ["aws:sns/topic:Topic", "name", ["alarms", "orders.fifo"], ["", "a b", "a.b", "a".repeat(257)]],
    ["aws:sns/topic:Topic", "displayName", ["", "Bank"], ["a".repeat(101)]],
    ["aws:sns/topic:Topic", "tracingConfig", ["Active", "PassThrough"], ["active"]],
    ["aws:sns/topicSubscription:TopicSubscription", "protocol", ["email", "https"], ["mail", "Email"]],
    [
      "aws:sns/topicSubscription:TopicSubscription",
      "filterPolicyScope",
      ["MessageBody", "MessageAttributes"],
      ["Message"],
    ],
    ["aws:budgets/budget:Budget", "name", ["bankapp monthly"], ["", "a:b", "a".repeat(101)]],
    ["aws:budgets/budget:Budget", "budgetType", ["COST", "RI_COVERAGE"], ["cost", "RI"]],
    ["aws:budgets/budget:Budget", "timeUnit", ["MONTHLY", "CUSTOM"], ["WEEKLY"]],
    ["aws:budgets/budget:Budget", "limitAmount", ["500", "99.5"], ["", "500 USD", "-1"]],
    ["aws:budgets/budget:Budget", "notifications[].comparisonOperator", ["GREATER_THAN"], [">"]],
    ["aws:budgets/budget:Budget", "notifications[].notificationType", ["ACTUAL", "FORECASTED"], ["FORECAST"]],
    ["aws:budgets/budget:Budget", "notifications[].thresholdType", ["PERCENTAGE", "ABSOLUTE_VALUE"], ["PERCENT"]],
    [
      "aws:budgets/budget:Budget",
      "notifications[].subscriberEmailAddresses[]",
      ["platform@example.org"],
      ["platform", "a b@example.org"],
    ],
    ["aws:synthetics/canary:Canary", "name", ["dev-balance", "a".repeat(255)], ["", "Balance", "a b", "a".repeat(256)]],
    ["aws:synthetics/canary:Canary", "handler", ["canary.handler", "lib/canary.run"], ["handler", "canary."]],
    [
      "aws:synthetics/canary:Canary",
      "artifactS3Location",
      ["s3://results-123456789012/dev/", "s3://results"],
      ["results/dev", "https://results/dev", "s3://Results"],
    ],
    [
      "aws:synthetics/canary:Canary",
      "schedule.expression",
      ["rate(1 minute)", "rate(60 minutes)", "rate(1 hour)", "rate(0 hour)", "cron(0/5 * * * ? *)"],
      ["rate(61 minutes)", "rate(2 hours)", "rate(5 minute)", "rate(1 minutes)", "cron(* * * * *)", "5 minutes"],
    ],
    ["aws:synthetics/canary:Canary", "runConfig.timeoutInSeconds", [3, 60, 840], [2, 841]],
    ["aws:synthetics/canary:Canary", "successRetentionPeriod", [1, 31, 455], [0, 456]],
    ["aws:synthetics/canary:Canary", "failureRetentionPeriod", [1, 31, 455], [0, 456]],
  ];

/** `ingress[].action` as inputs that hold one such value. */
function inputsWith(path: string, value: unknown): Properties {
  const [first = "", ...rest] = path.split(".");
  const inner = rest.length > 0 ? inputsWith(rest.join("."), value) : value;
  return first.endsWith("[]") ? { [first.slice(0, -2)]: [inner] } : { [first]: inner };
}

describe("the form of an input", () => {
  for (const [type, input, right, wrong] of FORMS) {
    it(`${type} ${input} is checked before AWS is asked`, () => {
      const row = awsTypes.find((candidate) => candidate.type === type);
      expect(row, type).not.to.equal(undefined);
      const failures = (value: unknown) =>
        row
          ? check(row, inputsWith(input, value), {}, { logicalName: "a", digits: "0" }).failures.filter(
              ({ property }) => property === input,
            )
          : [];
      expect(right.filter((value) => failures(value).length > 0)).to.deep.equal([]);
      expect(wrong.filter((value) => failures(value).length === 0)).to.deep.equal([]);
    });
  }

  it("has examples for every form that a row states", () => {
    const stated = awsTypes.flatMap(({ type, formats }) =>
      entries(formats).map(({ property }) => `${type} ${property}`),
    );
    expect(FORMS.map(([type, input]) => `${type} ${input}`)).to.have.members(stated);
  });
});
