import type { DriveReport } from "@throughline/deploy";
import { layerNames } from "@throughline/stacks/layers";
import { expect } from "chai";
import { Project, type Result } from "./project";

const reportOf = ({ code, stdout, stderr }: Result): DriveReport => {
  expect(stdout, `${code}\n${stderr}`).to.match(/^\{/);
  return JSON.parse(stdout) as DriveReport;
};

/** What each layer's resources would or did become, without those that stayed as they were. */
const changed = ({ stacks }: DriveReport): string[] =>
  stacks.flatMap(({ name, changes }) => changes.map(({ operation, urn }) => `${name}: ${operation} ${urn}`));

for (const environment of ["dev", "prod"]) {
  describe(`all layers of ${environment}, in a sandbox that lasts`, function () {
    this.timeout(300_000);

    let project: Project;
    before(() => {
      project = new Project();
    });
    after(() => {
      project.remove();
    });

    const drive = async (verb: string, ...options: string[]): Promise<Result> =>
      project.throughline(verb, environment, "--sandbox", "--json", ...options);

    it("come up", async () => {
      const report = reportOf(await drive("up", "--yes"));
      expect(report.result, JSON.stringify(report.stacks.flatMap(({ diagnostics }) => diagnostics))).to.equal(
        "succeeded",
      );
      expect(report.stacks.map(({ name }) => name)).to.have.members(
        layerNames.map((layer) => `${environment}/${layer}`),
      );
    });

    it("stay as they are in a second update", async () => {
      expect(changed(reportOf(await drive("up", "--yes")))).to.deep.equal([]);
    });

    it("stay as they are when the state is refreshed and previewed", async () => {
      expect(changed(reportOf(await drive("refresh", "--yes")))).to.deep.equal([]);
      expect(changed(reportOf(await drive("preview")))).to.deep.equal([]);
    });

    if (environment === "dev") {
      it("leave nothing behind when they are destroyed", async () => {
        expect(reportOf(await drive("destroy", "--yes")).result).to.equal("succeeded");
        expect(await project.existing()).to.deep.equal([]);
      });
    } else {
      it("are not destroyed: what is protected is told, all of it, before anything is deleted", async () => {
        const { code, stderr } = await drive("destroy", "--yes");
        expect(code).to.equal(11);
        expect(stderr).to.include("aws:rds/instance:Instance").and.include("deletionProtection");
        expect(changed(reportOf(await drive("preview")))).to.deep.equal([]);
      });
    }
  });
}
