import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { Journal } from "./journal";
import type { WorldRecord } from "./record";
import { World } from "./world";
import type { Change } from "./world";

const record = (id: string, outputs: Record<string, unknown> = {}): WorldRecord => ({
  type: "t",
  id,
  urn: `urn:${id}`,
  account: "1",
  region: "north",
  inputs: {},
  outputs: { id, ...outputs },
});

const changes: readonly Change[] = [
  { put: [record("a", { name: "Zürich" })], births: { "urn:a": 1 } },
  { put: [record("b"), record("b-companion")], births: { "urn:b": 1 } },
  { put: [record("a", { name: "東京" })] },
  { remove: ["1|north|t|b", "1|north|t|b-companion"] },
];

/** The worlds after 0, 1, 2, … changes. */
const stages = changes.reduce<readonly string[]>(
  (known, _change, index) => {
    const world = new World();
    changes.slice(0, index + 1).forEach((change) => {
      world.apply(change);
    });
    return [...known, JSON.stringify(world.all())];
  },
  ["[]"],
);

describe("the journal of a world", () => {
  let directory: string;
  const file = () => path.join(directory, "world.jsonl");

  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "journal-"));
  });
  afterEach(() => {
    fs.rmSync(directory, { recursive: true });
  });

  /** The bytes that a process leaves that is killed after all changes. */
  function written(): Buffer {
    const { world, journal } = Journal.open(directory);
    changes.forEach((change) => {
      world.commit(change);
    });
    const bytes = fs.readFileSync(file());
    journal.close(world);
    fs.writeFileSync(file(), bytes);
    return bytes;
  }

  function reopened(): readonly WorldRecord[] {
    const { world, journal } = Journal.open(directory);
    journal.close(world);
    return world.all();
  }

  it("gives a world after whole changes when the process was killed at any byte", function () {
    this.timeout(60_000);
    const bytes = written();
    let reached = 0;
    for (let length = 0; length <= bytes.length; length++) {
      fs.writeFileSync(file(), bytes.subarray(0, length));
      const { world, journal } = Journal.open(directory);
      const stage = stages.indexOf(JSON.stringify(world.all()));
      journal.close(world);
      expect(stage, `after ${length} bytes`).to.be.at.least(reached);
      reached = stage;
    }
    expect(reached).to.equal(changes.length);
  });

  it("goes on after such a death", () => {
    const bytes = written();
    fs.writeFileSync(file(), bytes.subarray(0, bytes.length - 5));
    const { world, journal } = Journal.open(directory);
    world.commit({ put: [record("c")] });
    journal.close(world);
    expect(reopened().map(({ id }) => id)).to.deep.equal(["a", "b", "b-companion", "c"]);
  });

  it("is as short as its world once it is closed", () => {
    const { world, journal } = Journal.open(directory);
    for (let time = 0; time < 50; time++) {
      world.commit({ put: [record("a", { time })] });
    }
    journal.close(world);
    expect(fs.readFileSync(file(), "utf8").trim().split("\n")).to.have.length(3);
    expect(reopened()).to.deep.equal([record("a", { time: 49 })]);
  });

  it("remembers how often a URN was created when nothing of it is left", () => {
    const { world, journal } = Journal.open(directory);
    world.commit({ births: { "urn:x": 3 } });
    journal.close(world);
    const again = Journal.open(directory);
    again.journal.close(again.world);
    expect(again.world.generation("urn:x")).to.equal(3);
  });

  it("can be read by its owner only, for it holds secrets", () => {
    written();
    expect(fs.statSync(file()).mode & 0o777).to.equal(0o600);
  });

  it("does not overwrite a file that is not its own, or is damaged", () => {
    fs.writeFileSync(file(), "something else\n");
    expect(() => Journal.open(directory)).to.throw(/is not a world of this sandbox/);
    expect(fs.readFileSync(file(), "utf8")).to.equal("something else\n");

    fs.rmSync(file());
    const damaged = written().toString().replace('"put"', "put");
    fs.writeFileSync(file(), damaged);
    expect(() => Journal.open(directory)).to.throw(/is damaged at line 3/);
    expect(fs.readFileSync(file(), "utf8")).to.equal(damaged);
  });
});
