import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { makeNodes, makePlace } from "../../testing/aws-cluster";
import { INSTANCE } from "../ec2/instance";
import { AUTO_SCALING_ATTACHMENT } from "../autoscaling/types";
import { record, records } from "../values";

const GROUP = "aws:lb/targetGroup:TargetGroup";
const ATTACHMENT = "aws:lb/targetGroupAttachment:TargetGroupAttachment";

describe("a target group", () => {
  let account: Account;
  let vpcId: string;
  let subnets: readonly string[];
  let autoscalingGroupName: unknown;
  let instanceId: string | undefined;
  beforeEach(async () => {
    account = new Account();
    const made = await makeNodes(account);
    vpcId = made.place.vpc.id;
    subnets = made.place.subnetIds;
    autoscalingGroupName = records(records(made.nodeGroup.outputs.resources)[0]?.autoscalingGroups)[0]?.name;
    instanceId = account.all().find(({ type }) => type === INSTANCE)?.id;
  });

  const group = (inputs: Properties = {}) => account.make(GROUP, { vpcId, port: 30080, protocol: "TCP", ...inputs });
  const attach = async (targetGroup: Properties, target: Properties) => {
    const { outputs } = await group(targetGroup);
    return codeOf(account.make(ATTACHMENT, { targetGroupArn: outputs.arn, ...target }));
  };

  it("asks by HTTP what serves HTTP, and by TCP the rest, unless told otherwise", async () => {
    expect(record((await group()).outputs.healthCheck)).to.include({ protocol: "TCP", path: "", matcher: "" });
    const http = await group({ protocol: "HTTP" });
    expect(record(http.outputs.healthCheck)).to.include({ protocol: "HTTP", path: "/", matcher: "200" });
    const healthCheck = { protocol: "HTTP", path: "/healthz/ready", port: "30021" };
    expect(record((await group({ healthCheck })).outputs.healthCheck).matcher).to.equal("200-399");
  });

  it("keeps clients' addresses for instances, and for addresses not by default", async () => {
    expect((await group()).outputs.preserveClientIp).to.equal("true");
    expect((await group({ targetType: "ip" })).outputs.preserveClientIp).to.equal("false");
  });

  it("needs port, protocol and VPC, unless it is of a function", async () => {
    for (const missing of ["port", "protocol", "vpcId"]) {
      expect(await codeOf(group({ [missing]: undefined })), missing).to.equal("ValidationError");
    }
    expect(await codeOf(group({ targetType: "lambda" }))).to.equal("ValidationError");
    expect(await codeOf(account.make(GROUP, { targetType: "lambda" }))).to.equal("accepted");
  });

  it("of load balancers speaks TCP, and asks by HTTP", async () => {
    expect(await codeOf(group({ targetType: "alb", protocol: "HTTP" }))).to.equal("ValidationError");
    const healthCheck = { protocol: "TCP" };
    expect(await codeOf(group({ targetType: "alb", healthCheck }))).to.equal("InvalidConfigurationRequest");
    expect(await codeOf(group({ targetType: "alb" }))).to.equal("accepted");
  });

  it("with a health check that cannot be is refused", async () => {
    const checked = (healthCheck: Properties, protocol = "HTTP") => codeOf(group({ protocol, healthCheck }));
    expect(await checked({ protocol: "TCP" })).to.equal("InvalidConfigurationRequest");
    expect(await checked({ path: "/", protocol: "TCP" }, "TCP")).to.equal("ValidationError");
    expect(await checked({ interval: 10, timeout: 10 })).to.equal("ValidationError");
  });

  it("has a name once: DuplicateTargetGroupName", async () => {
    await group({ name: "web" });
    const again = account.make("aws:alb/targetGroup:TargetGroup", { name: "web", vpcId, port: 1, protocol: "HTTP" });
    expect(await codeOf(again)).to.equal("DuplicateTargetGroupName");
  });

  it("is another one for another port, protocol, type or VPC", async () => {
    const changes = { port: 1, protocol: "TLS", targetType: "ip", vpcId: "vpc-1" };
    expect(account.replacing(await group(), changes)).to.deep.equal(Object.keys(changes));
  });

  it("takes instances of its own VPC: InvalidTarget", async () => {
    expect(await attach({}, { targetId: instanceId })).to.equal("accepted");
    const other = await makePlace(account, "10.1");
    expect(await attach({ vpcId: other.vpc.id }, { targetId: instanceId })).to.equal("InvalidTarget");
    expect(await attach({}, { targetId: "i-0" })).to.equal("InvalidTarget");
    expect(await attach({}, { targetId: "10.0.1.9" })).to.equal("InvalidTarget");
  });

  it("takes addresses of other VPCs with the zone `all` only", async () => {
    const ip = { targetType: "ip" };
    expect(await attach(ip, { targetId: "10.0.1.9" })).to.equal("accepted");
    expect(await attach(ip, { targetId: "10.0.1.9", availabilityZone: "all" })).to.equal("InvalidTarget");
    expect(await attach(ip, { targetId: "10.9.1.9" })).to.equal("InvalidTarget");
    expect(await attach(ip, { targetId: "10.9.1.9", availabilityZone: "all" })).to.equal("accepted");
  });

  it("takes no public addresses, and nothing that is none", async () => {
    const target = (targetId: unknown) => attach({ targetType: "ip" }, { targetId, availabilityZone: "all" });
    expect(await target("203.0.113.9")).to.equal("InvalidTarget");
    expect(await target(instanceId)).to.equal("InvalidTarget");
  });

  it("takes application load balancers of its VPC that listen on the port", async () => {
    const balancer = await account.make("aws:lb/loadBalancer:LoadBalancer", { subnets, internal: true });
    const alb = { targetType: "alb", port: 80 };
    expect(await attach(alb, { targetId: balancer.id })).to.equal("InvalidTarget");
    await account.make("aws:lb/listener:Listener", {
      loadBalancerArn: balancer.id,
      port: 80,
      defaultActions: [{ type: "fixed-response", fixedResponse: { contentType: "text/plain" } }],
    });
    expect(await attach(alb, { targetId: balancer.id })).to.equal("accepted");
    const other = await makePlace(account, "10.1");
    expect(await attach({ ...alb, vpcId: other.vpc.id }, { targetId: balancer.id })).to.equal("InvalidTarget");
    expect(await attach(alb, { targetId: instanceId })).to.equal("InvalidTarget");
  });

  describe("of an Auto Scaling group", () => {
    const attachment = async (targetGroup: Properties, inputs: Properties = {}) => {
      const { outputs } = await group(targetGroup);
      return codeOf(
        account.make(AUTO_SCALING_ATTACHMENT, { autoscalingGroupName, lbTargetGroupArn: outputs.arn, ...inputs }),
      );
    };

    it("may be that of a managed node group", async () => {
      expect(await attachment({})).to.equal("accepted");
    });

    it("is in the same VPC: ValidationError", async () => {
      const other = await makePlace(account, "10.1");
      expect(await attachment({ vpcId: other.vpc.id })).to.equal("ValidationError");
    });

    it("has instances as targets", async () => {
      expect(await attachment({ targetType: "ip" })).to.equal("ValidationError");
    });

    it("exists, and is one of two kinds", async () => {
      expect(await attachment({}, { autoscalingGroupName: "nobody" })).to.equal("ValidationError");
      expect(await attachment({}, { elb: "classic" })).to.equal("ValidationError");
      expect(await attachment({}, { lbTargetGroupArn: undefined })).to.equal("ValidationError");
    });
  });
});
