import { expect } from "chai";
import { made, networkOf, planned, secret, type TestState, unknown, whyUnknown } from "../../../testing/state";

const balancer = (inputs: object = {}, type = "lb/loadBalancer") =>
  made(type, "lb", { loadBalancerType: "application", subnets: [], ...inputs });
const listener = (inputs: object = {}, type = "lb/listener") =>
  made(type, "listener", {
    loadBalancerArn: "lb",
    protocol: "HTTP",
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: "tg" }],
    ...inputs,
  });
const rule = (inputs: object, name = "rule") =>
  made("lb/listenerRule", name, {
    listenerArn: "listener",
    priority: 10,
    conditions: [{ pathPattern: { values: ["/api/*"] } }],
    actions: [{ type: "forward", targetGroupArn: "tg" }],
    ...inputs,
  });
const of = (...resources: readonly TestState[]) => networkOf(resources).loadBalancers.get("lb");
const listenerOf = (...resources: readonly TestState[]) => of(balancer(), ...resources)?.listeners[0];
const defaultAction = (...defaultActions: readonly object[]) =>
  listenerOf(listener({ defaultActions }))?.rules[0]?.action;

describe("load balancers", () => {
  it("are of either module, of three kinds, and cross zones by kind", () => {
    expect(of(balancer({}, "alb/loadBalancer"), listener({}, "alb/listener"))?.listeners).to.have.lengthOf(1);
    expect(of(balancer())).to.include({ kind: "application", crossZone: true, internal: false });
    expect(of(balancer({ loadBalancerType: "network" }))).to.include({ kind: "network", crossZone: false });
    expect(of(balancer({ loadBalancerType: "network", enableCrossZoneLoadBalancing: true }))?.crossZone).to.equal(true);
    expect(of(balancer({ loadBalancerType: "gateway", internal: true }))).to.include({
      kind: "gateway",
      internal: true,
    });
    expect(whyUnknown(of(balancer({ loadBalancerType: "new" }))?.kind)).to.contain('"new" are not modelled');
  });

  it("do not lose a listener or a rule of which nobody knows whose it is", () => {
    expect(whyUnknown(listenerOf(listener({ loadBalancerArn: secret }))?.port)).to.contain(
      "loadBalancerArn of listener",
    );
    const rules = listenerOf(listener(), rule({ listenerArn: secret }))?.rules;
    expect(whyUnknown(rules?.[0]?.action)).to.equal("listenerArn of rule is not known");
  });

  it("are known to their listeners before either exists", () => {
    const plannedBalancer = planned("lb/loadBalancer", "lb", { loadBalancerType: "network" });
    const plannedListener = planned(
      "lb/listener",
      "listener",
      {
        loadBalancerArn: unknown,
        protocol: "TCP",
        port: 80,
        defaultActions: [{ type: "forward", targetGroupArn: unknown }],
      },
      { loadBalancerArn: [plannedBalancer.urn], defaultActions: [planned("lb/targetGroup", "tg", {}).urn] },
    );
    const group = planned("lb/targetGroup", "tg", { port: 80, protocol: "TCP" });
    const [found] = networkOf([plannedBalancer, plannedListener, group]).loadBalancers.values();
    expect(found?.listeners[0]?.rules[0]?.action).to.deep.equal({
      kind: "forward",
      targetGroups: [{ arn: group.urn, weight: 1 }],
    });
  });
});

describe("rules of listeners", () => {
  it("are asked by priority, the default last", () => {
    const rules = [rule({ priority: 20 }, "b"), rule({ priority: 3 }, "a"), rule({ priority: secret }, "c")];
    const priorities = listenerOf(listener(), ...rules)?.rules.map(({ priority }) => priority);
    expect(priorities?.slice(1)).to.deep.equal([3, 20, "default"]);
    expect(whyUnknown(priorities?.[0])).to.equal("priority of c is not known");
  });

  it("have all kinds of conditions", () => {
    const conditions = [
      { hostHeader: { values: ["example.com"] } },
      { pathPattern: { values: ["/api/*"] } },
      { httpRequestMethod: { values: ["GET"] } },
      { httpHeader: { httpHeaderName: "X-Origin", values: ["secret"] } },
      { queryStrings: [{ key: "a", value: "b" }, { value: "c" }] },
      { sourceIp: { values: ["10.0.0.0/8"] } },
    ];
    expect(listenerOf(listener(), rule({ conditions }))?.rules[0]?.conditions).to.deep.equal([
      { kind: "host", values: ["example.com"] },
      { kind: "path", values: ["/api/*"] },
      { kind: "method", values: ["GET"] },
      { kind: "header", name: "X-Origin", values: ["secret"] },
      { kind: "query", values: [{ key: "a", value: "b" }, { value: "c" }] },
      { kind: "source", addresses: [{ family: "ipv4", intervals: [167772160, 184549376] }] },
    ]);
  });

  it("have no known conditions where one is of another kind, a pattern, or not told", () => {
    const why = (condition: unknown) =>
      whyUnknown(listenerOf(listener(), rule({ conditions: [condition] }))?.rules[0]?.conditions);
    expect(why({ moonPhase: { values: ["full"] } })).to.contain("of a kind that is not modelled");
    expect(why({ hostHeader: { regexValues: [".*"] } })).to.contain("regular expressions");
    expect(why({ hostHeader: { values: [secret] } })).to.contain("is not known");
    expect(why(secret)).to.contain("is not known");
  });

  it("forward by weight, redirect, or answer themselves", () => {
    const forward = { targetGroups: [{ arn: "tg", weight: 9 }, { arn: "tg-2" }] };
    expect(defaultAction({ type: "forward", forward })).to.deep.equal({
      kind: "forward",
      targetGroups: [
        { arn: "tg", weight: 9 },
        { arn: "tg-2", weight: 1 },
      ],
    });
    const redirect = { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" };
    expect(defaultAction({ type: "redirect", redirect })).to.deep.equal({ kind: "redirect", ...redirect });
    expect(defaultAction({ type: "fixed-response", fixedResponse: { statusCode: "404" } })).to.deep.equal({
      kind: "fixedResponse",
      statusCode: "404",
    });
  });

  it("are undecided where a sign-in comes first, or requests are rewritten", () => {
    const signIn = defaultAction({ type: "authenticate-oidc", order: 1 }, { type: "forward", targetGroupArn: "tg" });
    expect(whyUnknown(signIn)).to.contain('"authenticate-oidc" of listener decides before');
    const rewriting = listenerOf(listener(), rule({ transforms: [{ type: "url-rewrite" }] }))?.rules[0];
    expect(whyUnknown(rewriting?.action)).to.contain("rewrites requests");
    expect(whyUnknown(listenerOf(listener({ protocol: "QUIC" }))?.protocol)).to.contain("listeners for QUIC");
    expect(whyUnknown(defaultAction())).to.contain("no source says defaultActions");
  });
});

describe("target groups", () => {
  const group = (inputs: object = {}, type = "lb/targetGroup") =>
    made(type, "tg", { protocol: "TCP", port: 443, vpcId: "vpc-1", targetType: "ip", ...inputs });
  const groupOf = (...resources: readonly TestState[]) => networkOf(resources).targetGroups.get("tg");
  const targets = (...resources: readonly TestState[]) =>
    groupOf(group(), ...resources)?.targets.map(({ id, port }) => [id, port]);

  it("preserve the client's address by type and protocol, unless they say otherwise", () => {
    const preserves = (inputs: object) => groupOf(group(inputs))?.preserveClientAddress;
    expect(preserves({})).to.equal(false);
    expect(preserves({ protocol: "UDP" })).to.equal(true);
    expect(preserves({ targetType: "instance" })).to.equal(true);
    expect(preserves({ targetType: "instance", preserveClientIp: "false" })).to.equal(false);
    expect(preserves({ preserveClientIp: "true" })).to.equal(true);
    expect(preserves({ targetType: "instance", protocol: "HTTP" })).to.equal(false);
    expect(whyUnknown(preserves({ targetType: secret }))).to.equal("targetType of tg is not known");
  });

  it("check health at the port of the traffic or at another, and cross zones by themselves or not", () => {
    const check = (healthCheck: object) => groupOf(group({ healthCheck }))?.healthCheck;
    expect(check({ protocol: "HTTP", port: "15021", path: "/ready" })).to.deep.equal({
      protocol: "HTTP",
      port: 15021,
      path: "/ready",
    });
    expect(check({ port: "traffic-port" })).to.deep.equal({ protocol: "TCP", port: undefined, path: undefined });
    expect(check({ enabled: false })).to.equal(undefined);
    expect(groupOf(group({ loadBalancingCrossZoneEnabled: "true" }))?.crossZone).to.equal(true);
    expect(groupOf(group({ loadBalancingCrossZoneEnabled: "use_load_balancer_configuration" }))?.crossZone).to.equal(
      undefined,
    );
  });

  it("have targets that are attached one by one", () => {
    const attachment = (inputs: object) =>
      made("lb/targetGroupAttachment", "a", {
        targetGroupArn: "tg",
        targetId: "10.0.0.1",
        port: 30443,
        availabilityZone: "all",
        ...inputs,
      });
    expect(targets(attachment({}))).to.deep.equal([["10.0.0.1", 30443]]);
    expect(groupOf(group(), attachment({}))?.targets[0]?.availabilityZone).to.equal("all");
    expect(whyUnknown(groupOf(group(), attachment({ targetGroupArn: secret }))?.targets[0]?.id)).to.contain(
      "targetGroupArn of a",
    );
  });

  it("have Auto Scaling groups as targets, and for those of nodes the nodes", () => {
    const scaling = made("autoscaling/group", "asg", { name: "web" });
    const attachment = (autoscalingGroupName: unknown) =>
      made("autoscaling/attachment", "a", { autoscalingGroupName, lbTargetGroupArn: "tg" });
    const nodes = made(
      "eks/nodeGroup",
      "dev:n",
      {},
      { outputs: { resources: [{ autoscalingGroups: [{ name: "eks-n" }] }] } },
    );
    expect(targets(scaling, attachment("web"))).to.deep.equal([["asg", undefined]]);
    expect(targets(nodes, attachment("eks-n"))).to.deep.equal([["dev:n", undefined]]);
    expect(targets(made("autoscaling/group", "asg", { targetGroupArns: ["tg"] }))).to.deep.equal([["asg", undefined]]);
    const source = { identifier: "tg", type: "elbv2" };
    const traffic = made("autoscaling/trafficSourceAttachment", "t", {
      autoscalingGroupName: "web",
      trafficSource: source,
    });
    expect(targets(scaling, traffic)).to.deep.equal([["asg", undefined]]);
    expect(whyUnknown(groupOf(group(), attachment("eks-9"))?.targets[0]?.id)).to.equal(
      "Auto Scaling group eks-9 is in no source",
    );
    expect(targets(made("autoscaling/attachment", "a", { autoscalingGroupName: "web", elb: "classic" }))).to.deep.equal(
      [],
    );
  });

  it("have the tasks of ECS services as targets", () => {
    const service = made("ecs/service", "svc", {
      loadBalancers: [{ targetGroupArn: "tg", containerName: "web", containerPort: 8080 }],
    });
    expect(targets(service)).to.deep.equal([["svc", 8080]]);
  });
});
