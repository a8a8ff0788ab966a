import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Failure } from "../errors";
import { makePrivateFolder, type PrivateFolder } from "../isolation/folder";
import { temporaryEnvironment } from "../testing/temporary-environment";
import { temporaryFolder } from "../testing/temporary-folder";
import { makeEmptyStacks } from "./empty-stacks";

/** Notes each call, and makes the file of the stack as the engine would. */
const engine = `#!/bin/sh
echo "$@" >> "$CALLS"
mkdir -p "$BACKEND/.pulumi/stacks" && echo '{}' > "$BACKEND/.pulumi/stacks/$3.json"
`;

describe("the empty stacks of a rehearsal", () => {
  const folder = temporaryFolder();
  const setVariable = temporaryEnvironment();
  const path = (name: string): string => join(folder.path, name);
  const calls = (): string[] =>
    existsSync(path("calls")) ? readFileSync(path("calls"), "utf8").trim().split("\n") : [];

  beforeEach(() => {
    setVariable("THROUGHLINE_CACHE", path("cache"));
    folder.write({ "bin/pulumi": engine, "project/Pulumi.yaml": "name: network\n" });
    chmodSync(path("bin/pulumi"), 0o755);
  });

  async function rehearse(name: string, version = "3.259.0"): Promise<PrivateFolder> {
    const run = makePrivateFolder(path(name), "TMPDIR");
    const environment = { PATH: `${path("bin")}:/usr/bin:/bin`, CALLS: path("calls"), BACKEND: run.backend };
    const stack = { name: "dev", directory: path("project"), root: path("project"), environment };
    await makeEmptyStacks([stack], run, { version });
    return run;
  }

  it("are made by the engine once, and copied after that", async () => {
    await rehearse("first");
    const second = await rehearse("second");
    expect(calls()).to.deep.equal(["stack init dev --no-select --non-interactive"]);
    expect(readdirSync(join(second.backend, ".pulumi/stacks"))).to.deep.equal(["dev.json"]);
  });

  it("are made again for another project or another engine", async () => {
    await rehearse("first");
    await rehearse("second", "3.260.0");
    folder.write({ "project/Pulumi.yaml": "name: renamed\n" });
    await rehearse("third");
    expect(calls()).to.have.length(3);
  });

  it("are made each time where there is no cache", async () => {
    folder.write({ file: "" });
    setVariable("THROUGHLINE_CACHE", path("file"));
    await rehearse("first");
    await rehearse("second");
    expect(calls()).to.have.length(2);
  });

  it("that the engine cannot make are a failure in its words, and are not kept", async () => {
    folder.write({ "bin/pulumi": "#!/bin/sh\necho 'error: no space left' >&2\nexit 1\n" });
    let failure: unknown;
    try {
      await rehearse("first");
    } catch (error) {
      failure = error;
    }
    expect(failure).to.be.instanceOf(Failure).with.property("message").that.contains("no space left");
    mkdirSync(path("cache"), { recursive: true });
    expect(readdirSync(path("cache"))).to.deep.equal([]);
  });
});
