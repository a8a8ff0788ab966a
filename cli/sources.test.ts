import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { execute } from "./main";
import { recordingTerminal } from "./testing/recording-terminal";

const vpc = {
  urn: "urn:pulumi:dev::network::aws:ec2/vpc:Vpc::dev-hub",
  type: "aws:ec2/vpc:Vpc",
  id: "vpc-1",
  outputs: { cidrBlock: "10.0.0.0/16" },
};
const subnet = {
  urn: "urn:pulumi:dev::network::aws:ec2/subnet:Subnet::dev-hub-app-1",
  type: "aws:ec2/subnet:Subnet",
  id: "subnet-1",
  outputs: { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", availabilityZone: "us-east-1a" },
};

describe("sources of verbs that only read", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "sources-"));
    const write = (name: string, content: object): void => {
      writeFileSync(join(folder, name), JSON.stringify(content));
    };
    write("network.json", { version: 3, deployment: { resources: [vpc, subnet] } });
    write("other.json", { some: "thing" });
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function throughline(...args: string[]) {
    const terminal = recordingTerminal({ directory: folder });
    return { code: await execute(args, terminal), ...terminal.written };
  }
  const ends = ["--source", "internet", "--destination", "hub"];

  it("are files, outside of any project, and answers end with the exit code of their verdict", async () => {
    const asked = ["query", "--from", "network.json", ...ends];
    expect((await throughline(...asked)).code).to.equal(12);
    const { code, out } = await throughline(...asked, "--expect", "blocked", "--json");
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.include({ report: "query", version: 1, verdict: "blocked" });
  });

  const mistakes: Readonly<Record<string, { readonly args: readonly string[]; readonly says: string }>> = {
    "no source at all": { args: ends, says: "a source is missing" },
    "two sources": { args: ["dev", "--deployed", "--from", "network.json", ...ends], says: "two sources" },
    "a sandbox of nothing": { args: ["dev", "--sandbox", ...ends], says: "--deployed" },
    "a file that is not there": { args: ["--from", "netwrok.json", ...ends], says: "no file netwrok.json" },
    "a file of another kind": { args: ["--from", "other.json", ...ends], says: "other.json: not recognised" },
    "an unknown name": {
      args: ["--from", "network.json", "--source", "internet", "--destination", "hub-app-2"],
      says: 'Did you mean "hub-app-1"?',
    },
    "an unknown protocol": {
      args: ["--from", "network.json", "--protocol", "sctp", ...ends],
      says: "Allowed: tcp, udp",
    },
    "a port of ICMP": {
      args: ["--from", "network.json", "--protocol", "icmp", "--port", "1", ...ends],
      says: "no ports",
    },
    "a port that is none": { args: ["--from", "network.json", "--port", "https", ...ends], says: '"https" is no port' },
  };
  for (const [what, { args, says }] of Object.entries(mistakes)) {
    it(`are refused with exit code 2: ${what}`, async () => {
      const { code, out, error } = await throughline("query", ...args);
      expect(code, error).to.equal(2);
      expect(error).to.contain(says);
      expect(out).to.equal("");
    });
  }
});
