import { expect } from "chai";
import { networkContract } from "@throughline/stacks/contracts";
import { Project, type Result } from "./project";

interface Exported {
  deployment: { resources?: Resource[] };
}

interface Resource {
  urn: string;
  type: string;
  id?: string;
  parent?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

interface Report {
  layers: { operations: Record<string, number>; outputs: Record<string, unknown> }[];
}

type Network = Record<string, unknown> & { availabilityZones: string[]; spokes: object[]; hub: { tiers: object[] } };

function expectSuccess(result: Result): void {
  expect(result.code, `${result.stdout}\n${result.stderr}`).to.equal(0);
}

/** Counts of the operations of an update, as `--json` gives them at its end. */
function operations({ stdout }: Result): Record<string, number> {
  const summaries = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { summaryEvent?: { resourceChanges: Record<string, number> } })
    .flatMap(({ summaryEvent }) => (summaryEvent === undefined ? [] : [summaryEvent.resourceChanges]));
  expect(summaries, stdout).to.have.length(1);
  return summaries[0] ?? {};
}

describe("the network of dev", function () {
  this.timeout(120_000);

  let project: Project;
  before(() => {
    project = new Project();
  });
  after(() => {
    project.remove();
  });

  const up = async (): Promise<Record<string, number>> => {
    const result = await project.pulumi("up", "-s", "dev", "--yes", "--skip-preview", "--json");
    expectSuccess(result);
    return operations(result);
  };
  const exported = async (): Promise<Resource[]> => {
    const result = await project.pulumi("stack", "export", "-s", "dev");
    expectSuccess(result);
    return (JSON.parse(result.stdout) as Exported).deployment.resources ?? [];
  };
  const editNetwork = (change: (network: Network) => void): void => {
    project.edit("dev", ({ config }) => {
      change(config["throughline:network"] as Network);
    });
  };

  it("comes up in a rehearsal, and fulfils its contract", async () => {
    const result = await project.throughline("rehearse", "dev", "--json");
    expectSuccess(result);
    const [network] = (JSON.parse(result.stdout) as Report).layers;
    expect(network?.operations).to.have.all.keys("create");
    expect(networkContract.schema.safeParse(network?.outputs).error?.issues).to.equal(undefined);
  });

  it("is the same on the second update in a sandbox that lasts", async () => {
    expect(await up()).to.have.all.keys("create");
    expect(await up()).to.have.all.keys("same");
  });

  it("is the same for preview and refresh as well", async () => {
    const preview = await project.pulumi("preview", "-s", "dev", "--json", "--expect-no-changes");
    expectSuccess(preview);
    const refresh = await project.pulumi("refresh", "-s", "dev", "--yes", "--skip-preview", "--json", "--expect-no-changes");
    expectSuccess(refresh);
  });

  it("grows by a tier, a spoke and an availability zone without moving anything", async () => {
    const before = await exported();
    editNetwork((network) => {
      network.hub.tiers.push({ name: "shared", type: "isolated" });
    });
    expect(await up()).to.have.all.keys("create", "same");
    editNetwork((network) => {
      network.spokes.push({
        name: "second",
        cidrBlock: "10.2.0.0/16",
        tiers: [
          { name: "nodes", type: "private" },
          { name: "transit", type: "attachment" },
        ],
      });
    });
    expect(await up()).to.not.include.keys("replace", "delete");
    editNetwork((network) => {
      network.availabilityZones.push("us-east-1c");
    });
    expect(await up()).to.not.include.keys("replace", "delete");

    const after = new Map((await exported()).map((resource) => [resource.urn, resource]));
    for (const { urn, id, type, inputs } of before) {
      expect(after.get(urn)?.id, urn).to.equal(id);
      if (/:(Vpc|Subnet|RouteTable|Route)$/.test(type)) {
        expect(after.get(urn)?.inputs, urn).to.deep.equal(inputs);
      }
    }
  });

  it("takes a resource into a stack that forgot it, by its id", async () => {
    const subnet = (await exported()).find(({ urn }) => urn.endsWith("::dev-apps-nodes-1"));
    expect(subnet?.type).to.equal("aws:ec2/subnet:Subnet");
    expectSuccess(await project.pulumi("state", "delete", "-s", "dev", "--yes", "--target-dependents", subnet?.urn ?? ""));
    // Everything that stood on the subnet left the state with it, and still stands in the cloud.
    const imported = await project.pulumi(
      "import", "-s", "dev", "--yes", "--generate-code=false", "--protect=false", "aws:ec2/subnet:Subnet", "dev-apps-nodes-1", subnet?.id ?? "",
    );
    expectSuccess(imported);
    expect((await exported()).filter(({ id }) => id === subnet?.id)).to.have.length(1);
  });
});
