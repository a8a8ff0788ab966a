import { layerNamed, type LayerName, stackGraph } from "@throughline/stacks/layers";
import { expect } from "chai";
import { Failure } from "../errors";
import { temporaryFolder } from "../testing/temporary-folder";
import { refuseStubs } from "./stubs";

describe("a layer that is a stub", () => {
  const folder = temporaryFolder();

  function write(programs: Partial<Record<LayerName, string>>): void {
    for (const [name, program] of Object.entries(programs)) {
      const { directory } = layerNamed(name as LayerName);
      folder.write({ [`${directory}/Pulumi.yaml`]: "main: index.ts\n", [`${directory}/index.ts`]: program });
    }
  }
  const stacks = (...names: LayerName[]) =>
    stackGraph([{ name: "dev" }]).filter(({ layer }) => names.includes(layer.name));

  it("is refused by name, with the layers that are none", () => {
    write({
      network: 'import { awsProvider } from "../program";\n',
      mesh: 'import {\n  placeholders,\n  stub,\n} from "../contracts/stub";\n',
      edge: 'import { stub } from "../contracts/stub";\n',
    });
    expect(() => {
      refuseStubs(folder.path, stacks("network", "mesh", "edge"));
    }).to.throw(Failure, /^The programs of mesh and edge are stubs: .*Leave them out: --layers network\.$/);
    expect(() => {
      refuseStubs(folder.path, stacks("network"));
    }).to.not.throw();
  });

  it("is not one that only shares a helper with stubs", () => {
    write({ data: 'import { mapNames } from "../contracts/stub";\n// import { stub } …\n' });
    expect(() => {
      refuseStubs(folder.path, stacks("data"));
    }).to.not.throw();
  });
});
