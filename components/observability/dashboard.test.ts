import { expect } from "chai";
import fc from "fast-check";

import { record, valueOf } from "../testing/recorder";
import { Dashboard } from "./dashboard";
import { dashboardBody, type DashboardSection } from "./dashboard-body";
import { dashboardSections, type Known } from "./dashboard-sections";

const graph = {
  title: "Requests",
  region: "us-east-1",
  statistic: "Sum" as const,
  metrics: [["AWS/EC2", "NetworkIn"]],
};
const everything: Known = {
  region: "eu-west-1",
  loadBalancers: {
    alb: { type: "application", arnSuffix: "app/dev/1" },
    files: { type: "network", arnSuffix: "net/dev/2" },
  },
  distributionId: "E1",
  webAcl: { metricName: "dev-firewall", global: true },
  autoScalingGroupNames: { general: "eks-general" },
  clusterName: "dev",
  databases: { accounts: "dev-accounts" },
  cacheNodes: { sessions: "dev-sessions-001" },
  natGateways: true,
  transitGatewayId: "tgw-1",
};

const titles = (sections: DashboardSection[]): string[] =>
  sections.filter(({ graphs }) => graphs.length > 0).map(({ title }) => title);

describe("the body of a dashboard", () => {
  it("has widgets that do not overlap and stay in the grid", () => {
    const sections = fc.array(
      fc.nat(7).map((count) => ({ title: "Layer", graphs: Array(count).fill(graph) as (typeof graph)[] })),
    );
    fc.assert(
      fc.property(sections, fc.array(fc.constant("arn")), (given, alarms) => {
        const { widgets } = dashboardBody("dev", alarms, given);
        const cells = widgets.flatMap(({ x, y, width, height }) =>
          Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)}/${y + Math.floor(cell / width)}`),
        );
        expect(new Set(cells).size).to.equal(cells.length);
        for (const { x, width } of widgets) expect(x + width).to.be.at.most(24);
      }),
    );
  });

  it("shows the states of alarms first, and no heading without graphs", () => {
    const { widgets } = dashboardBody(
      "dev",
      ["arn"],
      [
        { title: "Empty", graphs: [] },
        { title: "Edge", graphs: [graph] },
      ],
    );
    expect(widgets.map(({ type }) => type)).to.deep.equal(["alarm", "text", "metric"]);
  });
});

describe("the sections of a dashboard", () => {
  it("follow a request through the layers", () => {
    expect(titles(dashboardSections(everything, { balance: "dev-balance" }))).to.deep.equal([
      "Canaries",
      "Edge",
      "Applications",
      "Nodes",
      "Data",
      "Network",
    ]);
  });

  it("leave out layers that the environment does not have", () => {
    expect(titles(dashboardSections({ region: "eu-west-1", natGateways: true }, {}))).to.deep.equal(["Network"]);
    expect(titles(dashboardSections({ region: "eu-west-1" }, {}))).to.deep.equal([]);
  });

  it("look for CloudFront's metrics in us-east-1, and for all others in the environment's region", () => {
    const graphs = dashboardSections(everything, {}).flatMap((section) => section.graphs);
    const far = graphs.filter(({ region }) => region === "us-east-1").map(({ title }) => title);
    expect(far).to.have.length(4);
    for (const title of far) expect(title).to.match(/^(CloudFront|Firewall):/);
    expect(new Set(graphs.map(({ region }) => region))).to.deep.equal(new Set(["us-east-1", "eu-west-1"]));
  });

  it("name dimensions as CloudWatch does", () => {
    const metrics = dashboardSections(everything, {}).flatMap(({ graphs }) => graphs.flatMap((each) => each.metrics));
    expect(metrics).to.deep.include.members([
      ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", "app/dev/1"],
      ["AWS/NetworkELB", "NewFlowCount", "LoadBalancer", "net/dev/2"],
      ["AWS/WAFV2", "BlockedRequests", "WebACL", "dev-firewall", "Rule", "ALL"],
      ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "dev-accounts"],
      ["AWS/ElastiCache", "CurrConnections", "CacheClusterId", "dev-sessions-001"],
      ["AWS/TransitGateway", "BytesIn", "TransitGateway", "tgw-1"],
    ]);
  });
});

describe("Dashboard", () => {
  it("is one dashboard, and says where a browser shows it", async () => {
    const { result, get } = await record(
      () => new Dashboard("dev", { dashboardName: "dev", watched: everything, alarmArns: ["arn:alarm"] }),
    );
    const body = JSON.parse(get("aws:cloudwatch/dashboard:Dashboard", "dev").inputs.dashboardBody as string) as {
      widgets: { type: string; properties: object }[];
    };
    expect(body.widgets[0]).to.deep.include({
      type: "alarm",
      properties: { title: "Alarms of dev", alarms: ["arn:alarm"] },
    });
    expect(await valueOf(result.url)).to.equal(
      "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/dev",
    );
  });
});
