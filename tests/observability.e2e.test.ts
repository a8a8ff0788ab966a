import { observabilityContract } from "@throughline/stacks/contracts";
import { layerNamed, layerNames } from "@throughline/stacks/layers";
import { expect } from "chai";
import { Project, type Result, type Settings } from "./project";

interface Resource {
  urn: string;
  type: string;
  inputs: Record<string, unknown>;
}

function expectSuccess(result: Result): void {
  expect(result.code, `${result.stdout}\n${result.stderr}`).to.equal(0);
}

/** An environment in a project's sandbox. */
class Workplace {
  private readonly project = new Project();

  constructor(private readonly environment: string) {}

  pulumi(layer: (typeof layerNames)[number], ...command: string[]): Promise<Result> {
    const place = ["sandbox", "--", "pulumi", "-C", layerNamed(layer).directory];
    return this.project.throughline(...place, ...command);
  }

  async init(): Promise<void> {
    for (const layer of layerNames) {
      expectSuccess(await this.pulumi(layer, "stack", "init", this.environment));
    }
  }

  on(layer: (typeof layerNames)[number], ...command: string[]): Promise<Result> {
    return this.pulumi(layer, ...command, "-s", this.environment);
  }

  async up(layer: (typeof layerNames)[number]): Promise<void> {
    expectSuccess(await this.on(layer, "up", "--yes", "--skip-preview"));
  }

  /** The resources of a layer. */
  async made(layer: (typeof layerNames)[number] = "observability"): Promise<Resource[]> {
    const result = await this.on(layer, "stack", "export");
    expectSuccess(result);
    return (JSON.parse(result.stdout) as { deployment: { resources: Resource[] } }).deployment.resources;
  }

  async outputs(): Promise<Record<string, unknown>> {
    const result = await this.on("observability", "stack", "output", "--json");
    expectSuccess(result);
    return JSON.parse(result.stdout) as Record<string, unknown>;
  }

  edit(change: (settings: Settings) => void): void {
    this.project.edit(this.environment, change);
  }

  close(): void {
    this.project.remove();
  }
}

const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const compositeAlarm = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const nameOf = ({ urn }: Resource): string => urn.split("::").at(-1) ?? "";

describe("the observability layer of dev", function () {
  this.timeout(900_000);

  let workplace: Workplace;
  before(async () => {
    workplace = new Workplace("dev");
    await workplace.init();
  });
  after(() => {
    workplace.close();
  });

  it("can be previewed before there is anything to watch", async () => {
    expectSuccess(await workplace.on("observability", "preview"));
  });

  it("comes up on the other layers, and fulfils its contract", async () => {
    for (const layer of layerNames) {
      await workplace.up(layer);
    }
    const outputs = await workplace.outputs();
    expect(observabilityContract.schema.safeParse(outputs).error?.issues).to.equal(undefined);
    expect(outputs.urls).to.include({ site: "https://dev.bankapp.example.com" });
    expect(outputs.names).to.include.keys("cluster", "database:accounts", "service:account", "service:frontend");
    expect(outputs.dashboards).to.deep.equal({
      environment: "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/dev",
    });
    expect(outputs.alarmTopicArn).to.equal("arn:aws:sns:us-east-1:123456789012:dev-alarms");
  });

  it("watches every layer, by alarms that the other layers do not have", async () => {
    const resources = await workplace.made();
    const alarms = resources.filter(({ type }) => [metricAlarm, compositeAlarm].includes(type)).map(nameOf);
    expect(alarms).to.have.members([
      "dev-alb-unhealthy-targets",
      "dev-alb-server-errors",
      "dev-alb-latency",
      "dev-distribution-server-errors",
      "dev-blocked-requests",
      "dev-certificates-us-east-1",
      "dev-nodes-general-status",
      "dev-nodes-general-cpu",
      "dev-nat-gateway-ports",
      "dev-accounts",
      "dev-canary-balance",
    ]);
    const ofData = (await workplace.made("data")).filter(({ type }) => type === metricAlarm).map(nameOf);
    const gathered = resources.find(({ type }) => type === compositeAlarm)?.inputs.alarmRule;
    expect(String(gathered).split(" OR ")).to.have.members(ofData.map((name) => `ALARM("${name}")`));
    const canary = resources.find(({ type }) => type === "aws:synthetics/canary:Canary");
    expect(canary?.inputs).to.have.nested.property(
      "runConfig.environmentVariables.CANARY_URL",
      "https://dev.bankapp.example.com/api/account/balance",
    );
  });

  it("stays as it is when nothing has changed", async () => {
    expectSuccess(await workplace.on("observability", "preview", "--expect-no-changes"));
  });

  it("is destroyed without a trace in the other layers", async () => {
    expectSuccess(await workplace.on("observability", "destroy", "--yes", "--skip-preview"));
    expectSuccess(await workplace.on("data", "preview", "--expect-no-changes"));
  });
});

describe("the observability layer of an environment that is a network", function () {
  this.timeout(300_000);

  let workplace: Workplace;
  before(async () => {
    workplace = new Workplace("dev");
    workplace.edit(({ config }) => {
      for (const section of ["compute", "data", "mesh", "edge", "base"]) {
        Reflect.deleteProperty(config, `throughline:${section}`);
      }
      config["throughline:flows"] = [];
      Reflect.deleteProperty(config["throughline:observability"] as object, "canaries");
    });
    await workplace.up("network");
  });
  after(() => {
    workplace.close();
  });

  it("watches the network, and nothing else", async () => {
    await workplace.up("observability");
    const resources = await workplace.made();
    expect(resources.filter(({ type }) => [metricAlarm, compositeAlarm].includes(type)).map(nameOf)).to.deep.equal([
      "dev-nat-gateway-ports",
    ]);
    expect(resources.map(({ type }) => type)).to.not.include("aws:synthetics/canary:Canary");
    expect(await workplace.outputs()).to.deep.include({ urls: {}, names: {} });
  });
});
