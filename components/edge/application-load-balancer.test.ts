import { expect } from "chai";

import { TargetProtocol } from "../compute/node-targets";
import { problemsOf, record } from "../testing/recorder";
import { ApplicationLoadBalancer, type ApplicationLoadBalancerArgs } from "./application-load-balancer";

const types = {
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  attachment: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  listener: "aws:lb/listener:Listener",
  rule: "aws:lb/listenerRule:ListenerRule",
};

const addresses = {
  addresses: { a: "10.1.0.10", b: "10.1.16.10" },
  vpcId: "vpc-apps",
  port: 80,
  healthCheck: { port: 15021, path: "/healthz/ready" },
};

const make = (args: Partial<ApplicationLoadBalancerArgs> = {}) =>
  new ApplicationLoadBalancer("dev-alb", {
    vpcId: "vpc-hub",
    subnetIds: ["subnet-a", "subnet-b"],
    securityGroupIds: ["sg-alb"],
    internal: true,
    certificateArn: "certificate-arn",
    targets: addresses,
    ...args,
  });

describe("ApplicationLoadBalancer", () => {
  it("registers addresses of another VPC in all zones, and those of its own in theirs", async () => {
    const far = await record(() => make());
    expect(
      far.ofType(types.attachment).map(({ inputs }) => [inputs.targetId, inputs.availabilityZone]),
    ).to.have.deep.members([
      ["10.1.0.10", "all"],
      ["10.1.16.10", "all"],
    ]);
    const near = await record(() => make({ vpcId: "vpc-apps" }));
    for (const { inputs } of near.ofType(types.attachment)) {
      expect(inputs.availabilityZone).to.equal(undefined);
    }
  });

  it("asks for health where the ingress gateway tells it", async () => {
    const made = await record(() => make({ protocol: TargetProtocol.https }));
    const { inputs } = made.get(types.targetGroup, "dev-alb");
    expect(inputs).to.include({ targetType: "ip", port: 80, protocol: "HTTPS" });
    expect(inputs.healthCheck).to.include({ protocol: "HTTP", port: "15021", path: "/healthz/ready", matcher: "200" });
  });

  it("takes a target group that it is given, and makes none", async () => {
    const made = await record(() => make({ targets: { targetGroupArn: "nodes-arn" } }));
    expect(made.ofType(types.targetGroup)).to.deep.equal([]);
    expect(made.get(types.listener, "dev-alb-443").inputs.defaultActions).to.deep.equal([
      { type: "forward", targetGroupArn: "nodes-arn" },
    ]);
  });

  it("speaks TLS 1.2 and 1.3 on 443, and nothing on 80", async () => {
    const made = await record(() => make());
    expect(made.ofType(types.listener).map(({ inputs }) => inputs)).to.have.length(1);
    expect(made.get(types.listener, "dev-alb-443").inputs).to.include({
      port: 443,
      protocol: "HTTPS",
      certificateArn: "certificate-arn",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    });
    expect(made.result.port).to.equal(443);
  });

  it("sends port 80 to HTTPS where it is asked to", async () => {
    const made = await record(() => make({ internal: false, redirectHttp: true }));
    expect(made.get(types.listener, "dev-alb-80").inputs.defaultActions).to.deep.equal([
      { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
    ]);
  });

  it("speaks HTTP without a certificate", async () => {
    const made = await record(() => make({ certificateArn: undefined }));
    expect(made.ofType(types.listener).map(({ name, inputs }) => [name, inputs.protocol])).to.deep.equal([
      ["dev-alb-80", "HTTP"],
    ]);
    expect(made.result.port).to.equal(80);
  });

  it("has a rule for each path", async () => {
    const made = await record(() => make({ paths: ["/api/*", "/admin/*"] }));
    expect(made.ofType(types.rule).map(({ name, inputs }) => [name, inputs.priority, inputs.conditions])).to.deep.equal(
      [
        ["dev-alb-path-api", 1, [{ pathPattern: { values: ["/api/*"] } }]],
        ["dev-alb-path-admin", 2, [{ pathPattern: { values: ["/admin/*"] } }]],
      ],
    );
  });

  it("refuses whoever lacks the header, by every rule", async () => {
    const requiredHeader = { name: "X-Origin-Secret", values: ["new", "old"] };
    const made = await record(() => make({ internal: false, requiredHeader, paths: ["/api/*"] }));
    const [action] = made.get(types.listener, "dev-alb-443").inputs.defaultActions as Record<string, unknown>[];
    expect(action).to.deep.include({ type: "fixed-response" });
    const header = { httpHeader: { httpHeaderName: "X-Origin-Secret", values: ["new", "old"] } };
    for (const { name, inputs } of made.ofType(types.rule)) {
      expect(inputs.conditions, name).to.deep.include(header);
    }
    expect(made.ofType(types.rule).map(({ name }) => name)).to.have.members(["dev-alb-path-api", "dev-alb-rest"]);
  });

  it("has another target group on the internet than inside, as a group has one load balancer", async () => {
    const made = await record(() => make({ internal: false }));
    expect(made.ofType(types.targetGroup).map(({ name }) => name)).to.deep.equal(["dev-alb-public"]);
  });

  it("drops what could smuggle a request", async () => {
    const made = await record(() => make());
    expect(made.get(types.loadBalancer, "dev-alb").inputs).to.include({
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: false,
    });
  });

  it("makes the same in a preview", async () => {
    const args = { paths: ["/api/*"] };
    const made = await record(() => make(args));
    const preview = await record(() => make(args), { preview: true });
    expect(preview.identities).to.deep.equal(made.identities);
  });

  it("refuses what cannot be: no targets, twice the same rule, TCP, too many headers", async () => {
    expect(await problemsOf(() => make({ targets: {} }))).to.have.all.keys("targets.addresses");
    expect(await problemsOf(() => make({ targets: { addresses: addresses.addresses } }))).to.have.all.keys(
      "targets.vpcId",
      "targets.port",
      "targets.healthCheck",
    );
    expect(await problemsOf(() => make({ targets: { ...addresses, targetGroupArn: "a" } }))).to.have.all.keys(
      "targets.addresses",
    );
    expect(
      await problemsOf(() =>
        make({
          paths: ["/api/*", "/api"],
          protocol: TargetProtocol.tcp,
          requiredHeader: { name: "X-Origin-Secret", values: [] },
        }),
      ),
    ).to.have.all.keys("paths", "protocol", "requiredHeader.values");
  });
});
