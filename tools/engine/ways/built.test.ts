import { version } from "@pulumi/pulumi/version";
import { expect } from "chai";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { engineFolder } from "../cache";
import { temporaryCache } from "../testing/cache";
import { ENGINE_VERSION, MINIMUM_ENGINE_VERSION } from "../version";
import type { Engine } from "../way";
import { builtFromModule } from "./built";

describe("the engine built from its module", () => {
  const cache = temporaryCache();

  function build(): string {
    const pulumi = join(engineFolder(), "built/pulumi");
    mkdirSync(join(pulumi, ".."), { recursive: true });
    writeFileSync(pulumi, "engine", { mode: 0o755 });
    return pulumi;
  }

  it("has the version that go.mod pins", () => {
    const pins = readFileSync(join(__dirname, "../build/go.mod"), "utf8");
    expect(pins).to.include(`require github.com/pulumi/pulumi/pkg/v3 v${ENGINE_VERSION} // indirect\n`);
  });

  it("is accepted from the version of the SDK on", () => {
    expect(MINIMUM_ENGINE_VERSION).to.equal(version);
  });

  it("is not there before it was built", () => {
    expect(builtFromModule.find()).to.deep.equal({ missing: "not built." });
  });

  it("comes with this checkout's language host, as a file beside it", () => {
    const pulumi = build();
    const engine = builtFromModule.find() as Engine;
    expect(engine).to.include({ version: ENGINE_VERSION, source: "built" });
    expect(readFileSync(join(engine.directory, "pulumi"), "utf8")).to.equal("engine");
    expect(statSync(join(engine.directory, "pulumi")).ino).to.equal(statSync(pulumi).ino);
    const launcher = readFileSync(join(engine.directory, "pulumi-language-nodejs"), "utf8");
    expect(launcher).to.include(join(__dirname, "../language-host/main.js"));
  });

  it("is found in the same folder each time", () => {
    build();
    expect(builtFromModule.find()).to.deep.equal(builtFromModule.find());
  });

  it("cannot be built without Go", async () => {
    process.env.PATH = cache.folder;
    const failure: unknown = await builtFromModule.obtain?.(() => undefined).catch(String);
    expect(failure).to.equal("Error: `go` is not on PATH.");
  });

  it("is not left half built: the compiler's last words are the reason", async () => {
    writeFileSync(join(cache.folder, "go"), "#!/bin/sh\necho 'cannot load module: not reachable' >&2\nexit 1\n", {
      mode: 0o755,
    });
    process.env.PATH = [cache.folder, process.env.PATH].join(delimiter);
    const failure: unknown = await builtFromModule.obtain?.(() => undefined).catch(String);
    expect(failure).to.equal("Error: cannot load module: not reachable");
    expect(builtFromModule.find()).to.deep.equal({ missing: "not built." });
  });

  it("is compiled reproducibly from what go.sum pins, and reports its version", async () => {
    const go = `#!/bin/sh
      echo "$PWD $*" > ${cache.folder}/go-call
      while [ "$1" != -o ]; do shift; done
      printf engine > "$2"; chmod +x "$2"`;
    writeFileSync(join(cache.folder, "go"), go, { mode: 0o755 });
    process.env.PATH = [cache.folder, process.env.PATH].join(delimiter);
    const engine = await builtFromModule.obtain?.(() => undefined);
    expect(engine).to.deep.equal(builtFromModule.find());
    expect(readFileSync(join(cache.folder, "go-call"), "utf8"))
      .to.include(join(__dirname, "../build"))
      .and.include("-trimpath -mod=readonly")
      .and.include(`version.Version=v${ENGINE_VERSION}`);
  });
});
