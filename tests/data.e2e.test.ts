import { expect } from "chai";
import { startSandbox } from "@throughline/sandbox";
import { dataContract } from "@throughline/stacks/contracts";
import { Project, type Result } from "./project";

interface Exported {
  deployment: { resources?: Resource[] };
}

interface Resource {
  urn: string;
  type: string;
  id?: string;
  protect?: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

type Database = Record<string, unknown>;
type Data = Record<string, unknown> & { databases: Record<string, Database> };

const database = "aws:rds/instance:Instance";
const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";
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

/** A project with a network in its sandbox, on which the data layer stands. */
class Workplace {
  private readonly project = new Project();

  constructor(private readonly environment: string) {}

  /** Runs `pulumi` on a layer. */
  pulumi(layer: string, command: string, ...args: string[]): Promise<Result> {
    const place = ["sandbox", "--", "pulumi", "-C", `stacks/${layer}`, command, "-s", this.environment];
    return this.project.throughline(...place, ...args);
  }

  async up(layer = "data"): Promise<Record<string, number>> {
    const result = await this.pulumi(layer, "up", "--yes", "--skip-preview", "--json");
    expectSuccess(result);
    return operations(result);
  }

  async exported(): Promise<Resource[]> {
    const result = await this.pulumi("data", "stack", "export");
    expectSuccess(result);
    return (JSON.parse(result.stdout) as Exported).deployment.resources ?? [];
  }

  async outputs(): Promise<unknown> {
    const result = await this.pulumi("data", "stack", "output", "--json");
    expectSuccess(result);
    return JSON.parse(result.stdout) as unknown;
  }

  /** Does something to the sandbox's world behind the program's back. */
  async inWorld<T>(act: (sandbox: Awaited<ReturnType<typeof startSandbox>>) => T): Promise<T> {
    const sandbox = await startSandbox({ worldDirectory: this.project.world() });
    try {
      return act(sandbox);
    } finally {
      await sandbox.close();
    }
  }

  /** What exists in the sandbox, whatever the stacks know of it. */
  world(): Promise<string[]> {
    return this.inWorld((sandbox) => sandbox.resources().map(({ type, id }) => `${type} ${id}`));
  }

  editData(change: (data: Data) => void): void {
    this.project.edit(this.environment, ({ config }) => {
      change(config["throughline:data"] as Data);
    });
  }

  close(): void {
    this.project.remove();
  }
}

describe("the data layer of dev", function () {
  this.timeout(180_000);

  let workplace: Workplace;
  before(async () => {
    workplace = new Workplace("dev");
    await workplace.up("network");
  });
  after(() => {
    workplace.close();
  });

  it("comes up, fulfils its contract, and is the same on the second update", async () => {
    expect(await workplace.up()).to.have.all.keys("create");
    expect(dataContract.schema.safeParse(await workplace.outputs()).error?.issues).to.equal(undefined);
    expect(await workplace.up()).to.have.all.keys("same");
  });

  it("tells no password: not in outputs, not in the state, not in what the engine prints", async () => {
    const passwords = await workplace.inWorld((sandbox) =>
      sandbox.resources().flatMap(({ type, inputs }) => (type === database ? [inputs.password] : [])),
    );
    expect(passwords).to.have.length(1);
    const [password] = passwords as [string];
    expect(password).to.match(/^[A-Za-z0-9]{32}$/);
    const printed = [
      await workplace.pulumi("data", "stack", "output", "--json"),
      await workplace.pulumi("data", "stack", "export"),
      await workplace.pulumi("data", "preview", "--diff"),
    ];
    for (const result of printed) {
      expectSuccess(result);
      expect(result.stdout + result.stderr).to.not.include(password);
    }
  });

  it("grows by class, storage, a standby, replicas, another database and one of our own, all in place", async () => {
    const before = (await workplace.exported()).find(({ type }) => type === database);
    workplace.editData(({ databases }) => {
      Object.assign(databases.accounts ?? {}, {
        instanceClass: "db.t4g.small",
        allocatedStorage: 40,
        multiAz: true,
        readReplicas: 2,
      });
    });
    expect(await workplace.up()).to.have.keys("create", "update", "same");
    workplace.editData((data) => {
      data.selfHostedDatabases = {
        ledger: {
          engine: "postgres",
          engineVersion: "17",
          instanceType: "t4g.small",
          volumeSize: 20,
          databaseName: "ledger",
        },
      };
      data.databases.orders = {
        engine: "mysql",
        engineVersion: "8.4",
        instanceClass: "db.t4g.micro",
        allocatedStorage: 20,
        databaseName: "orders",
        deletionProtection: false,
      };
    });
    // What is updated is the tier: it has another database among its arguments.
    expect(await workplace.up())
      .to.include({ update: 1 })
      .and.not.have.any.keys(...losses);
    workplace.editData(({ databases }) => {
      Object.assign(databases.accounts ?? {}, { engineVersion: "18" });
    });
    // Parameters belong to a major version: their group is replaced under the database.
    const upgraded = await workplace.pulumi("data", "up", "--yes", "--skip-preview", "--json");
    expectSuccess(upgraded);
    expect(upgraded.stdout).to.not.match(/"op":"(replace|create-replacement)"[^\n]*rds\/instance:Instance/);
    const after = (await workplace.exported()).find(({ urn }) => urn === before?.urn);
    expect(after?.id).to.equal(before?.id);
    expect(after?.outputs).to.include({ engineVersionActual: "18.4", allocatedStorage: 40, multiAz: true });
  });

  it("leaves nothing behind when it is destroyed but the last snapshot of our own volume", async () => {
    expectSuccess(await workplace.pulumi("data", "destroy", "--yes", "--skip-preview"));
    expectSuccess(await workplace.pulumi("network", "destroy", "--yes", "--skip-preview"));
    const left = await workplace.world();
    expect(left.map((resource) => resource.split(" ")[0])).to.deep.equal(["aws:ebs/snapshot:Snapshot"]);
  });
});

describe("the data layer of prod", function () {
  this.timeout(180_000);

  let workplace: Workplace;
  before(async () => {
    workplace = new Workplace("prod");
    await workplace.up("network");
  });
  after(() => {
    workplace.close();
  });

  it("comes up with a replica and rotation, and is the same on the second update", async () => {
    expect(await workplace.up()).to.have.all.keys("create");
    expect(dataContract.schema.safeParse(await workplace.outputs()).error?.issues).to.equal(undefined);
    expect(await workplace.up()).to.have.all.keys("same");
  });

  it("changes nothing a month later: a new minor version, grown storage and a rotated password stay", async () => {
    const { changes } = await workplace.inWorld((sandbox) => sandbox.aMonthLater());
    const moved = changes
      .filter(({ type }) => [database, secretVersion].includes(type))
      .map(({ property }) => property);
    expect(moved).to.include.members(["engineVersionActual", "allocatedStorage", "versionStages"]);
    expectSuccess(await workplace.pulumi("data", "refresh", "--yes", "--skip-preview"));
    expectSuccess(await workplace.pulumi("data", "preview", "--expect-no-changes"));
  });

  it("grows by hand from what it has grown to by itself", async () => {
    workplace.editData(({ databases }) => {
      Object.assign(databases.accounts ?? {}, { allocatedStorage: 200 });
    });
    const done = await workplace.up();
    expect(done)
      .to.include.keys("update")
      .and.not.have.any.keys(...losses);
    const primary = (await workplace.exported()).find(
      ({ urn }) => urn.endsWith("::prod-accounts") && urn.includes(database),
    );
    expect(primary?.outputs?.allocatedStorage).to.equal(200);
  });

  it("keeps its database, credentials and what they stand on when it is destroyed, and says why", async () => {
    const kept = async () =>
      (await workplace.world()).filter((resource) => /^aws:(rds|secretsmanager)\/(?!.*Rotation)/.test(resource));
    const [primary] = await workplace.inWorld((sandbox) =>
      sandbox.resources().filter(({ type, inputs }) => type === database && inputs.replicateSourceDb === undefined),
    );
    const before = await kept();
    const { code, stdout, stderr } = await workplace.pulumi("data", "destroy", "--yes", "--skip-preview");
    expect(code).to.not.equal(0);
    expect(stdout + stderr).to.match(/prod-accounts[^]*protect/);
    const after = await kept();
    expect(after).to.include(`${database} ${primary?.id ?? ""}`);
    const gone = before.filter((resource) => !after.includes(resource)).map((resource) => resource.split(" ")[0]);
    // The replica holds what the primary has; the further secret can be brought back for a month.
    expect(gone).to.have.members([database, "aws:secretsmanager/secret:Secret", secretVersion]);
  });
});
