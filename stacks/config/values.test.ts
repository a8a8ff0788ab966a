import { expect } from "chai";
import { formatPlace, loadEnvironment, valuesOf } from ".";
import { Folder, today } from "./testing/folder";

describe("the values of an environment", () => {
  it("are shown with the file and line that each is from, and secrets are not shown", () => {
    const folder = new Folder()
      .write(
        "Pulumi.dev.yaml",
        [
          "config:",
          "  throughline:base: all.yaml",
          '  throughline:account: { id: "123456789012" }',
          "  throughline:data: { secrets: { key: { value: { secure: v1:a:b } } } }",
        ].join("\n"),
      )
      .write(
        "all.yaml",
        'config:\n  throughline:account: { id: "1", region: us-east-1 }\n  throughline:peers: [prod, staging]\n',
      );
    const values = valuesOf(loadEnvironment(folder.root, "dev", { today }));
    folder.remove();
    expect(
      values.map(({ key, value, origin }) => `${key} = ${JSON.stringify(value)} ${formatPlace(origin)}`),
    ).to.have.members([
      'throughline:base = "all.yaml" Pulumi.dev.yaml:2:3',
      'throughline:account.id = "123456789012" Pulumi.dev.yaml:3:26',
      'throughline:account.region = "us-east-1" all.yaml:2:35',
      'throughline:data.secrets.key.value = "[secret]" Pulumi.dev.yaml:4:41',
      'throughline:peers = ["prod","staging"] all.yaml:3:3',
    ]);
  });
});
