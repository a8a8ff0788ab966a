import { expect } from "chai";
import { Project, type Result } from "./project";

const LAYERS = ["network", "compute", "data"];

interface Report {
  today: string;
  published: { what: string }[];
  changes: { type: string; property: string }[];
}

function expectSuccess(result: Result): void {
  expect(result.code, `${result.stdout}\n${result.stderr}`).to.equal(0);
}

interface Preview {
  steps: { op: string; urn: string }[];
}

/** What a preview would do, by operation and URN. What stays the same is left out. */
function planned({ stdout }: Result): string[] {
  const { steps } = JSON.parse(stdout.slice(stdout.indexOf("{"))) as Preview;
  expect(steps).to.not.deep.equal([]);
  return steps.filter(({ op }) => !["same", "refresh", "read"].includes(op)).map(({ op, urn }) => `${op} ${urn}`);
}

describe("a month after dev came up", function () {
  this.timeout(240_000);

  let project: Project;
  let report: Report;
  before(async () => {
    project = new Project();
    for (const layer of LAYERS) {
      expectSuccess(await pulumi(layer, "up", "--yes", "--skip-preview"));
    }
    const result = await project.throughline("sandbox", "drift", "--a-month-later", "--json");
    expectSuccess(result);
    report = JSON.parse(result.stdout) as Report;
  });
  after(() => {
    project.remove();
  });

  const pulumi = (layer: string, ...args: string[]): Promise<Result> =>
    project.throughline("sandbox", "--", "pulumi", "-C", `stacks/${layer}`, ...args, "-s", "dev");

  it("there are new images and add-ons, and others have changed what they own", () => {
    expect(report.today).to.equal("2026-12-20");
    expect(report.published.map(({ what }) => what)).to.include.members([
      "image of EKS nodes",
      "default version of coredns",
    ]);
    expect(report.changes.map(({ type, property }) => `${type} ${property}`)).to.include.members([
      "aws:eks/nodeGroup:NodeGroup scalingConfig.desiredSize",
      "aws:rds/instance:Instance engineVersionActual",
    ]);
  });

  for (const layer of LAYERS) {
    it(`the next preview of ${layer} replaces nothing, and takes nothing back`, async () => {
      const result = await pulumi(layer, "preview", "--refresh", "--json", "--show-sames");
      expectSuccess(result);
      expect(planned(result)).to.deep.equal([]);
    });
  }
});
