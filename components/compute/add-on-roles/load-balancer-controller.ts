import { arnIn, type PolicyScope, type Statement } from "./policy";

/** The tag that the controller puts on everything it makes; its value is the name of the cluster. */
const clusterTag = "elbv2.k8s.aws/cluster";

/**
 * What the controller documents, with its tag bound to this cluster: it changes and deletes only what it made for it.
 * AWS cannot limit the other actions by this tag.
 *
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/#option-a-recommended-iam-roles-for-service-accounts-irsa
 */
export function loadBalancerController(scope: PolicyScope): Statement[] {
  const elb = (...resources: string[]) => resources.map((resource) => arnIn(scope, "elasticloadbalancing", resource));
  const securityGroups = arnIn(scope, "ec2", "security-group/*");
  const requested = { StringEquals: { [`aws:RequestTag/${clusterTag}`]: scope.clusterName } };
  const owned = { StringEquals: { [`aws:ResourceTag/${clusterTag}`]: scope.clusterName } };
  const retagged = {
    ...owned,
    Null: { [`aws:RequestTag/${clusterTag}`]: "true" },
  };
  const tagged = elb("targetgroup/*/*", "loadbalancer/net/*/*", "loadbalancer/app/*/*");
  const listeners = elb(
    "listener/net/*/*/*",
    "listener/app/*/*/*",
    "listener-rule/net/*/*/*",
    "listener-rule/app/*/*/*",
  );
  return [
    {
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: "*",
      Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
    },
    { Action: [...describe, ...certificatesAndFirewalls], Resource: "*" },
    // Rules of groups that it did not make, those of nodes: it opens them to its load balancers.
    { Action: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"], Resource: "*" },
    { Action: ["ec2:CreateSecurityGroup"], Resource: "*" },
    {
      Action: ["ec2:CreateTags"],
      Resource: securityGroups,
      Condition: { StringEquals: { ...requested.StringEquals, "ec2:CreateAction": "CreateSecurityGroup" } },
    },
    { Action: ["ec2:CreateTags", "ec2:DeleteTags"], Resource: securityGroups, Condition: retagged },
    { Action: ["ec2:DeleteSecurityGroup"], Resource: "*", Condition: owned },
    {
      Action: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
      Resource: "*",
      Condition: requested,
    },
    {
      Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
      Resource: tagged,
      Condition: retagged,
    },
    {
      Action: ["elasticloadbalancing:AddTags"],
      Resource: tagged,
      Condition: {
        StringEquals: {
          ...requested.StringEquals,
          "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"],
        },
      },
    },
    { Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"], Resource: listeners },
    { Action: changeOwn, Resource: "*", Condition: owned },
    {
      Action: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
      Resource: elb("targetgroup/*/*"),
    },
    { Action: changeListeners, Resource: "*" },
  ];
}

const describe = [
  "ec2:DescribeAccountAttributes",
  "ec2:DescribeAddresses",
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeCoipPools",
  "ec2:DescribeInstances",
  "ec2:DescribeInternetGateways",
  "ec2:DescribeIpamPools",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeRouteTables",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeTags",
  "ec2:DescribeVpcPeeringConnections",
  "ec2:DescribeVpcs",
  "ec2:GetCoipPoolUsage",
  "ec2:GetSecurityGroupsForVpc",
  ...[
    "CapacityReservation",
    "ListenerAttributes",
    "ListenerCertificates",
    "Listeners",
    "LoadBalancerAttributes",
    "LoadBalancers",
    "Rules",
    "SSLPolicies",
    "Tags",
    "TargetGroupAttributes",
    "TargetGroups",
    "TargetHealth",
    "TrustStores",
  ].map((what) => `elasticloadbalancing:Describe${what}`),
];

const certificatesAndFirewalls = [
  "acm:DescribeCertificate",
  "acm:ListCertificates",
  "cognito-idp:DescribeUserPoolClient",
  "iam:GetServerCertificate",
  "iam:ListServerCertificates",
  "shield:CreateProtection",
  "shield:DeleteProtection",
  "shield:DescribeProtection",
  "shield:GetSubscriptionState",
  ...["waf-regional", "wafv2"].flatMap((service) =>
    ["AssociateWebACL", "DisassociateWebACL", "GetWebACL", "GetWebACLForResource"].map(
      (action) => `${service}:${action}`,
    ),
  ),
];

const changeOwn = [
  "DeleteLoadBalancer",
  "DeleteTargetGroup",
  "ModifyCapacityReservation",
  "ModifyIpPools",
  "ModifyListenerAttributes",
  "ModifyLoadBalancerAttributes",
  "ModifyTargetGroup",
  "ModifyTargetGroupAttributes",
  "SetIpAddressType",
  "SetSecurityGroups",
  "SetSubnets",
].map((action) => `elasticloadbalancing:${action}`);

const changeListeners = [
  "AddListenerCertificates",
  "CreateListener",
  "CreateRule",
  "DeleteListener",
  "DeleteRule",
  "ModifyListener",
  "ModifyRule",
  "RemoveListenerCertificates",
  "SetRulePriorities",
  "SetWebAcl",
].map((action) => `elasticloadbalancing:${action}`);
