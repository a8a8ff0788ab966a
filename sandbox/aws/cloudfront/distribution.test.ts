import { expect } from "chai";

import { Account, codeOf } from "../../testing/account";
import {
  behavior,
  distributionInputs,
  makeCertificate,
  makeInternalLoadBalancer,
  makeZone,
  vpcOriginOf,
  webAclInputs,
} from "../../testing/aws-edge";
import { messageOf } from "../../testing/refusals";
import type { WorldRecord } from "../../world/record";
import { record, records } from "../values";
import { DISTRIBUTION, FUNCTION, ORIGIN_ACCESS_CONTROL, VPC_ORIGIN } from "./types";

describe("a distribution", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const make = (inputs: Record<string, unknown> = {}) => account.make(DISTRIBUTION, distributionInputs(inputs));
  const [origin] = records(distributionInputs().origins);

  it("has an id, a name and a hosted zone that never changes, and keeps them", async () => {
    const made = await make();
    expect(made.id).to.match(/^E[A-Z\d]{13}$/);
    expect(made.outputs).to.include({
      arn: `arn:aws:cloudfront::123456789012:distribution/${made.id}`,
      hostedZoneId: "Z2FDTNDATAQYW2",
      status: "Deployed",
    });
    const { outputs } = await account.update(made, { comment: "site" });
    expect(outputs.domainName)
      .to.equal(made.outputs.domainName)
      .and.to.match(/^d[a-z\d]{13}\.cloudfront\.net$/);
    expect(outputs.etag).to.not.equal(made.outputs.etag);
  });

  describe("with names of its own", () => {
    let zone: WorldRecord;
    beforeEach(async () => {
      zone = await makeZone(account);
    });

    const named = (certificate: WorldRecord, aliases = ["bank.dev"]) =>
      make({
        aliases,
        viewerCertificate: { acmCertificateArn: certificate.outputs.arn, sslSupportMethod: "sni-only" },
      });

    it("needs a certificate of its own: InvalidViewerCertificate", async () => {
      expect(await codeOf(make({ aliases: ["bank.dev"] }))).to.equal("InvalidViewerCertificate");
      expect(await codeOf(named(await makeCertificate(account, zone)))).to.equal("accepted");
    });

    it("needs one in us-east-1: InvalidViewerCertificate", async () => {
      const elsewhere = await makeCertificate(account, zone, { region: "eu-central-1" });
      expect(await messageOf(named(elsewhere)))
        .to.contain("InvalidViewerCertificate")
        .and.to.contain("us-east-1");
    });

    it("needs one that is issued: InvalidViewerCertificate", async () => {
      const requested = await account.make("aws:acm/certificate:Certificate", {
        domainName: "bank.dev",
        validationMethod: "DNS",
      });
      expect(await codeOf(named(requested))).to.equal("InvalidViewerCertificate");
    });

    it("needs one that covers them, by a wildcard one label deep: InvalidViewerCertificate", async () => {
      const wildcard = await makeCertificate(account, zone, { domainName: "*.bank.dev" });
      expect(await codeOf(named(wildcard, ["www.bank.dev"]))).to.equal("accepted");
      expect(await codeOf(named(wildcard, ["bank.dev"]))).to.equal("InvalidViewerCertificate");
      expect(await codeOf(named(wildcard, ["a.www.bank.dev"]))).to.equal("InvalidViewerCertificate");
    });

    it("says how it speaks TLS with one: InvalidViewerCertificate", async () => {
      const { outputs } = await makeCertificate(account, zone);
      const viewerCertificate = { acmCertificateArn: outputs.arn };
      expect(await codeOf(make({ viewerCertificate }))).to.equal("InvalidViewerCertificate");
      expect(await codeOf(make({ viewerCertificate: {} }))).to.equal("InvalidViewerCertificate");
    });

    it("has them alone: CNAMEAlreadyExists", async () => {
      const certificate = await makeCertificate(account, zone, { subjectAlternativeNames: ["*.bank.dev"] });
      const first = await named(certificate, ["bank.dev", "www.bank.dev"]);
      expect(await codeOf(named(certificate, ["api.bank.dev", "www.bank.dev"]))).to.equal("CNAMEAlreadyExists");
      await account.update(first, { aliases: ["bank.dev"] });
      expect(await codeOf(named(certificate, ["www.bank.dev"]))).to.equal("accepted");
    });

    it("holds its certificate: ResourceInUseException", async () => {
      const certificate = await makeCertificate(account, zone);
      const made = await named(certificate);
      expect(await codeOf(account.remove(certificate))).to.equal("ResourceInUseException");
      await account.remove(made);
      expect(await codeOf(account.remove(certificate))).to.equal("accepted");
    });
  });

  it("leads to origins that it has: NoSuchOrigin", async () => {
    const defaultCacheBehavior = behavior({ targetOriginId: "elsewhere" });
    expect(await codeOf(make({ defaultCacheBehavior }))).to.equal("NoSuchOrigin");
    const orderedCacheBehaviors = [behavior({ pathPattern: "/api/*", targetOriginId: "api" })];
    expect(await codeOf(make({ orderedCacheBehaviors }))).to.equal("NoSuchOrigin");
  });

  it("has origins, each of one kind and with an id of its own", async () => {
    expect(await codeOf(make({ origins: [] }))).to.equal("InvalidArgument");
    expect(await codeOf(make({ origins: [origin, origin] }))).to.equal("InvalidArgument");
    expect(await codeOf(make({ origins: [{ originId: "web", domainName: "web.bank.dev" }] }))).to.equal(
      "InvalidOrigin",
    );
    const bucket = { originId: "web", domainName: "site.s3.us-east-1.amazonaws.com" };
    expect(await codeOf(make({ origins: [bucket] }))).to.equal("accepted");
  });

  it("adds no header that CloudFront keeps for itself: InvalidArgument", async () => {
    const adding = (name: string) => codeOf(make({ origins: [{ ...origin, customHeaders: [{ name, value: "a" }] }] }));
    expect(await adding("X-Real-Ip")).to.equal("InvalidArgument");
    expect(await adding("Host")).to.equal("InvalidArgument");
    expect(await adding("X-Origin-Secret")).to.equal("accepted");
  });

  it("reads a bucket by an access control of its kind: InvalidOriginAccessControl", async () => {
    const { id } = await account.make(ORIGIN_ACCESS_CONTROL, {
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    const withControl = (inputs: Record<string, unknown>) =>
      codeOf(make({ origins: [{ ...inputs, originAccessControlId: id }] }));
    expect(await withControl(record(origin))).to.equal("InvalidOriginAccessControl");
    expect(await withControl({ originId: "web", domainName: "site.s3.us-east-1.amazonaws.com" })).to.equal("accepted");
  });

  it("fails over between two origins, for what only reads: InvalidArgument", async () => {
    const origins = [origin, { ...origin, originId: "other" }];
    const group = (members: readonly string[]) => ({
      originId: "both",
      failoverCriteria: { statusCodes: [500] },
      members: members.map((originId) => ({ originId })),
    });
    const failover = (originGroups: object[], inputs: object = {}) =>
      codeOf(make({ origins, originGroups, defaultCacheBehavior: behavior({ targetOriginId: "both", ...inputs }) }));
    expect(await failover([group(["web", "other"])])).to.equal("accepted");
    expect(await failover([group(["web"])])).to.equal("InvalidArgument");
    expect(await failover([group(["web", "none"])])).to.equal("NoSuchOrigin");
    const allowedMethods = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"];
    expect(await failover([group(["web", "other"])], { allowedMethods })).to.equal("InvalidArgument");
  });

  it("has each path pattern once: InvalidArgument", async () => {
    const patterns = (...all: string[]) =>
      codeOf(make({ orderedCacheBehaviors: all.map((pathPattern) => behavior({ pathPattern })) }));
    expect(await patterns("/api/*", "/admin/*")).to.equal("accepted");
    expect(await patterns("/api/*", "api/*")).to.equal("InvalidArgument");
  });

  it("caches by a policy or by forwarded values: InvalidArgument", async () => {
    const by = (inputs: Record<string, unknown>) => codeOf(make({ defaultCacheBehavior: behavior(inputs) }));
    const forwardedValues = { queryString: false, cookies: { forward: "none" } };
    expect(await by({ cachePolicyId: undefined })).to.equal("InvalidArgument");
    expect(await by({ forwardedValues })).to.equal("InvalidArgument");
    expect(await by({ cachePolicyId: undefined, forwardedValues })).to.equal("accepted");
    const originRequestPolicyId = "216adef6-5c7f-47e4-b989-5492eafa07d3";
    expect(await by({ cachePolicyId: undefined, forwardedValues, originRequestPolicyId })).to.equal("InvalidArgument");
    expect(await by({ cachePolicyId: "00000000-0000-0000-0000-000000000000" })).to.equal("NoSuchCachePolicy");
  });

  it("takes one of three sets of methods: InvalidArgument", async () => {
    const methods = (allowedMethods: string[], cachedMethods = ["GET", "HEAD"]) =>
      codeOf(make({ defaultCacheBehavior: behavior({ allowedMethods, cachedMethods }) }));
    expect(await methods(["HEAD", "GET", "OPTIONS"])).to.equal("accepted");
    expect(await methods(["GET", "HEAD", "POST"])).to.equal("InvalidArgument");
    expect(await methods(["GET", "HEAD"], ["GET"])).to.equal("InvalidArgument");
  });

  it("runs one published function for an event: InvalidFunctionAssociation", async () => {
    const edgeFunction = (publish: boolean) =>
      account.make(FUNCTION, {
        runtime: "cloudfront-js-2.0",
        code: "function handler(e) { return e.request; }",
        publish,
      });
    const live = (await edgeFunction(true)).outputs.arn;
    const draft = (await edgeFunction(false)).outputs.arn;
    const running = (...functionAssociations: object[]) =>
      codeOf(make({ defaultCacheBehavior: behavior({ functionAssociations }) }));
    const atRequest = (functionArn: unknown) => ({ eventType: "viewer-request", functionArn });
    expect(await running(atRequest(live))).to.equal("accepted");
    expect(await running(atRequest(draft))).to.equal("InvalidFunctionAssociation");
    expect(await running(atRequest(live), atRequest(live))).to.equal("InvalidFunctionAssociation");
    expect(await running({ eventType: "origin-request", functionArn: live })).to.equal("InvalidFunctionAssociation");
  });

  it("restricts to countries that are named: InvalidGeoRestrictionParameter", async () => {
    const restricted = (restrictionType: string, locations: string[]) =>
      codeOf(make({ restrictions: { geoRestriction: { restrictionType, locations } } }));
    expect(await restricted("whitelist", ["DE"])).to.equal("accepted");
    expect(await restricted("whitelist", [])).to.equal("InvalidGeoRestrictionParameter");
    expect(await restricted("none", ["DE"])).to.equal("InvalidGeoRestrictionParameter");
  });

  it("is protected by a web ACL of its scope: InvalidWebACLId", async () => {
    const protectedBy = async (scope: string) => {
      const { outputs } = await account.make("aws:wafv2/webAcl:WebAcl", webAclInputs({ scope }));
      return codeOf(make({ webAclId: outputs.arn }));
    };
    expect(await protectedBy("CLOUDFRONT")).to.equal("accepted");
    expect(await protectedBy("REGIONAL")).to.equal("InvalidWebACLId");
  });

  it("holds its web ACL: WAFAssociatedItemException", async () => {
    const webAcl = await account.make("aws:wafv2/webAcl:WebAcl", webAclInputs({ scope: "CLOUDFRONT" }));
    await make({ webAclId: webAcl.outputs.arn });
    expect(await codeOf(account.remove(webAcl))).to.equal("WAFAssociatedItemException");
  });

  it("logs into a bucket that has access control lists: InvalidArgument", async () => {
    const { id, outputs } = await account.make("aws:s3/bucket:Bucket", { bucket: "cdn-logs" });
    const logging = () => codeOf(make({ loggingConfig: { bucket: outputs.bucketDomainName } }));
    expect(await logging()).to.equal("InvalidArgument");
    await account.make("aws:s3/bucketOwnershipControls:BucketOwnershipControls", {
      bucket: id,
      rule: { objectOwnership: "BucketOwnerPreferred" },
    });
    expect(await logging()).to.equal("accepted");
  });

  it("has 75 behaviours at most: TooManyCacheBehaviors", async () => {
    const patterns = Array.from({ length: 75 }, (_, number) => behavior({ pathPattern: `/${number}/*` }));
    expect(await codeOf(make({ orderedCacheBehaviors: patterns.slice(1) }))).to.equal("accepted");
    expect(await codeOf(make({ orderedCacheBehaviors: patterns }))).to.equal("TooManyCacheBehaviors");
  });

  it("holds its VPC origin: CannotDeleteEntityWhileInUse", async () => {
    const vpcOrigin = await account.make(VPC_ORIGIN, vpcOriginOf(await makeInternalLoadBalancer(account)));
    const origins = [{ originId: "web", domainName: "web.bank.dev", vpcOriginConfig: { vpcOriginId: vpcOrigin.id } }];
    const made = await make({ origins });
    expect(await codeOf(account.remove(vpcOrigin))).to.equal("CannotDeleteEntityWhileInUse");
    await account.remove(made);
    expect(await codeOf(account.remove(vpcOrigin))).to.equal("accepted");
  });
});
