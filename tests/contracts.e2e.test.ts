import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Sandbox, startSandbox } from "@throughline/sandbox";
import { networkOutputs } from "@throughline/stacks/contracts/testing/network-outputs";
import {
  crossReads,
  layerNamed,
  layers,
  planUp,
  stackGraph,
  type StackNode,
  type Step,
} from "@throughline/stacks/layers";
import { findEngine } from "@throughline/tools/engine";
import { expect } from "chai";
import { Project } from "./project";

interface Outcome {
  readonly code: number;
  readonly text: string;
}

/** A project of its own, a sandbox's cloud, and the engine without anything in between. */
class Workplace {
  private readonly project = new Project();
  private readonly folder = this.project.folder;

  private constructor(private readonly sandbox: Sandbox) {
    const root = join(__dirname, "..");
    for (const file of readdirSync(root).filter((name) => name.endsWith(".yaml"))) {
      cpSync(join(root, file), join(this.project.root, file));
    }
    mkdirSync(join(this.folder, "backend"));
  }

  static async open(): Promise<Workplace> {
    return new Workplace(await startSandbox());
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    this.project.remove();
  }

  /** Makes an environment with the settings of `dev`, and the empty stacks of its layers. */
  async make(environment: string, settings: Record<string, unknown> = {}): Promise<void> {
    cpSync(join(this.project.root, "Pulumi.dev.yaml"), join(this.project.root, `Pulumi.${environment}.yaml`));
    this.project.edit(environment, ({ config }) => Object.assign(config, settings));
    await this.init(environment);
  }

  /** Makes the stacks of an environment that has settings. They share a file, so it is one after the other. */
  async init(environment: string): Promise<void> {
    for (const { directory } of layers) {
      expect(await this.pulumi(directory, "stack", "init", environment, "--no-select")).to.include({ code: 0 });
    }
  }

  /** Adds a program to the project, with other files beside it. */
  write(directory: string, name: string, program: string, files: Readonly<Record<string, string>> = {}): void {
    const folder = join(this.project.root, directory);
    mkdirSync(folder, { recursive: true });
    const options = "{ typescript: false, nodeargs: --require sucrase/register/ts }";
    const settings = `name: ${name}\nruntime: { name: nodejs, options: ${options} }\nmain: index.ts\nstackConfigDir: ..\n`;
    for (const [file, text] of Object.entries({ "Pulumi.yaml": settings, "index.ts": program, ...files })) {
      writeFileSync(join(folder, file), text);
    }
  }

  preview(directory: string, environment: string): Promise<Outcome> {
    return this.pulumi(directory, "preview", "--stack", environment);
  }

  up(directory: string, environment: string): Promise<Outcome> {
    return this.pulumi(directory, "up", "--stack", environment, "--yes", "--skip-preview");
  }

  /** The engine in a folder of the project; a failure is an outcome. */
  pulumi(directory: string, ...args: string[]): Promise<Outcome> {
    const environment = {
      ...process.env,
      PATH: [findEngine().directory, process.env.PATH].join(delimiter),
      PULUMI_HOME: join(this.folder, "pulumi"),
      PULUMI_BACKEND_URL: `file://${join(this.folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_DEBUG_PROVIDERS: this.sandbox.attachments,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    const options = { cwd: join(this.project.root, directory), env: environment, maxBuffer: 1 << 26 };
    return new Promise((resolve) => {
      execFile("pulumi", [...args, "--non-interactive", "--color", "never"], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ code, text: `${stdout}\n${stderr}` });
      });
    });
  }

  /** Names of the stacks that a stack's state says it has read: `dev/network`. */
  async reads({ environment, layer }: StackNode): Promise<string[]> {
    const { text } = await this.pulumi(layer.directory, "stack", "export", "--stack", environment);
    const { deployment } = JSON.parse(text) as { deployment: { resources: State[] } };
    return deployment.resources
      .filter(({ type }) => type === "pulumi:pulumi:StackReference")
      .map(({ inputs }) => {
        const [, project, stack] = inputs.name.split("/");
        return `${stack ?? ""}/${layers.find((candidate) => candidate.project === project)?.name ?? ""}`;
      });
  }
}

interface State {
  readonly type: string;
  readonly inputs: { readonly name: string };
}

const folderOf = (layer: Parameters<typeof layerNamed>[0]): string => layerNamed(layer).directory;

/** Number of times that a part occurs in a text. */
const occurrences = (text: string, part: string): number => text.split(part).length - 1;

/** Lines of the summary at the end of an operation. */
const summary = (text: string): string => text.slice(text.indexOf("Diagnostics:"));

describe("the layers of an environment, one reading the other", function () {
  this.timeout(300_000);

  let workplace: Workplace;
  before(async () => {
    workplace = await Workplace.open();
  });
  after(() => workplace.close());

  it("are all previewed before anything is deployed, with what only the cloud can tell unknown", async () => {
    await workplace.init("prod");
    const unknown: string[] = [];
    for (const { name, directory } of layers) {
      const { code, text } = await workplace.preview(directory, "prod");
      expect(code, `${name}\n${text}`).to.equal(0);
      if (text.includes("[unknown]")) unknown.push(name);
    }
    // Of the mesh the settings decide all that its contract says.
    expect(unknown).to.include.members(["network", "compute", "data"]).and.not.include("mesh");
  });

  it("are not updated above one that is not deployed: the error names it, once, without a stack", async () => {
    const { code, text } = await workplace.up(folderOf("mesh"), "prod");
    expect(code).to.not.equal(0);
    expect(occurrences(summary(text), "error:")).to.equal(1);
    expect(text).to.include(
      'error: The compute layer of "prod" is not deployed: the stack organization/throughline-compute/prod has no ' +
        "outputs.\n    Deploy it first: pulumi -C stacks/compute up -s prod\n",
    );
    expect(text).to.not.match(/^\s+at /m);
  });

  it("have read in the end what the graph says, in environments that read each other too", async () => {
    const environments = [
      { name: "konecta", reads: { edge: ["konecta-dr/edge"] } },
      { name: "konecta-dr", reads: { data: ["konecta/data"] } },
    ];
    for (const { name, reads } of environments) {
      // A name belongs to one distribution in the world.
      const alb = { tier: "hub.private", securityGroup: "hub.load-balancer" };
      await workplace.make(name, { "throughline:reads": reads, "throughline:edge": { cdn: {}, alb } });
    }
    const graph = stackGraph(environments.map(({ name, reads }) => ({ name, crossReads: crossReads(reads) })));
    const turns = new Map<string, Promise<void>>();
    const up = async ({ stack, after }: Step): Promise<void> => {
      await Promise.all(after.flatMap((name) => turns.get(name) ?? []));
      const { code, text } = await workplace.up(stack.layer.directory, stack.environment);
      expect(code, `${stack.name}\n${text}`).to.equal(0);
    };
    for (const step of planUp(graph)) {
      turns.set(step.stack.name, up(step));
    }
    await Promise.all(turns.values());
    for (const stack of graph) {
      expect(await workplace.reads(stack), stack.name).to.have.members(stack.reads);
    }
  });
});

/** A producer whose outputs are what a file beside it says. */
const producer = `
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
const { natAddresses, ...outputs } = JSON.parse(readFileSync(join(__dirname, "outputs.json"), "utf8"));
export = { ...outputs, ...(natAddresses && { natAddresses: pulumi.secret(natAddresses) }) };
`;

/** Somebody else's program, which builds on a network. */
const reader = `
import * as pulumi from "@pulumi/pulumi";
import { named } from "@throughline/stacks/contracts/named";
import { readContract } from "@throughline/stacks/contracts/read";
const network = readContract("network", {
  environment: "shared",
  known: { availabilityZones: ["us-east-1a", "us-east-1b"], vpcs: { hub: { cidrBlock: "10.0.0.0/16" } } },
});
const hub = named(network.vpcs, "hub");
export = {
  subnets: network.availabilityZones.apply((zones) => zones.map((zone) => pulumi.interpolate\`\${hub.vpcId} \${zone}\`)),
  block: hub.cidrBlock,
  bastion: network.bastion.apply((bastion) => bastion?.instanceId ?? "none"),
  natAddresses: network.natAddresses,
};
`;

describe("another program that reads a contract", function () {
  this.timeout(120_000);

  let workplace: Workplace;
  before(async () => {
    workplace = await Workplace.open();
    workplace.write("network", layerNamed("network").project, producer);
    workplace.write("theirs", "theirs", reader);
    await workplace.pulumi("network", "stack", "init", "shared", "--no-select");
    await workplace.pulumi("theirs", "stack", "init", "test", "--no-select");
  });
  after(() => workplace.close());

  /** Deploys a network that has these outputs. */
  async function deploy(deployed: object): Promise<void> {
    workplace.write("network", layerNamed("network").project, producer, { "outputs.json": JSON.stringify(deployed) });
    expect(await workplace.up("network", "shared")).to.include({ code: 0 });
  }

  it("previews before it is there, with a loop over availability zones that the settings know", async () => {
    const { code, text } = await workplace.preview("theirs", "test");
    expect(code, text).to.equal(0);
    expect(text.replaceAll(/ +/g, " ")).to.include(
      ' block : "10.0.0.0/16"\n natAddresses: [unknown]\n subnets : [\n [0]: [unknown]\n [1]: [unknown]\n ]',
    );
  });

  it("has its values, and as secrets those alone that are", async () => {
    await deploy(networkOutputs);
    expect(await workplace.up("theirs", "test")).to.include({ code: 0 });
    const { text } = await workplace.pulumi("theirs", "stack", "output", "--stack", "test", "--json");
    expect(JSON.parse(text)).to.deep.equal({
      subnets: ["vpc-1 us-east-1a", "vpc-1 us-east-1b"],
      block: "10.0.0.0/16",
      bastion: "none",
      natAddresses: "[secret]",
    });
  });

  it("is told all that does not fit, once, without a stack or a value", async () => {
    const { hub } = networkOutputs.vpcs;
    await deploy({
      ...networkOutputs,
      contract: { layer: "network", version: 2 },
      vpcs: { hub: { ...hub, vpcId: undefined, cidrBlock: ["10.9.9.9/16"] } },
    });
    for (const { code, text } of [await workplace.preview("theirs", "test"), await workplace.up("theirs", "test")]) {
      expect(code).to.not.equal(0);
      expect(occurrences(summary(text), "error:")).to.equal(1);
      expect(summary(text)).to.include(
        "error: The outputs of organization/throughline-network/shared do not fit version 1 of the network layer's " +
          "contract, which this program reads:\n",
      );
      expect(summary(text)).to.include("      contract.version: 2, and this program reads 1\n");
      expect(summary(text)).to.include(
        "      vpcs.hub.vpcId: missing (a string)\n      vpcs.hub.cidrBlock: not a string\n",
      );
      expect(summary(text)).to.include("    Upgrade this program: what is deployed is newer.\n");
      expect(text)
        .to.not.match(/^\s+at /m)
        .and.not.include("10.9.9.9");
    }
  });
});
