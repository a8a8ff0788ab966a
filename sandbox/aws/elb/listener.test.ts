import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makePlace } from "../../testing/aws-cluster";
import type { Place } from "../../testing/aws-cluster";

const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const CERTIFICATE = "arn:aws:iam::123456789012:server-certificate/site";

describe("a listener", () => {
  let account: Account;
  let place: Place;
  let balancers: Readonly<Record<"application" | "network", string>>;
  beforeEach(async () => {
    account = new Account();
    place = await makePlace(account);
    balancers = { application: await balancer("application"), network: await balancer("network") };
  });

  const balancer = async (loadBalancerType: string) =>
    (
      await account.make("aws:lb/loadBalancer:LoadBalancer", {
        loadBalancerType,
        internal: true,
        subnets: place.subnetIds,
      })
    ).id;
  const group = async (inputs: Properties = {}) =>
    (
      await account.make("aws:lb/targetGroup:TargetGroup", {
        vpcId: place.vpc.id,
        port: 80,
        protocol: "HTTP",
        ...inputs,
      })
    ).id;
  const forward = (targetGroupArn: unknown) => [{ type: "forward", targetGroupArn }];
  const listener = async (inputs: Properties = {}) =>
    account.make(LISTENER, {
      loadBalancerArn: balancers.application,
      port: 80,
      defaultActions: inputs.defaultActions ?? forward(await group()),
      ...inputs,
    });
  const tcp = async (inputs: Properties = {}) =>
    listener({
      loadBalancerArn: balancers.network,
      protocol: "TCP",
      defaultActions: inputs.defaultActions ?? forward(await group({ protocol: "TCP" })),
      ...inputs,
    });

  it("of an application load balancer speaks HTTP, or HTTPS with a certificate", async () => {
    expect((await listener()).outputs).to.include({ protocol: "HTTP", sslPolicy: "" });
    const https = { port: 443, protocol: "HTTPS" };
    expect(await codeOf(listener(https))).to.equal("ValidationError");
    const made = await listener({ ...https, certificateArn: CERTIFICATE });
    expect(made.outputs.sslPolicy).to.equal("ELBSecurityPolicy-2016-08");
    expect(await codeOf(listener({ port: 81, certificateArn: CERTIFICATE }))).to.equal("ValidationError");
    expect(await codeOf(listener({ port: 81, protocol: "TCP" }))).to.equal("ValidationError");
  });

  it("of a network load balancer does not speak HTTP, and only forwards", async () => {
    expect(await codeOf(tcp({ protocol: "HTTP" }))).to.equal("ValidationError");
    expect(await codeOf(tcp())).to.equal("accepted");
    const redirect = [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }];
    expect(await codeOf(tcp({ port: 81, defaultActions: redirect }))).to.equal("InvalidLoadBalancerAction");
  });

  it("has a port, once per load balancer: DuplicateListener", async () => {
    expect(await codeOf(listener({ port: undefined }))).to.equal("ValidationError");
    await listener();
    expect(await codeOf(listener())).to.equal("DuplicateListener");
    expect(await codeOf(tcp({ port: 80 }))).to.equal("accepted");
  });

  it("forwards to target groups of its VPC that speak its protocol", async () => {
    const other = await makePlace(account, "10.1");
    const abroad = forward(await group({ vpcId: other.vpc.id }));
    expect(await codeOf(listener({ defaultActions: abroad }))).to.equal("InvalidConfigurationRequest");
    expect(await codeOf(listener({ defaultActions: forward(await group({ protocol: "TCP" })) }))).to.equal(
      "IncompatibleProtocols",
    );
    expect(await codeOf(tcp({ defaultActions: forward(await group()) }))).to.equal("IncompatibleProtocols");
    expect(await codeOf(listener({ defaultActions: forward("arn:aws:none") }))).to.equal("TargetGroupNotFound");
  });

  it("shares no target group with another load balancer: TargetGroupAssociationLimit", async () => {
    const shared = forward(await group());
    await listener({ defaultActions: shared });
    const other = { loadBalancerArn: await balancer("application"), defaultActions: shared };
    expect(await codeOf(listener(other))).to.equal("TargetGroupAssociationLimit");
    expect(await codeOf(listener({ port: 81, defaultActions: shared }))).to.equal("accepted");
  });

  it("keeps its target groups, also weighted ones: ResourceInUse", async () => {
    const arn = await group();
    await listener({ defaultActions: [{ type: "forward", forward: { targetGroups: [{ arn, weight: 1 }] } }] });
    const held = account.find("aws:lb/targetGroup:TargetGroup", arn);
    expect(held && (await codeOf(account.remove(held)))).to.equal("ResourceInUse");
  });

  it("says what its action needs", async () => {
    expect(await codeOf(listener({ defaultActions: [{ type: "forward" }] }))).to.equal("InvalidLoadBalancerAction");
    expect(await codeOf(listener({ defaultActions: [{ type: "redirect" }] }))).to.equal("InvalidLoadBalancerAction");
  });

  it("goes with its load balancer", async () => {
    await listener();
    const held = account.find("aws:lb/loadBalancer:LoadBalancer", balancers.application);
    expect(held && (await codeOf(account.remove(held)))).to.equal("accepted");
  });

  it("of a load balancer or with a certificate that does not exist is refused", async () => {
    expect(await codeOf(listener({ loadBalancerArn: "arn:aws:none" }))).to.equal("LoadBalancerNotFound");
    const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/none";
    expect(await codeOf(listener({ protocol: "HTTPS", certificateArn }))).to.equal("CertificateNotFound");
  });

  it("has further certificates only when it is encrypted", async () => {
    const add = (listenerArn: string) =>
      codeOf(
        account.make("aws:lb/listenerCertificate:ListenerCertificate", { listenerArn, certificateArn: CERTIFICATE }),
      );
    expect(await add((await listener()).id)).to.equal("ValidationError");
    const https = await listener({ port: 443, protocol: "HTTPS", certificateArn: CERTIFICATE });
    expect(await add(https.id)).to.equal("accepted");
  });

  describe("with rules", () => {
    const rule = async (inputs: Properties = {}) =>
      account.make(RULE, {
        listenerArn: inputs.listenerArn ?? (await listener()).id,
        conditions: [{ pathPattern: { values: ["/api/*"] } }],
        actions: forward(await group()),
        ...inputs,
      });

    it("gives each the next priority, and each priority once: PriorityInUse", async () => {
      const listenerArn = (await listener()).id;
      expect((await rule({ listenerArn })).outputs.priority).to.equal(1);
      expect((await rule({ listenerArn, priority: 10 })).outputs.priority).to.equal(10);
      expect((await rule({ listenerArn })).outputs.priority).to.equal(11);
      expect(await codeOf(rule({ listenerArn, priority: 10 }))).to.equal("PriorityInUse");
    });

    it("is of an application load balancer", async () => {
      const listenerArn = (await tcp()).id;
      expect(await codeOf(rule({ listenerArn, actions: forward(await group({ protocol: "TCP" })) }))).to.equal(
        "ValidationError",
      );
    });

    it("has one kind of condition in each, and five values in all", async () => {
      const listenerArn = (await listener()).id;
      const when = (...conditions: readonly Properties[]) => codeOf(rule({ listenerArn, conditions }));
      const paths = (...values: readonly string[]) => ({ pathPattern: { values } });
      expect(await when()).to.equal("ValidationError");
      expect(await when({ ...paths("/"), hostHeader: { values: ["a"] } })).to.equal("ValidationError");
      expect(await when(paths("/a", "/b", "/c"), { hostHeader: { values: ["a", "b", "c"] } })).to.equal(
        "ValidationError",
      );
      expect(await when(paths("/".padEnd(129, "a")))).to.equal("ValidationError");
      expect(await when(paths("/a", "/b", "/c"), { hostHeader: { values: ["a", "b"] } })).to.equal("accepted");
    });

    it("forwards as the listener does", async () => {
      const actions = forward(await group({ protocol: "TCP" }));
      expect(await codeOf(rule({ actions }))).to.equal("IncompatibleProtocols");
    });
  });
});
