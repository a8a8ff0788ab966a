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

/** Operations that take something away. */
const losses = ["replace", "delete", "create-replacement", "delete-replaced"];

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
    const refresh = await project.pulumi(
      "refresh",
      "-s",
      "dev",
      "--yes",
      "--skip-preview",
      "--json",
      "--expect-no-changes",
    );
    expectSuccess(refresh);
  });

  it("has the children that awsx.ec2.Vpc makes, under their names and parents", async () => {
    const [vpc, subnet] = ["aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"];
    const routeTable = `${vpc}$${subnet}$aws:ec2/routeTable:RouteTable`;
    const subnets = ["public", "private", "transit"].flatMap((tier) => [`dev-hub-${tier}-1`, `dev-hub-${tier}-2`]);
    const expected = [
      `${vpc}::dev-hub`,
      `${vpc}$aws:ec2/internetGateway:InternetGateway::dev-hub`,
      `${vpc}$${subnet}$aws:ec2/eip:Eip::dev-hub-1`,
      `${vpc}$${subnet}$aws:ec2/natGateway:NatGateway::dev-hub-1`,
      ...subnets.flatMap((name) => [
        `${vpc}$${subnet}::${name}`,
        `${routeTable}::${name}`,
        `${routeTable}$aws:ec2/routeTableAssociation:RouteTableAssociation::${name}`,
        `${routeTable}$aws:ec2/route:Route::${name}`,
      ]),
    ];
    const children = (await exported()).flatMap(({ urn }) => /awsx:ec2:Vpc\$(.*)$/.exec(urn)?.[1] ?? []);
    expect(children).to.have.members(expected);
  });

  it("grows by a tier, a spoke and an availability zone without moving anything", async () => {
    const before = await exported();
    editNetwork((network) => {
      network.hub.tiers.push({ name: "shared", type: "isolated" });
    });
    expect(await up()).to.not.have.any.keys(...losses);
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
    expect(await up()).to.not.have.any.keys(...losses);
    editNetwork((network) => {
      network.availabilityZones.push("us-east-1c");
    });
    expect(await up()).to.not.have.any.keys(...losses);

    const after = new Map((await exported()).map((resource) => [resource.urn, resource]));
    for (const { urn, id, type, inputs } of before) {
      expect(after.get(urn)?.id, urn).to.equal(id);
      if (/^aws:.*:(Vpc|Subnet|RouteTable|Route)$/.test(type)) {
        expect(after.get(urn)?.inputs, urn).to.deep.equal(inputs);
      }
    }
  });

  it("takes a resource that the stack forgot back by its id", async () => {
    const before = await exported();
    const flowLog = before.find(({ type, parent }) => type === "aws:ec2/flowLog:FlowLog" && parent?.includes("apps"));
    const provider = before.find(({ type }) => type === "pulumi:providers:aws");
    expectSuccess(await project.pulumi("state", "delete", "-s", "dev", "--yes", flowLog?.urn ?? ""));

    const imported = await project.pulumi(
      ...["import", "-s", "dev", "--yes", "--generate-code=false", "--protect=false"],
      ...["--parent", `parent=${flowLog?.parent ?? ""}`, "--provider", `account=${provider?.urn ?? ""}`],
      ...["aws:ec2/flowLog:FlowLog", flowLog?.urn.split("::").at(-1) ?? "", flowLog?.id ?? ""],
    );
    expectSuccess(imported);
    expect(await up()).to.have.all.keys("same");
  });

  it("leaves nothing behind when it is destroyed", async () => {
    expect(await project.existing()).to.not.deep.equal([]);
    expectSuccess(await project.pulumi("destroy", "-s", "dev", "--yes", "--skip-preview"));
    expect(await project.existing()).to.deep.equal([]);
  });
});
