import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { formatProblem } from "../config/problem";
import { type Changes, changed, Folder } from "../config/testing/folder";
import { accounts, loadAccount } from "./load";

const example = readFileSync(join(__dirname, "..", "..", "bootstrap", "bankapp.yaml"), "utf8");

describe("an account's file", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    folder.remove();
  });

  /** What is said of the example with some values changed, without places. */
  const problems = (changes: Changes, name = "bankapp"): string[] => {
    folder.write(`bootstrap/${name}.yaml`, changed(example, changes));
    return loadAccount(folder.root, name).problems.map(({ key, message }) => `${key ?? ""}: ${message}`);
  };

  it("is valid as it comes", () => {
    folder.write("bootstrap/bankapp.yaml", example);
    const { problems: found, sections } = loadAccount(folder.root, "bankapp");
    expect(found).to.deep.equal([]);
    expect(sections?.account).to.deep.equal({ id: "123456789012", region: "us-east-1" });
  });

  it("needs its account, and nothing else", () => {
    const sections = ["state", "images", "github", "budget"].map((name) => [`throughline:${name}`, undefined]);
    expect(problems(Object.fromEntries(sections) as Changes)).to.deep.equal([]);
  });

  it("that does not exist is named, with what exists", () => {
    folder.write("bootstrap/bankapp.yaml", example);
    expect(accounts(folder.root)).to.deep.equal(["bankapp"]);
    expect(loadAccount(folder.root, "bankap").problems.map(formatProblem)).to.deep.equal([
      'bootstrap/bankap.yaml: there is no such file. Did you mean "bankapp"? Accounts here: bankapp.',
    ]);
    expect(loadAccount(new Folder().root, "bankapp").problems[0]?.message).to.contain("There is none yet.");
  });

  const mistakes: readonly (readonly [mistake: string, changes: Changes, said: readonly string[]])[] = [
    [
      "an id without quotes",
      { "throughline:account.id": 123456789012 },
      ['throughline:account.id: 123456789012 is not a string: put it in quotes, "123456789012"'],
    ],
    [
      "an unknown section",
      { "throughline:image": {} },
      [
        'throughline:image: unknown section. Did you mean "throughline:images"? Known sections: account, state, images, github, budget',
      ],
    ],
    [
      "an unknown key",
      { "throughline:budget.email": "a@b.c" },
      ['throughline:budget.email: unknown key. Did you mean "emails"? Allowed: monthlyUsd, emails'],
    ],
    [
      "a keeper that there is not",
      { "throughline:state.keeper": "s3" },
      ['throughline:state.keeper: "s3" is not allowed. Allowed: bucket, pulumiCloud'],
    ],
    [
      "a bucket's settings without a bucket",
      { "throughline:state.keeper": "pulumiCloud" },
      ["throughline:state.oldVersionDays: with the keeper pulumiCloud there is no bucket. Leave it out."],
    ],
    [
      "a name that no bucket can have",
      { "throughline:state.bucketName": "State" },
      [
        'throughline:state.bucketName: "State" (5 characters) is no name of a bucket: 3 to 63 lower-case letters, digits, hyphens and dots, a letter or digit at both ends. Give a bucketName, or the account a shorter one.',
      ],
    ],
    [
      "a repository for images twice",
      { "throughline:images.repositories": ["a/b", "a/b"] },
      ['throughline:images.repositories[1]: "a/b" is there already, at [0]. Remove one.'],
    ],
    [
      "a pattern for a repository",
      { "throughline:github.repository": "example/*" },
      ['throughline:github.repository: "example/*" is no repository of GitHub: it looks like owner/name.'],
    ],
    [
      "nobody who could deploy",
      { "throughline:github.environments": [] },
      ["throughline:github.environments: Nobody could deploy: name a GitHub environment."],
    ],
    [
      "an encrypted value",
      { "throughline:budget.emails": [{ secure: "v1:x" }] },
      [
        'throughline:budget.emails[0]: {"secure":"v1:x"} is not a string',
        "throughline:budget.emails[0]: nothing in an account's file is secret: write the value as it is.",
      ],
    ],
    [
      "two mistakes at once, in the order of lines",
      { "throughline:account.region": "Virginia", "throughline:budget.monthlyUsd": -5 },
      [
        'throughline:account.region: "Virginia": a region looks like us-east-1',
        "throughline:budget.monthlyUsd: -5 is too small: more than 0",
      ],
    ],
  ];
  for (const [mistake, changes, said] of mistakes) {
    it(`with ${mistake} is refused`, () => {
      expect(problems(changes)).to.deep.equal(said);
    });
  }

  it("is named so that buckets and roles can be", () => {
    expect(problems({}, "Bank_App")).to.have.length(1);
    expect(problems({}, "a".repeat(41)).join()).to.contain("at most 40 lower-case letters");
  });

  it("whose names would be too long for a bucket is refused, with the name", () => {
    expect(problems({ "throughline:account.region": "ap-southeast-1" }, "a".repeat(40)).join()).to.contain(
      `"${"a".repeat(40)}-state-ap-southeast-1-123456789012" (74 characters) is no name of a bucket`,
    );
  });

  it("that is no YAML is refused with its place", () => {
    folder.write("bootstrap/bankapp.yaml", "config: [");
    expect(loadAccount(folder.root, "bankapp").problems[0]).to.include({ file: "bootstrap/bankapp.yaml" });
  });
});
