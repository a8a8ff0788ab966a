import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DiffReport, MatrixReport, ProveReport } from "@throughline/prover";
import { expect } from "chai";
import { Project, type Result, type Settings } from "./project";

/** What is promised besides what the environments declare. */
const promises = {
  "nodes-to-database": packet("apps.nodes", "database:accounts", 5432),
  "bastion-to-database": packet("hub.bastion", "database:accounts", 5432),
  "edge-to-spoke": packet("hub.load-balancer", "apps.ingress", 443, { hops: ["transitGateway"] }),
  "spoke-to-node-port": packet("apps.ingress", "apps.nodes", 30443),
  "nodes-out": packet("apps.nodes", "internet", 443, { hops: ["transitGateway", "natGateway"] }),
  ...Object.fromEntries(
    ["tcp", "udp", "icmp"].flatMap((protocol) =>
      ["apps.nodes", "apps.data", "hub.private"].map((to) => [
        `no-${protocol}-to-${to.replace(".", "-")}`,
        { description: "Private", from: "internet", to, packet: { protocol }, expect: "blocked" },
      ]),
    ),
  ),
};

/** A second spoke, which the first one must not reach. */
const shop = {
  name: "shop",
  cidrBlock: "10.2.0.0/16",
  tiers: [
    { name: "nodes", type: "private" },
    { name: "transit", type: "attachment" },
  ],
};
const isolated = Object.fromEntries(
  ["tcp", "udp", "icmp"].flatMap((protocol) =>
    [
      ["apps", "shop"],
      ["shop", "apps"],
    ].map(([from, to]) => [
      `no-${protocol}-from-${from ?? ""}-to-${to ?? ""}`,
      { description: "Spokes are apart", from, to, packet: { protocol }, expect: "blocked" },
    ]),
  ),
);

function packet(from: string, to: string, port: number, more: object = {}) {
  return { description: "A network path", from, to, packet: { protocol: "tcp", port }, ...more };
}

interface NetworkSettings {
  spokes: object[];
}

function promise(settings: Settings, paths: object): void {
  settings.config["throughline:paths"] = { ...(settings.config["throughline:paths"] as object | undefined), ...paths };
}

function results(result: Result): Record<string, string> {
  const report = JSON.parse(result.stdout) as ProveReport;
  return Object.fromEntries(report.paths.map((path) => [path.name, path.result]));
}

/** Every network path is kept, and what needs more than networks is not called proven. */
function expectAllKept(result: Result): void {
  expect(result.code, `${result.stdout.slice(0, 4000)}\n${result.stderr}`).to.equal(0);
  const { balance, site, ...others } = results(result);
  expect([balance, site]).to.deep.equal(["notYet", "notYet"]);
  const open = Object.entries(others).filter(([, outcome]) => outcome !== "kept");
  expect(open.every(([name, outcome]) => outcome === "notYet" && !(name in promises))).to.equal(true);
  expect(others).to.include({ images: "kept", "cluster-api": "kept", "nobody-to-the-database": "kept" });
}

describe("the network paths of the reference environments", function () {
  this.timeout(600_000);
  let project: Project;
  beforeEach(() => {
    project = new Project();
  });
  afterEach(() => {
    project.remove();
  });

  it("are proven in dev: nodes, database, bastion, API, load balancers, the internet, and two spokes apart", async () => {
    project.edit("dev", (settings) => {
      (settings.config["throughline:network"] as NetworkSettings).spokes.push(shop);
      promise(settings, { ...promises, ...isolated });
    });
    const proven = await project.throughline("prove", "dev", "--json");
    expectAllKept(proven);
    expect(results(proven)).to.include({ "no-tcp-from-apps-to-shop": "kept", "no-icmp-from-shop-to-apps": "kept" });
  });

  it("are proven in prod", async () => {
    project.edit("prod", (settings) => {
      promise(settings, promises);
    });
    expectAllKept(await project.throughline("prove", "prod", "--json"));
  });

  it("lead to the interface endpoints of prod", async () => {
    const { stdout } = await project.throughline("matrix", "prod", "--layers", "network", "--json");
    const { classes, cells } = JSON.parse(stdout) as MatrixReport;
    const label = (id: string) => classes.find((each) => each.id === id)?.label;
    const endpoints = cells
      .filter(({ from, proven }) => label(from) === "apps.nodes" && proven.includes("tcp 443"))
      .map(({ to }) => label(to));
    for (const service of ["ecr.api", "ecr.dkr", "sts", "secretsmanager", "logs", "monitoring"]) {
      expect(endpoints).to.include(`apps-interface-${service}`);
    }
  });

  it("that do not hold are told with their blockers, as SARIF at their line, and by the exit code", async () => {
    project.edit("dev", (settings) => {
      promise(settings, { wrong: packet("hub.load-balancer", "apps.data", 5432) });
    });
    const text = await project.throughline("prove", "dev", "--layers", "network");
    expect(text.code, text.stderr).to.equal(12);
    expect(text.stdout)
      .to.match(/✗ broken +wrong/)
      .and.contain("security-group-egress (request)");
    const sarif = await project.throughline("prove", "dev", "--layers", "network", "--sarif");
    const { runs } = JSON.parse(sarif.stdout) as { runs: { results: { ruleId: string; locations: object[] }[] }[] };
    const broken = runs[0]?.results.find(({ ruleId }) => ruleId === "path-broken");
    expect(JSON.stringify(broken?.locations)).to.contain('"uri":"Pulumi.dev.yaml"').and.contain("startLine");
  });
});

describe("what is deployed", function () {
  this.timeout(600_000);
  const project = new Project();
  after(() => {
    project.remove();
  });
  const nodesToInternet = ["--source", "apps.nodes", "--destination", "internet", "--port", "443"];

  it("can be asked, by itself and by its exports, and differs from what will be by the rule that was added", async () => {
    const up = await project.throughline("up", "dev", "--layers", "network", "--sandbox", "--yes");
    expect(up.code, up.stderr).to.equal(0);
    const deployed = await project.throughline("query", "dev", "--deployed", "--sandbox", ...nodesToInternet);
    expect(deployed.code, deployed.stderr).to.equal(0);
    expect(deployed.stdout).to.contain("NAT gateway");

    const { stdout } = await project.pulumi("stack", "export", "-s", "dev");
    const file = join(project.folder, "network.json");
    writeFileSync(file, stdout);
    const fromFile = await project.throughline("query", "--from", file, ...nodesToInternet);
    expect(fromFile.stdout).to.equal(deployed.stdout);
    const blocked = await project.throughline("query", "--from", file, ...nodesToInternet.slice(0, -1), "80");
    expect(blocked.code).to.equal(12);

    project.edit("dev", (settings) => {
      settings.config["throughline:flows"] = [
        { from: "hub.bastion", to: "apps.nodes", ports: [9999], reason: "Something new" },
      ];
    });
    const diff = await project.throughline("diff", "dev", "--sandbox", "--layers", "network", "--json");
    expect(diff.code, diff.stderr).to.equal(0);
    const { changes } = JSON.parse(diff.stdout) as DiffReport;
    const opened = changes.filter((change) => change.opened.length > 0);
    expect(opened.map((change) => change.opened)).to.deep.equal([["tcp 9999"]]);
    // What is declared between two ends takes the place of what is built in.
    const reasons = opened[0]?.because.map(({ change, urn }) => `${change} ${urn.split("::").at(-1) ?? ""}`);
    expect(opened[0]?.closed).to.deep.equal(["tcp 22"]);
    expect(reasons).to.deep.equal([
      "added dev-hub.bastion-egress-tcp-9999-to-10.1.0.0-18",
      "added dev-apps.nodes-ingress-tcp-9999-from-10.0.64.0-18",
      "removed dev-hub.bastion-egress-tcp-22-to-10.1.0.0-18",
      "removed dev-apps.nodes-ingress-tcp-22-from-10.0.64.0-18",
    ]);
  });
});
