import { expect } from "chai";

import type { Properties } from "../../resource-type";
import { Account, codeOf } from "../../testing/account";
import { METRIC_ALARM as CPU } from "../../testing/aws-data";
import { COMPOSITE_ALARM } from "./alarm-rule";
import { METRIC_ALARM } from "./metric-alarm";

const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";

describe("an alarm on a metric", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const alarm = (inputs: Properties = {}) => account.make(METRIC_ALARM, { ...CPU, ...inputs });
  const refused = (inputs: Properties) => codeOf(alarm(inputs));

  it("has its name as id and in its ARN", async () => {
    const { id, outputs } = await alarm();
    expect(id).to.equal("cpu");
    expect(outputs.arn).to.equal("arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu");
  });

  it("overwrites one of the same name", async () => {
    await alarm();
    expect(await refused({ threshold: 90 })).to.equal("accepted");
  });

  it("watches one metric by one statistic, or queries: ValidationError", async () => {
    expect(await refused({ metricName: undefined })).to.equal("ValidationError");
    expect(await refused({ statistic: undefined })).to.equal("ValidationError");
    expect(await refused({ extendedStatistic: "p99" })).to.equal("ValidationError");
    expect(await refused({ metricQueries: [{ id: "m1" }] })).to.equal("ValidationError");
    const queries = { metricName: undefined, statistic: undefined, metricQueries: [{ id: "m1" }] };
    expect(await refused(queries)).to.equal("accepted");
  });

  it("has one threshold: ValidationError", async () => {
    expect(await refused({ threshold: undefined })).to.equal("ValidationError");
    expect(await refused({ thresholdMetricId: "ad1" })).to.equal("ValidationError");
  });

  it("looks at a day at most, by the minute or by 10, 20 or 30 seconds: ValidationError", async () => {
    expect(await refused({ period: 45 })).to.equal("ValidationError");
    expect(await refused({ period: 300, evaluationPeriods: 289 })).to.equal("ValidationError");
    expect(await refused({ period: 3600, evaluationPeriods: 168 })).to.equal("accepted");
    expect(await refused({ datapointsToAlarm: 16 })).to.equal("ValidationError");
  });

  it("has five actions at most: ValidationError", async () => {
    const topics = (count: number) =>
      Array.from({ length: count }, (_, index) => `arn:aws:sns:us-east-1:123456789012:topic-${index}`);
    expect(await refused({ okActions: topics(6) })).to.equal("ValidationError");
    expect(await refused({ okActions: topics(5) })).to.equal("accepted");
  });
});

describe("a composite alarm", () => {
  let account: Account;
  beforeEach(async () => {
    account = new Account();
    await account.make(METRIC_ALARM, CPU);
  });

  const composite = (alarmRule: string, inputs: Properties = {}) =>
    account.make(COMPOSITE_ALARM, { alarmName: "data", alarmRule, ...inputs });

  it("names alarms that exist: ValidationError", async () => {
    expect(await codeOf(composite('ALARM("cpu") AND NOT OK(memory)'))).to.equal("ValidationError");
    expect(await codeOf(composite("whenever"))).to.equal("ValidationError");
    const arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu";
    expect(await codeOf(composite(`ALARM("${arn}") OR FALSE`))).to.equal("accepted");
  });

  it("is silenced by an alarm that exists: ValidationError", async () => {
    const actionsSuppressor = { alarm: "nobody", extensionPeriod: 60, waitPeriod: 60 };
    expect(await codeOf(composite("ALARM(cpu)", { actionsSuppressor }))).to.equal("ValidationError");
  });

  it("keeps the alarms that it names: ValidationError", async () => {
    const record = await composite("ALARM(cpu)");
    const cpu = account.find(METRIC_ALARM, "cpu");
    expect(cpu && (await codeOf(account.remove(cpu)))).to.equal("ValidationError");
    await account.remove(record);
    expect(cpu && (await codeOf(account.remove(cpu)))).to.equal("accepted");
  });
});

describe("a dashboard", () => {
  const put = (body: unknown) =>
    codeOf(
      new Account().make(DASHBOARD, {
        dashboardName: "data",
        dashboardBody: typeof body === "string" ? body : JSON.stringify(body),
      }),
    );

  it("is seen in all regions", async () => {
    const { outputs } = await new Account().make(DASHBOARD, { dashboardName: "data", dashboardBody: '{"widgets":[]}' });
    expect(outputs.dashboardArn).to.equal("arn:aws:cloudwatch::123456789012:dashboard/data");
  });

  it("is JSON with widgets on a grid of 24 columns: InvalidParameterInput", async () => {
    expect(await put("widgets")).to.equal("InvalidParameterInput");
    expect(await put({})).to.equal("InvalidParameterInput");
    expect(await put({ widgets: [{ type: "graph" }] })).to.equal("InvalidParameterInput");
    expect(await put({ widgets: [{ type: "text", x: 12, width: 13 }] })).to.equal("InvalidParameterInput");
    expect(await put({ widgets: [{ type: "text", x: 12, width: 12 }] })).to.equal("accepted");
  });
});
