import { expect } from "chai";

import { problemsOf, record, type Recording } from "../testing/recorder";
import { EdgeDistribution } from "./edge-distribution";
import { DomainRecord, FirewallAttachment, OriginAccess, SiteOrigin } from "./edge-distribution-args";
import type { EdgeDistributionArgs } from "./edge-distribution-inputs";

const types = {
  zone: "aws:route53/zone:Zone",
  record: "aws:route53/record:Record",
  certificate: "aws:acm/certificate:Certificate",
  distribution: "aws:cloudfront/distribution:Distribution",
  vpcOrigin: "aws:cloudfront/vpcOrigin:VpcOrigin",
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  listener: "aws:lb/listener:Listener",
  rule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  webAcl: "aws:wafv2/webAcl:WebAcl",
  association: "aws:wafv2/webAclAssociation:WebAclAssociation",
  protection: "aws:shield/protection:Protection",
  password: "random:index/randomPassword:RandomPassword",
};

const receiver = {
  addresses: { "10.1.0.10": "10.1.0.10", "10.1.16.10": "10.1.16.10" },
  vpcId: "vpc-apps",
  port: 80,
  healthCheck: { port: 15021, path: "/healthz/ready" },
};
const hub = { vpcId: "vpc-hub", subnetIds: ["subnet-a", "subnet-b"], securityGroupId: "sg-alb" };
const domain = { name: "bank.dev", zoneName: "bank.dev" };
const alb = { tier: "hub.private" };

const given: EdgeDistributionArgs = {
  accountId: "123456789012",
  region: "eu-central-1",
  places: { alb: hub, apps: { vpcId: "vpc-hub", subnetIds: ["subnet-a"] } },
  ingress: { http: receiver, https: { ...receiver, port: 443 } },
  names: {
    applicationLoadBalancer: "dev-alb",
    networkLoadBalancers: { apps: "dev-apps-nlb" },
    siteBucket: "dev-site",
    distributionLogsBucket: "dev-cdn-logs",
    loadBalancerLogsBucket: "dev-alb-logs",
  },
};

const make = (args: Partial<EdgeDistributionArgs>) => new EdgeDistribution("dev", { ...given, ...args });
const made = (args: Partial<EdgeDistributionArgs>) => record(() => make(args));
const namesOf = ({ ofType }: Recording<unknown>, type: string) => ofType(type).map(({ name }) => name);

describe("EdgeDistribution", () => {
  describe("with a domain, CloudFront and a load balancer", () => {
    let edge: Recording<EdgeDistribution>;
    before(async () => {
      edge = await made({ domain, alb, cdn: { serveFrom: SiteOrigin.pod }, waf: {} });
    });

    it("has a certificate for CloudFront in us-east-1, and one for the load balancer in its region", () => {
      const certificates = edge.ofType(types.certificate).map(({ inputs }) => inputs);
      expect(certificates.map(({ region }) => region)).to.have.members(["us-east-1", "eu-central-1"]);
      for (const { domainName, subjectAlternativeNames } of certificates) {
        expect([domainName, subjectAlternativeNames]).to.deep.equal(["bank.dev", ["origin.bank.dev"]]);
      }
      expect(edge.get(types.listener, "dev-alb-443").inputs.certificateArn).to.equal(
        "dev-certificate-eu-central-1-arn",
      );
    });

    it("leads the public name to CloudFront in both families of addresses, and the origin's name to the load balancer", () => {
      const records = edge
        .ofType(types.record)
        .flatMap(({ inputs }) => (inputs.aliases === undefined ? [] : [[inputs.name, inputs.type]]));
      expect(records).to.have.deep.members([
        ["bank.dev", "A"],
        ["bank.dev", "AAAA"],
        ["origin.bank.dev", "A"],
      ]);
      const [alias] = edge.get(types.record, "dev").inputs.aliases as object[];
      expect(alias).to.deep.equal({
        name: "dev.cloudfront.net",
        zoneId: "Z2FDTNDATAQYW2",
        evaluateTargetHealth: false,
      });
    });

    it("keeps the load balancer inside, and lets CloudFront's own group in, by HTTPS", () => {
      expect(edge.get(types.loadBalancer, "dev-alb").inputs).to.include({ internal: true });
      expect(edge.get(types.vpcOrigin, "dev-origin").inputs.vpcOriginEndpointConfig).to.deep.include({
        originProtocolPolicy: "https-only",
        httpsPort: 443,
      });
      expect(edge.ofType(types.rule).map(({ inputs }) => inputs)).to.have.length(1);
      expect(edge.get(types.rule, "dev-origin").inputs).to.include({
        securityGroupId: "sg-alb",
        referencedSecurityGroupId: "sg-0123456789abcdef0",
        fromPort: 443,
        toPort: 443,
      });
      const [lookup] = edge.lookups.filter(({ token }) => token.endsWith("getSecurityGroup"));
      expect(lookup?.inputs).to.include({ name: "CloudFront-VPCOrigins-Service-SG", vpcId: "vpc-hub" });
    });

    it("protects CloudFront by its web ACL", () => {
      expect(edge.get(types.webAcl, "dev-firewall").inputs).to.include({ scope: "CLOUDFRONT", region: "us-east-1" });
      expect(edge.get(types.distribution, "dev").inputs.webAclId).to.equal("dev-firewall-arn");
      expect(edge.ofType(types.association)).to.deep.equal([]);
    });

    it("hands over what visitors type", () => {
      expect(edge.result).to.have.property("urls").that.has.all.keys("site", "api");
      expect(edge.result.loadBalancers.alb).to.include({ type: "application", originName: "origin.bank.dev" });
    });

    it("makes the same in a preview", async () => {
      const args = { domain, alb, cdn: { serveFrom: SiteOrigin.pod }, waf: {} };
      const preview = await record(() => make(args), { preview: true });
      expect(preview.identities).to.deep.equal(edge.identities);
    });
  });

  it("speaks HTTP from CloudFront to the load balancer without a domain, which no certificate could name", async () => {
    const edge = await made({ alb, cdn: {} });
    expect(edge.ofType(types.certificate)).to.deep.equal([]);
    expect(edge.get(types.vpcOrigin, "dev-origin").inputs.vpcOriginEndpointConfig).to.deep.include({
      originProtocolPolicy: "http-only",
      httpPort: 80,
    });
    expect(edge.get(types.rule, "dev-origin").inputs).to.include({ fromPort: 80 });
    expect(edge.get(types.distribution, "dev").inputs.aliases).to.deep.equal([]);
  });

  it("knows CloudFront by a secret over the internet; another one is sent after it is accepted", async () => {
    const cdn = { originAccess: OriginAccess.secretHeader };
    const first = await made({ domain, alb, cdn });
    expect(first.get(types.loadBalancer, "dev-alb").inputs).to.include({ internal: false });
    expect(namesOf(first, types.password)).to.deep.equal(["dev-secret-1"]);
    expect(first.ofType(types.vpcOrigin)).to.deep.equal([]);
    const third = await made({ domain, alb, cdn: { ...cdn, originSecret: 3 } });
    expect(namesOf(third, types.password)).to.have.members(["dev-secret-3", "dev-secret-2"]);
  });

  it("puts the web ACL on the load balancer where it is asked to", async () => {
    const edge = await made({ domain, alb, cdn: {}, waf: { attachTo: FirewallAttachment.alb } });
    expect(edge.get(types.webAcl, "dev-firewall").inputs).to.include({ scope: "REGIONAL" });
    expect(edge.get(types.association, "dev-firewall").inputs).to.include({ resourceArn: "dev-alb-arn" });
    expect(edge.get(types.distribution, "dev").inputs).to.not.have.property("webAclId");
  });

  it("is a public load balancer without CloudFront, which sends port 80 to HTTPS", async () => {
    const edge = await made({ domain, alb });
    expect(namesOf(edge, types.listener)).to.have.members(["dev-alb-443", "dev-alb-80"]);
    expect(
      edge.ofType(types.certificate).map(({ inputs }) => [inputs.region, inputs.subjectAlternativeNames]),
    ).to.deep.equal([["eu-central-1", []]]);
    expect(edge.ofType(types.record).filter(({ inputs }) => inputs.type === "AAAA")).to.deep.equal([]);
  });

  it("passes TCP on by public network load balancers", async () => {
    const edge = await made({ nlb: { apps: { tier: "hub.public" } } });
    expect(edge.get(types.loadBalancer, "dev-apps-nlb").inputs).to.include({
      loadBalancerType: "network",
      name: "dev-apps-nlb",
      internal: false,
    });
    expect(edge.ofType(types.listener).map(({ inputs }) => [inputs.protocol, inputs.port])).to.have.deep.members([
      ["TCP", 80],
      ["TCP", 443],
    ]);
  });

  it("makes the zone, and nothing else, until it is delegated", async () => {
    const edge = await made({ domain: { ...domain, delegated: false }, alb, cdn: {}, waf: {} });
    expect(edge.resources.filter(({ type }) => type.startsWith("aws:")).map(({ type }) => type)).to.deep.equal([
      types.zone,
    ]);
    expect(edge.result.domain).to.include({ name: "bank.dev" });
    expect(edge.result.urls).to.deep.equal({});
  });

  it("adopts a zone that exists", async () => {
    const edge = await made({ domain: { ...domain, zone: "ZADOPTED" }, cdn: {} });
    expect(edge.ofType(types.zone).map(({ id }) => id)).to.have.length(1);
    expect(edge.get(types.record, "dev").inputs.name).to.equal("bank.dev");
  });

  it("leads there by a CNAME where it is asked to", async () => {
    const named = { name: "www.bank.dev", zoneName: "bank.dev", record: DomainRecord.cname };
    const edge = await made({ domain: named, cdn: {} });
    expect(edge.get(types.record, "dev").inputs).to.deep.include({ type: "CNAME", records: ["dev.cloudfront.net"] });
  });

  it("protects zone, distribution and load balancer by Shield Advanced", async () => {
    const edge = await made({ domain, alb, cdn: {}, shieldAdvanced: true });
    expect(edge.ofType(types.protection).map(({ inputs }) => inputs.resourceArn)).to.have.members([
      "dev-zone-arn",
      "dev-arn",
      "dev-alb-arn",
    ]);
  });

  it("refuses what cannot be, all at once", async () => {
    const nowhere = { places: {}, ingress: {} };
    expect(
      await problemsOf(() => make({ ...nowhere, domain, alb, cdn: {}, nlb: { apps: { tier: "a" } } })),
    ).to.have.all.keys("places.alb", "places.apps", "places.alb.securityGroupId", "ingress.http", "ingress");
    expect(await problemsOf(() => make({ alb, cdn: { originAccess: OriginAccess.secretHeader } }))).to.have.all.keys(
      "cdn.originAccess",
    );
    const adopted = { ...domain, zone: "Z1", dnssec: true, delegated: false, record: DomainRecord.cname };
    expect(await problemsOf(() => make({ domain: adopted, cdn: {} }))).to.have.all.keys(
      "domain.dnssec",
      "domain.delegated",
      "domain.record",
    );
  });
});
