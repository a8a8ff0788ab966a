import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { z } from "zod";
import { diff } from "../diff";
import { matrix } from "../matrix";
import { provePaths } from "../paths";
import { query } from "../query";
import { buildNetwork, type Plan } from "../testing/build";
import { hubAndSpoke } from "../testing/hub-and-spoke";
import { queryJson } from "./json";
import { diffJson, diffText, matrixJson, matrixText } from "./matrix";
import { matrixMermaid, queryMermaid } from "./mermaid";
import { proveJson, proveText } from "./prove";
import { proveSarif } from "./sarif";
import { reportSchema } from "./schema";
import { transcript } from "./transcript";

const network = buildNetwork(hubAndSpoke);
const opened: Plan = {
  ...hubAndSpoke,
  groups: {
    ...hubAndSpoke.groups,
    node: { vpc: "spoke", ingress: ["tcp 30080 10.0.2.0/24", "tcp 22 10.0.2.0/24"], egress: ["all 0.0.0.0/0"] },
    balancer: { vpc: "hub", ingress: ["tcp 443 0.0.0.0/0"], egress: ["tcp 30080 10.1.0.0/24", "tcp 22 10.1.0.0/24"] },
  },
};
const asked = { source: "balancer", destination: "database", protocol: "tcp", port: 5432 } as const;
const paths = provePaths(network, [
  {
    name: "good",
    description: "Kept",
    from: "node",
    to: "internet",
    packet: { protocol: "tcp", port: 443 },
    expect: "proven",
  },
  {
    name: "bad",
    description: "Broken",
    from: "balancer",
    to: "database",
    packet: { protocol: "tcp", port: 5432 },
    expect: "proven",
  },
  { name: "request", description: "A request", from: "internet", to: "service:web", expect: "proven" },
]);
const changes = diff(network, buildNetwork(opened));

const reports = {
  "a blocked query": queryJson(query(network, asked)),
  "a proven query": queryJson(query(network, { source: "node", destination: "internet", protocol: "udp", port: 53 })),
  "proven paths": proveJson("dev", paths),
  "a matrix": matrixJson(matrix(network)),
  "a diff": diffJson(changes),
};

describe("reports as JSON", () => {
  for (const [what, report] of Object.entries(reports)) {
    it(`give ${what} the documented shape`, () => {
      const schema = z.fromJSONSchema(reportSchema() as z.core.JSONSchema.JSONSchema);
      const json: unknown = JSON.parse(JSON.stringify(report));
      expect(schema.safeParse(json).error?.issues).to.equal(undefined);
      // Nothing is told that is not documented.
      expect(unknownKeys(reportSchema(), json)).to.deep.equal([]);
    });
  }

  it("are documented by the file that is committed (npx tsx prover/report/generate.ts)", () => {
    const committed: unknown = JSON.parse(readFileSync(join(__dirname, "report.schema.json"), "utf8"));
    expect(committed).to.deep.equal(JSON.parse(JSON.stringify(reportSchema())));
  });
});

interface Schema {
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

function unknownKeys(schema: Schema, value: unknown): string[] {
  if (schema.oneOf !== undefined) {
    const { report } = value as { report: string };
    return unknownKeys(schema.oneOf.find(({ properties }) => properties?.report?.const === report) ?? {}, value);
  }
  if (Array.isArray(value)) return value.flatMap((item) => unknownKeys(schema.items ?? {}, item));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const known = schema.properties?.[key];
    return known === undefined ? [key] : unknownKeys(known, item);
  });
}

describe("reports for people", () => {
  it("keep to 120 columns", () => {
    const texts = [
      transcript(query(network, asked)),
      proveText("dev", paths, { hops: true }),
      matrixText(matrix(network)),
      diffText(changes),
    ];
    expect(texts.flatMap((text) => text.split("\n")).filter((line) => line.length > 120)).to.deep.equal([]);
  });

  it("name every blocker with its cause and its fix", () => {
    const text = transcript(query(network, asked));
    for (const part of [
      "security-group-egress (request)",
      "no-route (reply)",
      "fix: Add an egress rule",
      "by spoke-main",
    ]) {
      expect(text).to.contain(part);
    }
  });

  it("never call a request proven", () => {
    expect(proveText("dev", paths))
      .to.match(/- not yet +request/)
      .and.contain("1 kept, 1 broken, 0 undecided, 1 not yet");
  });

  it("name the rules that opened something", () => {
    expect(diffText(changes)).to.match(/balancer.* → .*node[^]*\+ tcp 22[^]*added: /);
    expect(diffText(diff(buildNetwork(opened), network))).to.match(/- tcp 22[^]*removed: /);
  });
});

describe("diagrams", () => {
  it("show a way as a sequence, and what blocks it as a cross", () => {
    expect(queryMermaid(query(network, { source: "node", destination: "internet", protocol: "tcp", port: 443 })))
      .to.match(/^sequenceDiagram\n/)
      .and.contain("NAT gateway")
      .and.contain("to-->>from: reply");
    expect(queryMermaid(query(network, asked))).to.contain("from --x to: security-group-egress");
  });

  it("show a matrix as a flowchart", () => {
    expect(matrixMermaid(matrix(network))).to.match(/^flowchart LR\n[^]*-->\|"tcp 30080"\|/);
  });
});

describe("SARIF", () => {
  it("has a result for each path that does not hold, at the line that declares it, with the resources that stop it", () => {
    const sarif = proveSarif(paths, (name) => ({ file: "bankapp.yaml", line: name === "bad" ? 7 : 1 }));
    const { runs } = sarif as { runs: [{ results: { level: string; locations: object[] }[] }] };
    expect(runs[0].results).to.have.lengthOf(1);
    const [result] = runs[0].results;
    expect(result?.level).to.equal("error");
    expect(JSON.stringify(result?.locations)).to.contain('"startLine":7').and.contain("urn:test::database");
  });
});
