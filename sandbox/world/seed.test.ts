import { expect } from "chai";
import { startSandbox } from "../sandbox";
import { Connection } from "../testing/engine";
import { HOST, NETWORK, toy } from "../testing/toy-package";

const network = { type: NETWORK, id: "net-old", account: "123456789012", region: "north" };

describe("a world that is not empty at the start", () => {
  it("has what was described: it is read, referred to and in the way like anything else", async () => {
    const seed = [{ ...network, properties: { cidr: "10.0.0.0/8" } }];
    const sandbox = await startSandbox({ packages: [toy], patience: 0, seed });
    const connection = new Connection(sandbox);
    await connection.configure({ region: "north" });
    const read = await connection.read(NETWORK, "net-old");
    expect(read?.plain).to.deep.equal({ cidr: "10.0.0.0/8", id: "net-old" });
    await connection.make(HOST, "h", { networkId: "net-old", password: "hunter2" });
    expect(await connection.read(NETWORK, "net-other")).to.equal(undefined);
    const refused = await connection
      .delete(read ?? expect.fail("it was not read"))
      .catch((error: unknown) => String(error));
    expect(refused).to.include("DependencyViolation");
    connection.close();
    await sandbox.close();
  });
});
