import { generateKeyPairSync } from "node:crypto";
import type { DriveReport } from "@throughline/deploy";
import { startSandbox } from "@throughline/sandbox";
import { edgeContract } from "@throughline/stacks/contracts";
import { expect } from "chai";
import { Project, type Result } from "./project";

type Section = Record<string, unknown>;

interface Step {
  metadata: { op: string; urn: string; type: string };
}

/** Operations that change something. */
const changes = ["create", "update", "replace", "delete", "create-replacement", "delete-replaced"];
const layers = ["network", "compute", "edge"];

const publicKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .publicKey.export({ type: "spki", format: "pem" })
  .toString();

function expectSuccess(result: Result): void {
  expect(result.code, `${result.stdout}\n${result.stderr}`).to.equal(0);
}

/** What an update did, by the operation: resources of clouds, as `type::name`. */
function steps({ stdout }: Result): Record<string, string[]> {
  const done: Record<string, string[]> = {};
  for (const line of stdout.split("\n").filter((candidate) => candidate.startsWith("{"))) {
    const { resOutputsEvent } = JSON.parse(line) as { resOutputsEvent?: Step };
    if (resOutputsEvent !== undefined && !resOutputsEvent.metadata.type.startsWith("throughline:")) {
      const { op, urn, type } = resOutputsEvent.metadata;
      (done[op] ??= []).push(`${type}::${String(urn.split("::").at(-1))}`);
    }
  }
  return done;
}

/** The edge of `dev` over its network and cluster, in a sandbox that lasts. */
class Place {
  readonly project = new Project();

  pulumi(layer: string, verb: string, ...args: string[]): Promise<Result> {
    const command = ["sandbox", "--", "pulumi", "-C", `stacks/${layer}`, verb, "-s", "dev", ...args];
    return this.project.throughline(...command);
  }

  async up(layer: string): Promise<Record<string, string[]>> {
    const result = await this.pulumi(layer, "up", "--yes", "--skip-preview", "--json");
    expectSuccess(result);
    return steps(result);
  }

  async outputs(): Promise<Record<string, unknown>> {
    const result = await this.pulumi("edge", "stack", "output", "--json");
    expectSuccess(result);
    return JSON.parse(result.stdout) as Record<string, unknown>;
  }

  /** Changes the settings of the edge, and deploys it. */
  async change(edit: (edge: Section) => void): Promise<Record<string, string[]>> {
    this.project.edit("dev", ({ config }) => {
      edit(config["throughline:edge"] as Section);
    });
    return this.up("edge");
  }
}

describe("the edge", function () {
  this.timeout(240_000);

  it("of prod comes up with its logs, bot control and protection, and is the same on the second run", async () => {
    const project = new Project();
    try {
      const up = ["up", "prod", "--layers", layers.join(), "--sandbox", "--yes"];
      expectSuccess(await project.throughline(...up));
      const again = await project.throughline(...up, "--json");
      expectSuccess(again);
      const { stacks } = JSON.parse(again.stdout) as DriveReport;
      for (const { name, operations } of stacks) {
        expect(operations, name).to.not.have.any.keys(...changes);
      }
    } finally {
      project.remove();
    }
  });

  it("can be previewed before anything is there", async () => {
    const project = new Project();
    try {
      expectSuccess(await project.throughline("preview", "dev", "--layers", layers.join(), "--sandbox"));
    } finally {
      project.remove();
    }
  });

  describe("of dev", () => {
    let place: Place;
    before(async () => {
      place = new Place();
      for (const layer of layers) {
        await place.up(layer);
      }
    });
    after(() => {
      place.project.remove();
    });

    it("fulfils its contract", async () => {
      const outputs = await place.outputs();
      expect(edgeContract.schema.safeParse(outputs).error?.issues).to.equal(undefined);
      expect(outputs.contract).to.deep.equal({ layer: "edge", version: 1 });
      expect(outputs.urls).to.deep.equal({
        site: "https://dev.bankapp.example.com",
        api: "https://dev.bankapp.example.com/api",
      });
    });

    it("is the same on the second update, and what a refresh finds", async () => {
      expect(await place.up("edge")).to.not.have.any.keys(...changes);
      const refresh = ["--yes", "--skip-preview", "--expect-no-changes"];
      expectSuccess(await place.pulumi("edge", "refresh", ...refresh));
    });

    it("takes files from a bucket, countries, signed URLs and logs in place", async () => {
      const done = await place.change((edge) => {
        edge.cdn = {
          accessLogs: true,
          geoRestriction: { type: "whitelist", countries: ["DE", "AT"] },
          signedUrls: { publicKeys: { one: publicKey }, paths: ["/private/*", "/api/reports/*"] },
        };
        Object.assign(edge.alb as Section, { accessLogs: true });
        edge.waf = { botControl: true, logRetentionInDays: 7 };
      });
      expect(done).to.not.have.any.keys("replace", "create-replacement");
      expect(done.update).to.include("aws:cloudfront/distribution:Distribution::dev");
      expect(done.create).to.include("aws:s3/bucketPolicy:BucketPolicy::dev");
    });

    it("goes over the internet, known by a header, to a load balancer of another scheme", async () => {
      const done = await place.change((edge) => {
        edge.cdn = { originAccess: "secretHeader" };
        edge.alb = { tier: "hub.public", paths: ["/api/*"] };
      });
      expect(done.replace).to.include("aws:lb/loadBalancer:LoadBalancer::dev-alb");
      expect(done.delete).to.include("aws:cloudfront/vpcOrigin:VpcOrigin::dev-origin");
    });

    it("sends another secret once the load balancer accepts it", async () => {
      const done = await place.change(({ cdn }) => {
        Object.assign(cdn as Section, { originSecret: 2 });
      });
      expect(done).to.not.have.any.keys("replace", "delete");
      const updates = done.update ?? [];
      const distribution = updates.indexOf("aws:cloudfront/distribution:Distribution::dev");
      for (const rule of ["dev-alb-path-api", "dev-alb-rest"]) {
        expect(updates.indexOf(`aws:lb/listenerRule:ListenerRule::${rule}`))
          .to.be.at.least(0)
          .and.to.be.lessThan(distribution);
      }
    });

    it("does without a domain, with the firewall on the load balancer", async () => {
      await place.change((edge) => {
        delete edge.domain;
        edge.cdn = {};
        edge.alb = { tier: "hub.private", securityGroup: "hub.load-balancer" };
        edge.waf = { attachTo: "alb" };
      });
      const { urls, certificateArns } = await place.outputs();
      expect((urls as { site: string }).site).to.match(/^https:\/\/d[a-z\d]+\.cloudfront\.net$/);
      expect(certificateArns).to.deep.equal({});
    });

    it("does without CloudFront and firewall, under a CNAME of a signed zone, with Shield Advanced", async () => {
      const done = await place.change((edge) => {
        delete edge.cdn;
        delete edge.waf;
        edge.domain = { name: "www.bank.example.com", zoneName: "bank.example.com", record: "cname", dnssec: true };
        edge.alb = { tier: "hub.public" };
        edge.shieldAdvanced = true;
      });
      expect(done.create).to.include.members([
        "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec::dev-zone",
        "aws:lb/listener:Listener::dev-alb-443",
        "aws:shield/protection:Protection::dev-alb",
      ]);
      expect((await place.outputs()).domain).to.have.property("dsRecord");
    });

    it("passes TCP on by a network load balancer for the spoke", async () => {
      await place.change((edge) => {
        delete edge.alb;
        delete edge.shieldAdvanced;
        edge.nlb = { apps: { tier: "hub.public" } };
      });
      expect((await place.outputs()).loadBalancers).to.have.nested.property("apps.type", "network");
    });

    it("makes a zone alone that nobody has delegated yet", async () => {
      await place.change((edge) => {
        edge.domain = { name: "acme.dev", zoneName: "acme.dev", delegated: false };
      });
      const { domain, loadBalancers } = await place.outputs();
      expect(domain).to.have.property("nameServers").that.has.length(4);
      expect(loadBalancers).to.deep.equal({});
    });

    it("leaves nothing behind when it is destroyed", async () => {
      for (const layer of layers.toReversed()) {
        expectSuccess(await place.pulumi(layer, "destroy", "--yes", "--skip-preview"));
      }
      const sandbox = await startSandbox({ worldDirectory: place.project.world() });
      try {
        expect(sandbox.resources().map(({ type, id }) => `${type} ${id}`)).to.deep.equal([]);
      } finally {
        await sandbox.close();
      }
    });
  });
});
