import { expect } from "chai";

import { problemsOf, record, type Recording, valueOf } from "../testing/recorder";
import { FlowLogs } from "./flow-logs";

const flowLog = "aws:ec2/flowLog:FlowLog";
const logGroupArn = "arn:aws:logs:us-east-1:111122223333:log-group:hub-1234567";

function json(value: unknown): unknown {
  return JSON.parse(value as string);
}

describe("FlowLogs", () => {
  describe("to CloudWatch", () => {
    let made: Recording<FlowLogs>;
    before(async () => {
      made = await record(() => new FlowLogs("hub", { vpcId: "vpc-1", kmsKeyId: "arn:aws:kms:key" }));
    });

    it("log all packets of the VPC into a log group that forgets after 30 days", async () => {
      expect(made.get(flowLog, "hub").inputs).to.include({
        vpcId: "vpc-1",
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: logGroupArn,
        iamRoleArn: "arn:aws:iam::111122223333:role/hub",
      });
      expect(made.get("aws:cloudwatch/logGroup:LogGroup", "hub").inputs).to.include({
        retentionInDays: 30,
        kmsKeyId: "arn:aws:kms:key",
      });
      expect(made.result.logGroupName && (await valueOf(made.result.logGroupName))).to.equal("hub-1234567");
    });

    it("are written by a role that can write to this log group alone", () => {
      expect(json(made.get("aws:iam/rolePolicy:RolePolicy", "hub").inputs.policy)).to.deep.equal({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            Resource: [logGroupArn, `${logGroupArn}:*`],
          },
        ],
      });
    });

    it("are written by a role that the service takes for this account alone", () => {
      expect(json(made.get("aws:iam/role:Role", "hub").inputs.assumeRolePolicy))
        .to.have.nested.property("Statement[0]")
        .that.deep.includes({
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        });
    });
  });

  it("to a bucket need neither role nor log group", async () => {
    const { result, get, identities } = await record(
      () => new FlowLogs("hub", { vpcId: "vpc-1", traffic: "reject", bucketArn: "arn:aws:s3:::logs" }),
    );
    expect(get(flowLog, "hub").inputs).to.include({
      trafficType: "REJECT",
      logDestinationType: "s3",
      logDestination: "arn:aws:s3:::logs",
    });
    expect(identities).to.deep.equal(["aws:ec2/flowLog:FlowLog::hub", "throughline:index:FlowLogs::hub"]);
    expect(result.logGroupName).to.equal(undefined);
  });

  it("refuse a retention that CloudWatch lacks, and a log group's settings beside a bucket", async () => {
    const problems = await problemsOf(
      () => new FlowLogs("hub", { vpcId: "vpc-1", retentionInDays: 10, kmsKeyId: "key" }),
    );
    expect(problems).to.have.all.keys("retentionInDays");
    const beside = await problemsOf(
      () => new FlowLogs("hub", { vpcId: "vpc-1", retentionInDays: 7, kmsKeyId: "key", bucketArn: "arn:aws:s3:::l" }),
    );
    expect(beside).to.have.all.keys("retentionInDays", "kmsKeyId");
  });
});
