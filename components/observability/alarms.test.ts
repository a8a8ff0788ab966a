import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";

import { problemsOf, record, type Recorded, type Recording } from "../testing/recorder";
import { Alarms, type AlarmsArgs } from "./alarms";
import { AlarmTopic } from "./alarm-topic";

const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const topic = "aws:sns/topic:Topic";

const arns = {
  alb: "app/dev-alb/50dc6c495c0c9188",
  nlb: "net/dev-nlb/0123456789abcdef",
  certificate: (region: string, id: string) => `arn:aws:acm:${region}:111122223333:certificate/${id}`,
};
const everything: AlarmsArgs = {
  accountId: "111122223333",
  emails: ["platform@example.org", "bank@example.org"],
  watched: {
    region: "eu-west-1",
    loadBalancers: {
      alb: { type: "application", arnSuffix: arns.alb },
      files: { type: "network", arnSuffix: arns.nlb },
    },
    distributionId: "E1",
    webAcl: { metricName: "dev-firewall", global: true },
    certificateArns: {
      "us-east-1": [arns.certificate("us-east-1", "a")],
      "eu-west-1": [arns.certificate("eu-west-1", "b"), arns.certificate("eu-west-1", "b")],
    },
    autoScalingGroupNames: { general: "eks-general" },
    clusterName: "dev",
    natGateways: true,
  },
  others: { accounts: ["dev-accounts-cpu", "dev-accounts-free-storage"] },
};

type Query = Record<string, unknown> & { metric?: Record<string, unknown> };
const queries = ({ inputs }: Recorded): Query[] => inputs.metricQueries as Query[];

describe("Alarms", () => {
  let made: Recording<Alarms>;
  before(async () => {
    made = await record(() => new Alarms("dev", everything));
  });

  const alarm = (name: string) => made.get(metricAlarm, `dev-${name}`);

  it("ask for the targets of a load balancer by one query, whatever target groups it has", () => {
    const [query] = queries(alarm("alb-unhealthy-targets"));
    expect(query?.expression).to.equal(
      'SELECT MAX(UnHealthyHostCount) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer, TargetGroup) ' +
        "WHERE LoadBalancer = 'app/dev-alb/50dc6c495c0c9188'",
    );
    expect(queries(alarm("files-unhealthy-targets"))[0]?.expression).to.include(
      `FROM SCHEMA("AWS/NetworkELB", LoadBalancer, TargetGroup) WHERE LoadBalancer = 'net/dev-nlb/0123456789abcdef'`,
    );
  });

  it("count a load balancer's own failures with its targets', in percent of enough requests", () => {
    const share = queries(alarm("alb-server-errors"));
    expect(share.flatMap(({ metric }) => metric?.metricName ?? [])).to.deep.equal([
      "RequestCount",
      "HTTPCode_ELB_5XX_Count",
      "HTTPCode_Target_5XX_Count",
    ]);
    expect(share.filter(({ returnData }) => returnData).map(({ id }) => id)).to.deep.equal(["share"]);
    expect(share.at(-1)?.expression).to.equal(
      "IF(requests >= 20, 100 * (FILL(own, 0) + FILL(targets, 0)) / requests, 0)",
    );
  });

  it("take the time of answers from application load balancers alone: others measure none", () => {
    expect(alarm("alb-latency").inputs).to.include({
      metricName: "TargetResponseTime",
      extendedStatistic: "p95",
      threshold: 1,
    });
    const names = made.ofType(metricAlarm).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("dev-files"))).to.deep.equal(["dev-files-unhealthy-targets"]);
  });

  it("are in us-east-1 for what is CloudFront's, and tell a topic there: alarms tell their own region only", () => {
    const far = made.ofType(metricAlarm).filter(({ inputs }) => inputs.region === "us-east-1");
    expect(far.map(({ name }) => name)).to.deep.equal([
      "dev-distribution-server-errors",
      "dev-blocked-requests",
      "dev-certificates-us-east-1",
    ]);
    expect(made.ofType(topic).map(({ name, inputs }) => [name, inputs.region])).to.have.deep.members([
      ["dev", undefined],
      ["dev-us-east-1", "us-east-1"],
    ]);
    for (const { inputs, name } of made.ofType(metricAlarm)) {
      const told = inputs.region === "us-east-1" ? "dev-us-east-1-arn" : "dev-arn";
      expect([inputs.alarmActions, inputs.okActions], name).to.deep.equal([[told], [told]]);
    }
  });

  it("give a web ACL of a load balancer its region, which one of CloudFront does not have", async () => {
    expect(alarm("blocked-requests").inputs.dimensions).to.deep.equal({ WebACL: "dev-firewall", Rule: "ALL" });
    const watched = { region: "eu-west-1", webAcl: { metricName: "dev-firewall", global: false } };
    const { get } = await record(() => new Alarms("dev", { ...everything, watched, others: {} }));
    const { dimensions, region } = get(metricAlarm, "dev-blocked-requests").inputs;
    expect(dimensions).to.deep.equal({ WebACL: "dev-firewall", Rule: "ALL", Region: "eu-west-1" });
    expect(region).to.equal(undefined);
  });

  it("watch the certificate that ends first, each where it is and once", () => {
    const [here, ...others] = queries(alarm("certificates-eu-west-1"));
    expect(here?.metric?.dimensions).to.deep.equal({ CertificateArn: arns.certificate("eu-west-1", "b") });
    expect(others.map(({ expression }) => expression)).to.deep.equal(["MIN(METRICS())"]);
    expect(alarm("certificates-eu-west-1").inputs).to.include({
      comparisonOperator: "LessThanThreshold",
      threshold: 30,
    });
  });

  it("watch nodes by EC2, and by Kubernetes where Container Insights is on", async () => {
    expect(alarm("nodes-general-status").inputs.dimensions).to.deep.equal({ AutoScalingGroupName: "eks-general" });
    expect(alarm("nodes-failed").inputs.dimensions).to.deep.equal({ ClusterName: "dev" });
    const watched = { ...everything.watched, clusterName: undefined };
    const { ofType } = await record(() => new Alarms("dev", { ...everything, watched }));
    expect(ofType(metricAlarm).map(({ name }) => name)).to.not.include("dev-nodes-failed");
  });

  it("tell of alarms that others made, and make none of them twice", () => {
    const { alarmRule, alarmActions } = made.get("aws:cloudwatch/compositeAlarm:CompositeAlarm", "dev-accounts").inputs;
    expect(alarmRule).to.equal('ALARM("dev-accounts-cpu") OR ALARM("dev-accounts-free-storage")');
    expect(alarmActions).to.deep.equal(["dev-arn"]);
    expect(made.resources.filter(({ inputs }) => inputs.namespace === "AWS/RDS")).to.deep.equal([]);
  });

  it("have thresholds of the settings", async () => {
    const settings = { serverErrors: 1, latency: 500, nodeCpu: 60, blockedRequests: 7, certificateDays: 10 };
    const { get } = await record(() => new Alarms("dev", { ...everything, ...settings }));
    const thresholds = ["alb-server-errors", "distribution-server-errors", "alb-latency", "nodes-general-cpu"].map(
      (name) => get(metricAlarm, `dev-${name}`).inputs.threshold,
    );
    expect(thresholds).to.deep.equal([1, 1, 0.5, 60]);
    expect(get(metricAlarm, "dev-blocked-requests").inputs.threshold).to.equal(7);
    expect(get(metricAlarm, "dev-certificates-us-east-1").inputs.threshold).to.equal(10);
  });

  it("are a topic and nothing else where there is nothing to watch", async () => {
    const args = { accountId: "111122223333", emails: ["a@example.org"], watched: { region: "us-east-1" } };
    const { resources } = await record(() => new Alarms("dev", args));
    expect(resources.filter(({ type }) => type.startsWith("aws:cloudwatch"))).to.deep.equal([]);
    expect(resources.filter(({ type }) => type === topic)).to.have.length(1);
  });

  it("are the same resources while nothing of what they watch is known", async () => {
    const unknown = pulumi.output(pulumi.unknown as string);
    const watched = {
      ...everything.watched,
      loadBalancers: {
        alb: { type: "application" as const, arnSuffix: unknown },
        files: { type: "network" as const, arnSuffix: unknown },
      },
      distributionId: unknown,
      certificateArns: { "us-east-1": unknown as never, "eu-west-1": unknown as never },
    };
    const preview = await record(() => new Alarms("dev", { ...everything, watched }), { preview: true });
    expect(preview.identities).to.deep.equal(made.identities);
  });
});

describe("AlarmTopic", () => {
  const args = { topicName: "dev-alarms", accountId: "111122223333", emails: ["a@example.org", "b@example.org"] };

  it("lets CloudWatch publish for this account alone, by a key that it may use", async () => {
    const { get } = await record(() => new AlarmTopic("dev", args));
    expect(get(topic, "dev").inputs.kmsMasterKeyId).to.equal("dev-id");
    for (const policy of [
      get("aws:kms/key:Key", "dev").inputs.policy,
      get("aws:sns/topicPolicy:TopicPolicy", "dev").inputs.policy,
    ]) {
      const { Statement } = JSON.parse(policy as string) as { Statement: Record<string, unknown>[] };
      expect(Statement.find(({ Sid }) => Sid === "Alarms")).to.deep.include({
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
      });
    }
  });

  it("sends mail to each address, whose subscription stays when another one comes first", async () => {
    const subscriptions = async (emails: string[]) => {
      const { ofType } = await record(() => new AlarmTopic("dev", { ...args, emails }));
      return ofType("aws:sns/topicSubscription:TopicSubscription").map(({ name, inputs }) => [name, inputs.endpoint]);
    };
    expect(await subscriptions(["z@example.org", ...args.emails])).to.deep.include.members(
      await subscriptions(args.emails),
    );
  });

  it("refuses a name that SNS refuses, and addresses that are none or there twice", async () => {
    const wrong = { ...args, topicName: "dev alarms", emails: ["nobody", "a@example.org", "a@example.org"] };
    expect(await problemsOf(() => new AlarmTopic("dev", wrong))).to.have.all.keys(
      "topicName",
      "emails[0]",
      "emails[2]",
    );
  });
});
