import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSandbox } from "@throughline/sandbox";
import { computeContract } from "@throughline/stacks/contracts";
import { expect } from "chai";
import { Project, type Result } from "./project";

interface Resource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  dependencies?: string[];
}

type Section = Record<string, unknown>;

interface NetworkOutputs {
  bastion: { instanceId: string };
  vpcs: Record<string, { vpcId: string; tiers: Record<string, { securityGroupId?: string }> }>;
}

interface ComputeOutputs {
  nodeGroups: Record<string, { autoScalingGroupName: string }>;
}

/** Operations that take something away. */
const losses = ["replace", "delete", "create-replacement", "delete-replaced"];

function expectSuccess(result: Result): void {
  expect(result.code, `${result.stdout}\n${result.stderr}`).to.equal(0);
}

interface Step {
  metadata: { op: string; urn: string; type: string };
}

/** What an update did, by the operation: resources of clouds, as `type::name`. */
function steps({ stdout }: Result): Record<string, string[]> {
  const done: Record<string, string[]> = {};
  for (const line of stdout.split("\n").filter((candidate) => candidate.startsWith("{"))) {
    const { resOutputsEvent } = JSON.parse(line) as { resOutputsEvent?: Step };
    if (resOutputsEvent !== undefined && !resOutputsEvent.metadata.type.startsWith("throughline:")) {
      const { op, urn, type } = resOutputsEvent.metadata;
      (done[op] ??= []).push(`${type}::${String(urn.split("::").at(-1))}`);
    }
  }
  return done;
}

/** A project with the network of `dev`, in a sandbox that lasts. */
class Place {
  readonly project = new Project();

  pulumi(folder: string, ...args: string[]): Promise<Result> {
    return this.project.throughline("sandbox", "--", "pulumi", "-C", folder, ...args);
  }

  /** Brings up a layer of `dev`; a failure is a result. */
  tryUp(layer: string): Promise<Result> {
    return this.pulumi(`stacks/${layer}`, "up", "-s", "dev", "--yes", "--skip-preview", "--json");
  }

  async up(layer: string): Promise<Record<string, string[]>> {
    const result = await this.tryUp(layer);
    expectSuccess(result);
    return steps(result);
  }

  async exported(layer: string): Promise<Resource[]> {
    const result = await this.pulumi(`stacks/${layer}`, "stack", "export", "-s", "dev");
    expectSuccess(result);
    return (JSON.parse(result.stdout) as { deployment: { resources?: Resource[] } }).deployment.resources ?? [];
  }

  async outputs(layer: string): Promise<Record<string, unknown>> {
    const result = await this.pulumi(`stacks/${layer}`, "stack", "output", "-s", "dev", "--json");
    expectSuccess(result);
    return JSON.parse(result.stdout) as Record<string, unknown>;
  }

  edit(section: string, change: (section: Section) => void): void {
    this.project.edit("dev", ({ config }) => {
      change((config[`throughline:${section}`] ??= {}) as Section);
    });
  }

  /** Adds a program of somebody else's, with an empty stack. */
  async write(name: string, program: string): Promise<void> {
    const folder = join(this.project.root, name);
    mkdirSync(folder, { recursive: true });
    const options = "{ typescript: false, nodeargs: --require sucrase/register/ts }";
    const settings = `name: ${name}\nruntime: { name: nodejs, options: ${options} }\nmain: index.ts\n`;
    writeFileSync(join(folder, "Pulumi.yaml"), settings);
    writeFileSync(join(folder, "index.ts"), program);
    expectSuccess(await this.pulumi(name, "stack", "init", "test"));
  }
}

describe("the cluster of dev", function () {
  this.timeout(240_000);

  let place: Place;
  before(() => {
    place = new Place();
  });
  after(() => {
    place.project.remove();
  });

  it("has no nodes where no way leads to the registry of images", async () => {
    place.edit("network", ({ hub }) => {
      Object.assign(hub as Section, { natGateways: "none", interfaceEndpoints: ["ssm", "ssmmessages"] });
    });
    await place.up("network");
    const { code, stdout } = await place.tryUp("compute");
    expect(code, stdout).to.not.equal(0);
    expect(stdout).to.include("NodeCreationFailure").and.to.include("no default route to a NAT gateway");
  });

  it("comes up once there is one, and fulfils its contract", async () => {
    place.edit("network", ({ hub }) => {
      Object.assign(hub as Section, { natGateways: "single" });
    });
    await place.up("network");
    expect(await place.up("compute")).to.not.have.any.keys(...losses);
    const outputs = await place.outputs("compute");
    expect(computeContract.schema.safeParse(outputs).error?.issues).to.equal(undefined);
    expect(outputs.contract).to.deep.equal({ layer: "compute", version: 1 });
    expect(outputs).to.have.nested.property("ingress.https.addresses").that.deep.equals(["10.1.0.10", "10.1.16.10"]);
  });

  it("is the same on the second update, and what a refresh finds", async () => {
    expect(await place.up("compute")).to.have.all.keys("same", "read");
    const refresh = ["refresh", "-s", "dev", "--yes", "--skip-preview", "--expect-no-changes"];
    expectSuccess(await place.pulumi("stacks/compute", ...refresh));
  });

  it("keeps its log group for as long as there is a cluster that would make it again", async () => {
    const resources = await place.exported("compute");
    const logGroup = resources.find(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
    const cluster = resources.find(({ type }) => type === "aws:eks/cluster:Cluster");
    expect(cluster?.dependencies).to.include(logGroup?.urn);
  });

  it("has nodes that are in the group of their tier alone", async () => {
    const [launchTemplate] = (await place.exported("compute")).filter(({ type }) => type.endsWith(":LaunchTemplate"));
    const { vpcs } = (await place.outputs("network")) as unknown as NetworkOutputs;
    expect(launchTemplate?.inputs?.vpcSecurityGroupIds).to.deep.equal([vpcs.apps?.tiers.nodes?.securityGroupId]);
  });

  it("cannot be the target of a load balancer in another VPC, nor can any instance", async () => {
    const { vpcs, bastion } = (await place.outputs("network")) as unknown as NetworkOutputs;
    const { nodeGroups } = (await place.outputs("compute")) as unknown as ComputeOutputs;
    await place.write(
      "elsewhere",
      `
import * as aws from "@pulumi/aws";

const provider = new aws.Provider("aws", { region: "us-east-1", allowedAccountIds: ["123456789012"] });
const targets = (name: string, vpcId: string) =>
  new aws.lb.TargetGroup(name, { vpcId, port: 30443, protocol: "HTTPS" }, { provider }).arn;
new aws.autoscaling.Attachment(
  "nodes",
  {
    autoscalingGroupName: "${String(nodeGroups.general?.autoScalingGroupName)}",
    lbTargetGroupArn: targets("hub", "${String(vpcs.hub?.vpcId)}"),
  },
  { provider },
);
new aws.lb.TargetGroupAttachment(
  "bastion",
  { targetId: "${bastion.instanceId}", targetGroupArn: targets("apps", "${String(vpcs.apps?.vpcId)}") },
  { provider },
);
`,
    );
    const up = ["up", "-s", "test", "--yes", "--skip-preview", "--continue-on-error"];
    const { code, stdout } = await place.pulumi("elsewhere", ...up);
    expectSuccess(await place.pulumi("elsewhere", "destroy", "-s", "test", "--yes", "--skip-preview"));
    expect(code, stdout).to.not.equal(0);
    expect(stdout).to.include("ValidationError: Provided Target Groups may not be valid");
    expect(stdout).to.include("InvalidTarget: The following targets are not in the target group VPC");
  });

  it("takes another node group and a new minor version of Kubernetes without touching the other nodes", async () => {
    place.edit("compute", ({ nodeGroups }) => {
      Object.assign(nodeGroups as Section, { batch: { instanceTypes: ["m7g.large"], minSize: 1, maxSize: 3 } });
    });
    place.edit("versions", (versions) => {
      Object.assign(versions, { kubernetes: "1.36", addOns: { "kube-proxy": "v1.36.0-eksbuild.1" } });
    });
    const done = await place.up("compute");
    expect(done).to.not.have.any.keys(...losses);
    expect(done.create).to.have.members([
      "aws:ec2/launchTemplate:LaunchTemplate::dev-batch",
      "aws:eks/nodeGroup:NodeGroup::dev-batch",
      ...["http", "https", "health"].map((port) => `aws:autoscaling/attachment:Attachment::dev-${port}-batch`),
    ]);
    expect(done.update).to.have.members([
      "aws:eks/cluster:Cluster::dev-eksCluster",
      "aws:eks/addon:Addon::dev-kube-proxy",
    ]);
  });

  it("takes another availability zone in place; node groups, whose subnets AWS cannot change, are made anew", async () => {
    place.edit("network", ({ availabilityZones }) => {
      (availabilityZones as string[]).push("us-east-1c");
    });
    expect(await place.up("network")).to.not.have.any.keys(...losses);
    const done = await place.up("compute");
    expect(done.update).to.have.members([
      "aws:eks/cluster:Cluster::dev-eksCluster",
      "aws:lb/loadBalancer:LoadBalancer::dev-ingress",
    ]);
    const replaced = ["batch", "general"].flatMap((group) => [
      `aws:eks/nodeGroup:NodeGroup::dev-${group}`,
      ...["http", "https", "health"].map((port) => `aws:autoscaling/attachment:Attachment::dev-${port}-${group}`),
    ]);
    expect(done.replace).to.have.members(replaced);
    expect(done).to.not.have.any.keys("create", "delete");
  });

  it("leaves nothing behind when it is destroyed", async () => {
    for (const layer of ["compute", "network"]) {
      expectSuccess(await place.pulumi(`stacks/${layer}`, "destroy", "-s", "dev", "--yes", "--skip-preview"));
    }
    const sandbox = await startSandbox({ worldDirectory: place.project.world() });
    try {
      expect(sandbox.resources().map(({ type, id }) => `${type} ${id}`)).to.deep.equal([]);
    } finally {
      await sandbox.close();
    }
  });
});
