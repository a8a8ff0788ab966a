import { expect } from "chai";
import { formatPlace, formatProblem, loadEnvironment } from ".";
import { changed, Folder, today, validText } from "./testing/folder";

/** The valid environment without its applications, which another file has. */
const withoutApps = changed(validText, { "throughline:apps": undefined, "throughline:base": "shared/bank.yaml" });
const onlyApps = `config:\n${/^ {2}throughline:apps:\n(?: {4}.*\n)+/m.exec(validText)?.[0] ?? ""}`;

describe("settings that share values", () => {
  let folder: Folder;
  beforeEach(() => (folder = new Folder()));
  afterEach(() => {
    folder.remove();
  });

  const load = () => loadEnvironment(folder.root, "dev", { today });
  const problems = () => load().problems.map(formatProblem);

  it("are complete with the file that they are based on", () => {
    folder.write("Pulumi.dev.yaml", withoutApps).write("shared/bank.yaml", onlyApps);
    expect(problems()).to.deep.equal([]);
    expect(load().sections.apps?.services).to.have.all.keys("frontend", "account");
  });

  it("merge maps at every depth, and replace lists", () => {
    folder
      .write(
        "Pulumi.dev.yaml",
        changed(withoutApps, {
          "throughline:apps": {
            services: { account: { port: 9090, versions: ["v2"], canary: [{ version: "v2", weight: 100 }] } },
          },
        }),
      )
      .write("shared/bank.yaml", onlyApps);
    expect(problems()).to.deep.equal([]);
    const account = load().sections.apps?.services.account;
    expect(account).to.include({ port: 9090, database: "accounts" });
    expect(account?.versions).to.deep.equal(["v2"]);
  });

  it("know which file each value is from", () => {
    folder
      .write("Pulumi.dev.yaml", `${withoutApps}  throughline:apps:\n    services: { account: { port: 9090 } }\n`)
      .write(
        "shared/bank.yaml",
        `${onlyApps.replace(/ {4}services:/, "    deliver: pulumi\n    services:")}  throughline:base: all.yaml\n`,
      )
      .write("all.yaml", "config:\n  throughline:peers: []\n");
    const { origin, config } = load();
    expect(config["throughline:peers"]).to.deep.equal([]);
    expect(formatPlace(origin(["throughline:apps", "services", "account", "port"]))).to.match(
      /^Pulumi\.dev\.yaml:\d+:28$/,
    );
    expect(formatPlace(origin(["throughline:apps", "services", "account", "canary", 1, "weight"]))).to.equal(
      "shared/bank.yaml:19:28",
    );
    expect(formatPlace(origin(["throughline:apps", "deliver"]))).to.equal("shared/bank.yaml:3:5");
    expect(formatPlace(origin(["throughline:peers"]))).to.equal("all.yaml:2:3");
  });

  it("report a mistake in the file that holds the value", () => {
    folder
      .write("Pulumi.dev.yaml", withoutApps)
      .write("shared/bank.yaml", onlyApps.replace("weight: 10", "weight: 20"));
    expect(problems()).to.deep.equal([
      "shared/bank.yaml:16:9: throughline:apps.services.account.canary: the weights sum to 110, not to 100: v1 90 + v2 20.",
    ]);
  });

  it("report what is missing in all files at the nearest thing that is there", () => {
    folder
      .write("Pulumi.dev.yaml", withoutApps)
      .write("shared/bank.yaml", onlyApps.replace(/( {6}frontend:\n) {8}port: 8080\n/, "$1"));
    expect(problems()).to.deep.equal([
      "shared/bank.yaml:4:7: throughline:apps.services.frontend.port: required: a number",
    ]);
  });

  it("name the chain of files when one is missing", () => {
    folder
      .write("Pulumi.dev.yaml", withoutApps)
      .write("shared/bank.yaml", `${onlyApps}  throughline:base: shared/al.yaml\n`);
    expect(problems()).to.deep.equal([
      'shared/bank.yaml:21:3: throughline:base: there is no file "shared/al.yaml" (Pulumi.dev.yaml → shared/bank.yaml → shared/al.yaml). Paths are relative to the repository\'s root.',
    ]);
  });

  it("name the circle when files share each other", () => {
    folder
      .write("Pulumi.dev.yaml", withoutApps)
      .write("shared/bank.yaml", "config:\n  throughline:base: shared/other.yaml\n")
      .write("shared/other.yaml", "config:\n  throughline:base: ./shared/bank.yaml\n");
    expect(problems()).to.deep.equal([
      "shared/other.yaml:2:3: throughline:base: files share each other in a circle: Pulumi.dev.yaml → shared/bank.yaml → shared/other.yaml → shared/bank.yaml. Remove one of these bases.",
    ]);
  });

  it("stay in the repository", () => {
    folder.write("Pulumi.dev.yaml", changed(withoutApps, { "throughline:base": "../../etc/passwd" }));
    expect(problems()[0]).to.match(
      /"\.\.\/\.\.\/etc\/passwd" is outside the repository\. Name a file below its root\.$/,
    );
    folder.write("Pulumi.dev.yaml", changed(withoutApps, { "throughline:base": ["bank.yaml"] }));
    expect(problems()[0]).to.match(/\["bank\.yaml"\] is not the name of a file, relative to the repository's root$/);
  });

  it("share no secrets, and nothing that only the engine reads", () => {
    folder
      .write("Pulumi.dev.yaml", withoutApps)
      .write(
        "shared/bank.yaml",
        `${onlyApps}  aws:region: us-east-1\n  throughline:data: { secrets: { api-key: { value: { secure: "v1:YQ==:Yg==" } } } }\n`,
      );
    expect(problems()).to.deep.equal([
      "shared/bank.yaml:21:3: aws:region: only the engine reads this key, and it does not read shared files. Write it into Pulumi.dev.yaml.",
      "shared/bank.yaml:22:45: throughline:data.secrets.api-key.value: an encrypted value cannot be shared: each environment's file has a key of its own. Write it into Pulumi.dev.yaml.",
    ]);
  });
});
