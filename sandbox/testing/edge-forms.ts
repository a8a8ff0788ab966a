/** Values that AWS takes and values that it does not, of names, certificates, distributions and web ACLs. */
const policyForms = (type: string, path: string, headers: readonly string[]) =>
  [
    [type, "name", ["site-1_a"], ["", "a b", "a".repeat(129)]],
    [type, `${path}cookiesConfig.cookieBehavior`, ["none", "all"], ["some"]],
    [type, `${path}headersConfig.headerBehavior`, headers, ["all"]],
    [type, `${path}queryStringsConfig.queryStringBehavior`, ["none", "allExcept"], ["some"]],
  ] as const;

const distribution = "aws:cloudfront/distribution:Distribution";
const vpcOrigin = "aws:cloudfront/vpcOrigin:VpcOrigin";
const names = [
  ["dev.example.com", "*.example.com"],
  ["Example.com", "example", "*.*.example.com", "a b.com"],
] as const;

export const EDGE_FORMS: readonly (readonly [
  type: string,
  input: string,
  right: readonly unknown[],
  wrong: readonly unknown[],
])[] = [
  ["aws:acm/certificate:Certificate", "domainName", ...names],
  ["aws:acm/certificate:Certificate", "subjectAlternativeNames[]", ...names],
  ["aws:acm/certificate:Certificate", "validationMethod", ["DNS", "EMAIL"], ["dns", "HTTP"]],
  ["aws:acm/certificate:Certificate", "keyAlgorithm", ["RSA_2048", "EC_prime256v1"], ["RSA", "EC_P256"]],
  [distribution, "priceClass", ["PriceClass_100", "PriceClass_All"], ["100", "PriceClass_300"]],
  [distribution, "httpVersion", ["http2and3", "http1.1"], ["http1", "HTTP2"]],
  [distribution, "aliases[]", ["bank.example.com", "*.example.com"], ["https://bank.example.com", "bank"]],
  [distribution, "orderedCacheBehaviors[].pathPattern", ["/api/*", "*.jpg"], ["", "/a b", "a".repeat(256)]],
  [distribution, "restrictions.geoRestriction.restrictionType", ["none", "blacklist"], ["deny"]],
  [distribution, "restrictions.geoRestriction.locations[]", ["DE"], ["de", "DEU"]],
  ...["defaultCacheBehavior", "orderedCacheBehaviors[]"].map(
    (path) =>
      [
        distribution,
        `${path}.viewerProtocolPolicy`,
        ["redirect-to-https", "https-only"],
        ["https", "redirect"],
      ] as const,
  ),
  [distribution, "viewerCertificate.minimumProtocolVersion", ["TLSv1.2_2021", "TLSv1.3_2025"], ["TLSv1.2", "1.2"]],
  [
    distribution,
    "origins[].domainName",
    ["a.s3.us-east-1.amazonaws.com"],
    ["https://a.example.com", "a.example.com/b"],
  ],
  [
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "originAccessControlOriginType",
    ["s3", "lambda"],
    ["S3", "alb"],
  ],
  ["aws:cloudfront/originAccessControl:OriginAccessControl", "signingBehavior", ["always", "never"], ["sometimes"]],
  ["aws:cloudfront/originAccessControl:OriginAccessControl", "signingProtocol", ["sigv4"], ["sigv2"]],
  ...policyForms("aws:cloudfront/cachePolicy:CachePolicy", "parametersInCacheKeyAndForwardedToOrigin.", [
    "none",
    "whitelist",
  ]),
  ...policyForms("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "", ["allViewer", "allExcept"]),
  ["aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "name", ["security"], ["a b"]],
  [
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "securityHeadersConfig.frameOptions.frameOption",
    ["DENY", "SAMEORIGIN"],
    ["ALLOW"],
  ],
  [
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "securityHeadersConfig.referrerPolicy.referrerPolicy",
    ["no-referrer", "strict-origin"],
    ["none"],
  ],
  ["aws:cloudfront/function:Function", "name", ["spa_1"], ["a b", "a".repeat(65)]],
  ["aws:cloudfront/function:Function", "runtime", ["cloudfront-js-2.0"], ["nodejs20.x", "cloudfront-js-3.0"]],
  ["aws:cloudfront/publicKey:PublicKey", "encodedKey", ["-----BEGIN PUBLIC KEY-----\nMIIB"], ["ssh-rsa AAAA"]],
  [
    vpcOrigin,
    "vpcOriginEndpointConfig.originProtocolPolicy",
    ["https-only", "match-viewer"],
    ["https", "redirect-to-https"],
  ],
  [vpcOrigin, "vpcOriginEndpointConfig.originSslProtocols.items[]", ["TLSv1.2"], ["TLSv1.3", "1.2"]],
  ["aws:wafv2/webAcl:WebAcl", "scope", ["CLOUDFRONT", "REGIONAL"], ["GLOBAL"]],
  ["aws:wafv2/webAcl:WebAcl", "name", ["edge_1-a"], ["a b", "a".repeat(129)]],
  ["aws:wafv2/webAcl:WebAcl", "description", ["Protects a.b", "ab"], ["", "a", "a(b)"]],
  ["aws:wafv2/webAcl:WebAcl", "visibilityConfig.metricName", ["edge"], ["", "a b"]],
  ["aws:wafv2/webAcl:WebAcl", "rules[].statement.rateBasedStatement.limit", [10, 2_000_000_000], [9, 2_000_000_001]],
  ["aws:wafv2/webAcl:WebAcl", "rules[].statement.rateBasedStatement.evaluationWindowSec", [60, 300], [30, 900]],
  ["aws:wafv2/ipSet:IpSet", "scope", ["REGIONAL"], ["regional"]],
  ["aws:wafv2/ipSet:IpSet", "name", ["office"], ["the office"]],
  ["aws:wafv2/ipSet:IpSet", "ipAddressVersion", ["IPV4", "IPV6"], ["4"]],
  ["aws:shield/protection:Protection", "name", ["dev alb"], ["", "a/b"]],
  ["aws:route53/keySigningKey:KeySigningKey", "name", ["throughline", "k_1"], ["a", "a-b"]],
  ["aws:route53/keySigningKey:KeySigningKey", "status", ["ACTIVE", "INACTIVE"], ["active"]],
  ["aws:route53/hostedZoneDnsSec:HostedZoneDnsSec", "signingStatus", ["SIGNING", "NOT_SIGNING"], ["ON"]],
  ["aws:route53/healthCheck:HealthCheck", "type", ["HTTPS", "TCP", "CALCULATED"], ["UDP"]],
  ["aws:route53/healthCheck:HealthCheck", "requestInterval", [10, 30], [20]],
  ["aws:route53/healthCheck:HealthCheck", "failureThreshold", [1, 10], [0, 11]],
  ["aws:route53/healthCheck:HealthCheck", "port", [443], [0, 65_536]],
];
