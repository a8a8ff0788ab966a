import { generateKeyPairSync } from "node:crypto";

import type { Properties } from "../resource-type";
import { record, records } from "../aws/values";
import type { WorldRecord } from "../world/record";
import type { Account } from "./account";
import { makeNetwork, type Network } from "./aws-network";

export const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

export const PUBLIC_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .publicKey.export({ type: "spki", format: "pem" })
  .toString();

/** A certificate that ACM has issued: its records are in a zone that the world finds. */
export async function makeCertificate(
  account: Account,
  zone: WorldRecord,
  inputs: Properties = {},
): Promise<WorldRecord> {
  const certificate = await account.make("aws:acm/certificate:Certificate", {
    domainName: zone.outputs.name,
    validationMethod: "DNS",
    ...inputs,
  });
  for (const option of records(certificate.outputs.domainValidationOptions)) {
    await publish(account, zone, option);
  }
  return certificate;
}

export const publish = (
  account: Account,
  zone: WorldRecord,
  { resourceRecordName, resourceRecordType, resourceRecordValue }: Properties,
): Promise<WorldRecord> =>
  account.make("aws:route53/record:Record", {
    zoneId: zone.id,
    name: resourceRecordName,
    type: resourceRecordType,
    ttl: 300,
    records: [resourceRecordValue],
    allowOverwrite: true,
  });

export const makeZone = (account: Account, name = "bank.dev"): Promise<WorldRecord> =>
  account.make("aws:route53/zone:Zone", { name });

/** An internal application load balancer, in a VPC with an internet gateway. */
export async function makeInternalLoadBalancer(account: Account, network?: Network): Promise<WorldRecord> {
  const { subnetA, subnetB } = network ?? (await makeNetwork(account));
  return account.make("aws:lb/loadBalancer:LoadBalancer", { internal: true, subnets: [subnetA.id, subnetB.id] });
}

export const vpcOriginOf = (loadBalancer: WorldRecord, inputs: Properties = {}): Properties => ({
  vpcOriginEndpointConfig: {
    name: "edge",
    arn: loadBalancer.outputs.arn,
    httpPort: 80,
    httpsPort: 443,
    originProtocolPolicy: "https-only",
    originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
    ...inputs,
  },
});

/** What a distribution needs at least. */
export const distributionInputs = (inputs: Properties = {}): Properties => ({
  enabled: true,
  origins: [
    {
      originId: "web",
      domainName: "web.bank.dev",
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
      },
    },
  ],
  defaultCacheBehavior: behavior(),
  restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
  ...inputs,
});

export const behavior = (inputs: Properties = {}): Properties => ({
  targetOriginId: "web",
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: CACHING_DISABLED,
  ...inputs,
});

export const webAclInputs = (inputs: Properties = {}): Properties => ({
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "edge", sampledRequestsEnabled: true },
  ...inputs,
});

const SIGNING_POLICY = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "dnssec-route53.amazonaws.com" }, Action: "kms:Sign", Resource: "*" },
  ],
};

export const signingKeyInputs = (inputs: Properties = {}): Properties => ({
  region: "us-east-1",
  customerMasterKeySpec: "ECC_NIST_P256",
  keyUsage: "SIGN_VERIFY",
  policy: JSON.stringify(SIGNING_POLICY),
  ...inputs,
});

/** One resource of every type of names, certificates, distributions and web ACLs. */
export async function makeEdge(account: Account, network: Network): Promise<void> {
  const zone = await makeZone(account);
  const certificate = await makeCertificate(account, zone);
  await account.make("aws:acm/certificateValidation:CertificateValidation", { certificateArn: certificate.id });
  await makeZoneExtras(account, zone);
  const balancer = await makeInternalLoadBalancer(account, network);
  const vpcOriginId = (await account.make("aws:cloudfront/vpcOrigin:VpcOrigin", vpcOriginOf(balancer))).id;
  const none = { cookieBehavior: "none" };
  const selection = {
    cookiesConfig: none,
    headersConfig: { headerBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
  };
  const policies = {
    cachePolicyId: (
      await account.make("aws:cloudfront/cachePolicy:CachePolicy", {
        parametersInCacheKeyAndForwardedToOrigin: selection,
      })
    ).id,
    originRequestPolicyId: (await account.make("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", selection)).id,
    responseHeadersPolicyId: (
      await account.make("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", {
        securityHeadersConfig: { contentTypeOptions: { override: true } },
      })
    ).id,
  };
  await account.make("aws:cloudfront/originAccessControl:OriginAccessControl", {
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
  });
  await account.make("aws:cloudfront/function:Function", {
    runtime: "cloudfront-js-2.0",
    code: "function handler(event) { return event.request; }",
  });
  const key = await account.make("aws:cloudfront/publicKey:PublicKey", { encodedKey: PUBLIC_KEY });
  const keyGroup = await account.make("aws:cloudfront/keyGroup:KeyGroup", { items: [key.id] });
  const firewall = await makeFirewalls(account, balancer);
  const [origin] = records(distributionInputs().origins);
  const { originId, domainName } = record(origin);
  const distribution = await account.make(
    "aws:cloudfront/distribution:Distribution",
    distributionInputs({
      aliases: ["bank.dev"],
      origins: [{ originId, domainName, vpcOriginConfig: { vpcOriginId } }],
      defaultCacheBehavior: behavior({ ...policies, trustedKeyGroups: [keyGroup.id] }),
      viewerCertificate: { acmCertificateArn: certificate.outputs.arn, sslSupportMethod: "sni-only" },
      webAclId: firewall.outputs.arn,
    }),
  );
  await account.make("aws:shield/protection:Protection", { resourceArn: distribution.outputs.arn });
}

async function makeZoneExtras(account: Account, zone: WorldRecord): Promise<void> {
  const key = await account.make("aws:kms/key:Key", signingKeyInputs());
  await account.make("aws:route53/keySigningKey:KeySigningKey", {
    hostedZoneId: zone.id,
    keyManagementServiceArn: key.outputs.arn,
    name: "one",
  });
  await account.make("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec", { hostedZoneId: zone.id });
  const logGroup = await account.make("aws:cloudwatch/logGroup:LogGroup", { name: "/aws/route53/bank.dev" });
  await account.make("aws:route53/queryLog:QueryLog", {
    zoneId: zone.id,
    cloudwatchLogGroupArn: logGroup.outputs.arn,
  });
  await account.make("aws:route53/healthCheck:HealthCheck", { type: "HTTPS", fqdn: "bank.dev", port: 443 });
}

/** Returns the one for distributions. */
async function makeFirewalls(account: Account, balancer: WorldRecord): Promise<WorldRecord> {
  const addresses = await account.make("aws:wafv2/ipSet:IpSet", {
    scope: "REGIONAL",
    ipAddressVersion: "IPV4",
    addresses: ["192.0.2.0/24"],
  });
  const regional = await account.make(
    "aws:wafv2/webAcl:WebAcl",
    webAclInputs({
      rules: [
        {
          name: "office",
          priority: 1,
          action: { block: {} },
          statement: { ipSetReferenceStatement: { arn: addresses.outputs.arn } },
        },
      ],
    }),
  );
  await account.make("aws:wafv2/webAclAssociation:WebAclAssociation", {
    resourceArn: balancer.outputs.arn,
    webAclArn: regional.outputs.arn,
  });
  const logGroup = await account.make("aws:cloudwatch/logGroup:LogGroup", { name: "aws-waf-logs-edge" });
  await account.make("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", {
    resourceArn: regional.outputs.arn,
    logDestinationConfigs: [logGroup.outputs.arn],
  });
  return account.make("aws:wafv2/webAcl:WebAcl", webAclInputs({ scope: "CLOUDFRONT" }));
}
