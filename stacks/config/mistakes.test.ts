import { expect } from "chai";
import { formatProblem, loadEnvironment, type Problem } from ".";
import { changed, Folder, today, validText } from "./testing/folder";
import { mistakes } from "./testing/mistakes";

describe("the check of an environment says of", () => {
  let folder: Folder;
  before(() => {
    folder = new Folder();
  });
  beforeEach(() => {
    folder.write("Pulumi.same.yaml", validText);
  });
  after(() => {
    folder.remove();
  });

  it("an environment in which nothing is wrong: nothing", () => {
    folder.write("Pulumi.dev.yaml", validText);
    expect(loadEnvironment(folder.root, "dev", { today })).to.deep.include({ problems: [], warnings: [] });
  });

  for (const { mistake, change, beside = {}, problems = [], warnings = [] } of mistakes) {
    it(mistake, () => {
      for (const [environment, changes] of Object.entries(beside)) {
        folder.write(`Pulumi.${environment}.yaml`, changed(validText, changes));
      }
      folder.write("Pulumi.dev.yaml", changed(validText, change));
      const found = loadEnvironment(folder.root, "dev", { today });
      expect({ problems: texts(found.problems), warnings: texts(found.warnings) }).to.deep.equal({
        problems,
        warnings,
      });
    });
  }
});

/** Messages with their key; each has a place as well. */
function texts(found: readonly Problem[]): string[] {
  return found.map((problem) => {
    expect(problem, problem.message).to.include.keys("line", "column", "key");
    return formatProblem(problem).replace(/^[^ ]+: /, "");
  });
}
