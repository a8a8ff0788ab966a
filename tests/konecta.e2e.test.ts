import { cpSync } from "node:fs";
import { join } from "node:path";
import type { DriveReport } from "@throughline/deploy";
import { crossReads, layerNamed, stackGraph, type StackNode } from "@throughline/stacks/layers";
import { expect } from "chai";
import { Project, type Result } from "./project";
import { TinyLayers } from "./tiny-layers";

type Reads = Parameters<typeof crossReads>[0];

/** konecta fails over to the load balancer of konecta-dr, whose databases follow those of konecta. */
const pair = {
  konecta: { edge: ["konecta-dr/edge"] },
  "konecta-dr": { data: ["konecta/data"] },
} satisfies Record<string, Reads>;

/** The layers of the pair that matter here. */
const present = ["network", "data", "edge"] as const;
const kept = /^(pulumi:|throughline:(account|network|data)$)/;
const edge = { cdn: { serveFrom: "s3" } };

const names = ({ stacks }: DriveReport): string[] => stacks.map(({ name }) => name);

describe("two environments that read each other", function () {
  this.timeout(300_000);

  let project: Project;
  let tiny: TinyLayers;
  beforeEach(() => {
    project = new Project();
    tiny = new TinyLayers(project);
    write(pair);
  });
  afterEach(() => {
    project.remove();
  });

  /** Writes the settings of environments, and programs that read what the graph says. */
  function write(environments: Readonly<Record<string, Reads>>): StackNode[] {
    for (const [name, reads] of Object.entries(environments)) {
      cpSync(join(project.root, "Pulumi.dev.yaml"), join(project.root, `Pulumi.${name}.yaml`));
      project.edit(name, (settings) => {
        const config = Object.fromEntries(Object.entries(settings.config).filter(([key]) => kept.test(key)));
        settings.config = { ...config, "throughline:edge": edge, "throughline:reads": reads };
      });
    }
    const graph = stackGraph(
      Object.entries(environments).map(([name, reads]) => ({
        name,
        layers: present,
        crossReads: crossReads(reads),
      })),
    );
    for (const { name, reads } of graph) {
      tiny.set(name, { reads });
    }
    return graph;
  }

  const run = (verb: string, ...args: string[]): Promise<Result> => project.throughline(verb, ...args, "--sandbox");
  async function succeeded(verb: string, ...args: string[]): Promise<DriveReport> {
    const { code, stdout, stderr } = await run(verb, ...args, "--json", ...(verb === "preview" ? [] : ["--yes"]));
    expect(code, stderr + stdout).to.equal(0);
    return JSON.parse(stdout) as DriveReport;
  }

  /** Names of the stacks that each stack's state says it has read. */
  async function readsInState(stacks: readonly StackNode[]): Promise<string[][]> {
    const exports = stacks.map(
      ({ environment, layer }) => `pulumi -C ${layer.directory} stack export -s ${environment} | tr -d '\n'; echo`,
    );
    const { stdout } = await project.throughline("sandbox", "--", "sh", "-c", exports.join("; "));
    return stdout
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { deployment: { resources: Resource[] } }).deployment.resources)
      .map((resources) =>
        resources
          .filter(({ type }) => type === "pulumi:pulumi:StackReference")
          .map(({ inputs }) => {
            const [, name, stack] = inputs.name.split("/");
            return `${stack ?? ""}/${present.find((layer) => layerNamed(layer).project === name) ?? ""}`;
          }),
      );
  }

  it("are previewed from either side, before anything is deployed", async () => {
    expect(names(await succeeded("preview", "konecta"))).to.have.members(present.map((layer) => `konecta/${layer}`));
    expect(names(await succeeded("preview", "konecta-dr"))).to.have.length(3);
  });

  it("come up together from either side, by layers, each reading what the graph says; and go in reverse", async () => {
    const refused = await run("up", "konecta", "--yes");
    expect(refused.code).to.equal(11);
    expect(refused.stderr).to.contain("  konecta-dr/edge, read by konecta/edge\n");
    expect(refused.stderr).to.contain("Deploy them in the same run: throughline up konecta konecta-dr --sandbox");

    const order = names(await succeeded("up", "konecta-dr", "konecta"));
    expect(order).to.have.length(6);
    expect(order.indexOf("konecta/data")).to.be.lessThan(order.indexOf("konecta-dr/data"));
    expect(order.indexOf("konecta-dr/edge")).to.be.lessThan(order.indexOf("konecta/edge"));
    const graph = write(pair);
    expect((await readsInState(graph)).map((reads) => reads.sort())).to.deep.equal(
      graph.map(({ reads }) => [...reads].sort()),
    );

    // Each comes up alone once the other is there.
    for (const environment of ["konecta", "konecta-dr"]) {
      expect(names(await succeeded("up", environment))).to.have.length(3);
    }

    const alone = await run("destroy", "konecta-dr", "--yes");
    expect(alone.code).to.equal(11);
    expect(alone.stderr).to.contain("konecta-dr/edge: konecta/edge is deployed and reads it");
    expect(alone.stderr).to.contain("Destroy it first: throughline destroy konecta --layers edge --sandbox");
    expect(alone.stderr).to.contain("Or take it out of throughline:reads in Pulumi.konecta.yaml, and deploy that.");

    const gone = names(await succeeded("destroy", "konecta", "konecta-dr"));
    expect(gone).to.have.length(6);
    expect(gone.indexOf("konecta/edge")).to.be.lessThan(gone.indexOf("konecta-dr/edge"));
    expect(gone.indexOf("konecta-dr/data")).to.be.lessThan(gone.indexOf("konecta/data"));
  });

  it("need each other no more than they say: the first comes up without the other, which then follows it", async () => {
    write({ konecta: {}, "konecta-dr": pair["konecta-dr"] });
    expect(names(await succeeded("up", "konecta"))).to.have.length(3);
    expect(names(await succeeded("up", "konecta-dr", "--layers", "network,data"))).to.deep.equal([
      "konecta-dr/network",
      "konecta-dr/data",
    ]);
    const { code, stderr } = await run("destroy", "konecta", "--yes", "--layers", "data");
    expect(code).to.equal(11);
    expect(stderr).to.contain("konecta/data: konecta-dr/data is deployed and reads it");
  });

  it("are refused when their layers wait for each other, with the circle, by every verb", async () => {
    write({ konecta: { edge: ["konecta-dr/edge"] }, "konecta-dr": { edge: ["konecta/edge"] } });
    const circle = "in a circle, so none of them can be deployed first: konecta/edge → konecta-dr/edge → konecta/edge";
    for (const args of [
      ["up", "konecta", "--yes", "--sandbox"],
      ["config", "check", "konecta"],
    ]) {
      const { code, stdout, stderr } = await project.throughline(...args);
      expect(code, args.join(" ")).to.equal(2);
      expect(stdout + stderr, args.join(" ")).to.match(/Pulumi\.konecta\.yaml:\d+:\d+: throughline:reads\.edge\[0\]/);
      expect(stdout + stderr).to.contain(circle);
    }
  });
});

interface Resource {
  readonly type: string;
  readonly inputs: { readonly name: string };
}
