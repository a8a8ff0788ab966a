import { expect } from "chai";

import { problemsOf, record, type Recording } from "../testing/recorder";
import { ContentDelivery } from "./content-delivery";
import type { ContentDeliveryArgs } from "./content-delivery-args";
import { StaticSite } from "./static-site";

const types = {
  distribution: "aws:cloudfront/distribution:Distribution",
  function: "aws:cloudfront/function:Function",
  keyGroup: "aws:cloudfront/keyGroup:KeyGroup",
  policy: "aws:s3/bucketPolicy:BucketPolicy",
  headers: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
};

interface Behavior extends Record<string, unknown> {
  pathPattern?: string;
  targetOriginId: string;
}

interface Inputs {
  origins: Record<string, unknown>[];
  defaultCacheBehavior: Behavior;
  orderedCacheBehaviors: Behavior[];
  customErrorResponses?: unknown;
  viewerCertificate: Record<string, unknown>;
  defaultRootObject?: string;
}

const bucket = {
  bucketName: "site",
  bucketArn: "arn:aws:s3:::site",
  bucketRegionalDomainName: "site.s3.us-east-1.amazonaws.com",
};
const inVpc = { domainName: "origin.bank.dev", vpcOriginId: "vo_1" };
const pem = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n";

const make = (args: ContentDeliveryArgs) => new ContentDelivery("dev", args);

async function made(args: ContentDeliveryArgs): Promise<Recording<ContentDelivery> & { inputs: Inputs }> {
  const recording = await record(() => make(args));
  return { ...recording, inputs: recording.get(types.distribution, "dev").inputs as unknown as Inputs };
}

describe("ContentDelivery", () => {
  it("reads a private bucket by an access control, and nobody else does", async () => {
    const { inputs, get } = await made({ site: bucket });
    expect(inputs.origins).to.deep.equal([
      { originId: "site", domainName: bucket.bucketRegionalDomainName, originAccessControlId: "dev-id" },
    ]);
    const { Statement } = JSON.parse(String(get(types.policy, "dev").inputs.policy)) as { Statement: object[] };
    expect(Statement[0]).to.deep.include({
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Condition: { StringEquals: { "AWS:SourceArn": "dev-arn" } },
    });
    expect(Statement.filter((statement) => "Effect" in statement && statement.Effect === "Allow")).to.have.length(2);
  });

  it("routes in the browser by a function on the site alone, never by error responses", async () => {
    const { inputs, ofType } = await made({ site: bucket, loadBalancer: inVpc, apiPaths: ["/api/*"] });
    expect(ofType(types.function)).to.have.length(1);
    expect(inputs.defaultCacheBehavior.functionAssociations).to.deep.equal([
      { eventType: "viewer-request", functionArn: "dev-arn" },
    ]);
    expect(inputs.orderedCacheBehaviors[0]).to.not.have.property("functionAssociations");
    expect(inputs).to.not.have.property("customErrorResponses");
    const plain = await made({ site: bucket, spa: false });
    expect(plain.ofType(types.function)).to.deep.equal([]);
  });

  it("takes the API to the load balancer as the viewer sent it, and caches nothing of it", async () => {
    const { inputs } = await made({ site: bucket, loadBalancer: inVpc, apiPaths: ["/api/*"] });
    expect(inputs.orderedCacheBehaviors).to.have.length(1);
    expect(inputs.orderedCacheBehaviors[0]).to.deep.include({
      pathPattern: "/api/*",
      targetOriginId: "load-balancer",
      cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
      allowedMethods: ["GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "POST", "PUT"],
    });
  });

  it("calls the load balancer inside its VPC, or by HTTPS over the internet with a header", async () => {
    const inside = await made({ loadBalancer: inVpc });
    expect(inside.inputs.origins[0]).to.deep.include({
      domainName: "origin.bank.dev",
      vpcOriginConfig: { originKeepaliveTimeout: 5, originReadTimeout: 30, vpcOriginId: "vo_1" },
    });
    expect(inside.inputs.origins[0]).to.not.have.property("customOriginConfig");
    const outside = await made({ loadBalancer: { domainName: "origin.bank.dev", headers: { "X-Secret": "a" } } });
    expect(outside.inputs.origins[0]?.customOriginConfig).to.include({ originProtocolPolicy: "https-only" });
    expect(outside.inputs.origins[0]?.customHeaders).to.deep.equal([{ name: "X-Secret", value: "a" }]);
  });

  it("caches files of pods as they say, and tells the mesh the host that was asked for", async () => {
    const { inputs, get } = await made({ loadBalancer: inVpc });
    expect(inputs.defaultCacheBehavior).to.include({ targetOriginId: "load-balancer", cachePolicyId: "dev-id" });
    expect(inputs).to.not.have.property("defaultRootObject");
    expect(get("aws:cloudfront/cachePolicy:CachePolicy", "dev").inputs).to.include({ minTtl: 0, defaultTtl: 60 });
    expect(get("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", "dev").inputs.headersConfig).to.deep.equal({
      headerBehavior: "whitelist",
      headers: { items: ["Host"] },
    });
  });

  it("adds security headers to every answer, and speaks HTTPS only", async () => {
    const { inputs, ofType } = await made({ site: bucket, loadBalancer: inVpc, apiPaths: ["/api/*"] });
    expect(ofType(types.headers)).to.have.length(1);
    for (const behavior of [inputs.defaultCacheBehavior, ...inputs.orderedCacheBehaviors]) {
      expect(behavior).to.include({
        responseHeadersPolicyId: "dev-id",
        viewerProtocolPolicy: "redirect-to-https",
        compress: true,
      });
    }
  });

  it("asks for a signature on the paths that need one", async () => {
    const { inputs, get } = await made({
      site: bucket,
      signedUrls: { publicKeys: { one: pem, two: pem }, paths: ["/private/*"] },
    });
    expect(get(types.keyGroup, "dev").inputs.items).to.deep.equal(["dev-one-id", "dev-two-id"]);
    expect(inputs.orderedCacheBehaviors[0]).to.deep.include({
      pathPattern: "/private/*",
      trustedKeyGroups: ["dev-id"],
    });
    expect(inputs.defaultCacheBehavior).to.not.have.property("trustedKeyGroups");
  });

  it("has names of its own with a certificate, TLS 1.2 or newer", async () => {
    const named = await made({ site: bucket, aliases: { names: ["bank.dev"], certificateArn: "certificate-arn" } });
    expect(named.inputs.viewerCertificate).to.deep.equal({
      acmCertificateArn: "certificate-arn",
      minimumProtocolVersion: "TLSv1.2_2021",
      sslSupportMethod: "sni-only",
    });
    const unnamed = await made({ site: bucket });
    expect(unnamed.inputs.viewerCertificate).to.deep.equal({ cloudfrontDefaultCertificate: true });
  });

  it("makes the same in a preview", async () => {
    const args: ContentDeliveryArgs = { site: bucket, loadBalancer: inVpc, apiPaths: ["/api/*"] };
    const preview = await record(() => make(args), { preview: true });
    expect(preview.identities).to.deep.equal((await made(args)).identities);
  });

  it("refuses what cannot be, all at once", async () => {
    expect(await problemsOf(() => make({}))).to.have.all.keys("loadBalancer");
    expect(
      await problemsOf(() =>
        make({
          site: bucket,
          apiPaths: ["/api/**", "/a", "/a"],
          signedUrls: { publicKeys: { one: "ssh-rsa" }, paths: ["/private/*"] },
          aliases: { names: [], certificateArn: "a" },
        }),
      ),
    ).to.have.all.keys("loadBalancer", "apiPaths", "signedUrls.publicKeys.one", "aliases.names");
    const noKeys = { publicKeys: {}, paths: ["/a"] };
    expect(await problemsOf(() => make({ loadBalancer: inVpc, spa: true, signedUrls: noKeys }))).to.have.all.keys(
      "spa",
      "signedUrls.publicKeys",
    );
  });
});

describe("StaticSite", () => {
  it("is a private bucket with a first page, which others replace", async () => {
    const { get } = await record(() => new StaticSite("dev-site", { bucketName: "dev-site-1" }));
    expect(get("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "dev-site").inputs).to.deep.include({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(get("aws:s3/bucketObjectv2:BucketObjectv2", "dev-site").inputs).to.include({
      key: "index.html",
      cacheControl: "no-cache",
    });
  });
});
