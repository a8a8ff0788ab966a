import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EC2Client } from "@aws-sdk/client-ec2";
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { Route53Client } from "@aws-sdk/client-route-53";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { loadEnvironment, type Sections } from "@throughline/stacks/config";
import { networkContract } from "@throughline/stacks/contracts";
import { type ExistingFile, type NetworkIds, wantedNetwork } from "@throughline/stacks/existing";
import { expect } from "chai";
import { makeNetwork } from "./moto/network";
import { MotoServer, whyNoMoto } from "./moto/server";
import { Project, type Result } from "./project";
import { restoreVariables } from "./variables";

const missing = whyNoMoto();

interface Report {
  result: string;
  layers: { name: string; result: string; operations: Record<string, number>; outputs: Record<string, unknown> }[];
}

const region = "us-east-1";
// A support window of the SDK is not what is tested.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const password = "not-for-anybody-else";

/** Variables of the SDK, for as long as a test takes. */
function withVariables<T>(variables: NodeJS.ProcessEnv, run: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  return run().finally(() => {
    restoreVariables(before);
  });
}

(missing === undefined ? describe : describe.skip)(
  `an environment whose network exists${missing === undefined ? "" : ` (not tested: ${missing})`}`,
  function () {
    this.timeout(600_000);

    let moto: MotoServer;
    let project: Project;
    let made: Readonly<Record<string, string>>;
    const credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_SESSION_TOKEN: "" };

    before(async () => {
      moto = await MotoServer.start();
      project = new Project();
      project.edit("dev", ({ config }) => {
        config["throughline:existing"] = { network: {}, data: {} };
      });
      const { sections } = loadEnvironment(project.root, "dev", { existing: false });
      const client = { region, endpoint: moto.endpoint, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
      const wanted = wantedNetwork(sections as Sections);
      const others = { route53: new Route53Client(client), iam: new IAMClient(client) };
      made = (await makeNetwork(new EC2Client(client), others, "dev", wanted)).ids;
      const secrets = new SecretsManagerClient(client);
      for (const name of ["accounts", "notification-api-key"]) {
        await secrets.send(new CreateSecretCommand({ Name: `dev/${name}`, SecretString: password }));
      }
      await new RDSClient(client).send(
        new CreateDBInstanceCommand({
          DBInstanceIdentifier: "dev-accounts",
          DBInstanceClass: "db.t4g.micro",
          Engine: "postgres",
          DBName: "accounts",
          MasterUsername: "app",
          MasterUserPassword: password,
          AllocatedStorage: 20,
          VpcSecurityGroupIds: [made["group apps.data"] ?? ""],
        }),
      );
    });
    after(async () => {
      project.remove();
      await moto.stop();
    });

    const existing = (variables: NodeJS.ProcessEnv = {}): Promise<Result> =>
      withVariables({ ...credentials, AWS_ENDPOINT_URL: moto.endpoint, ...variables }, () =>
        project.throughline("existing", "dev"),
      );
    const file = () => join(project.root, "existing.dev.json");

    /** Moto gives the attachment of a transit gateway's route in a form that is not AWS's. */
    const completeTransitRoutes = () => {
      const content = JSON.parse(readFileSync(file(), "utf8")) as ExistingFile;
      for (const { type, properties } of content.layers.network?.resources ?? []) {
        if (type === "aws:ec2transitgateway/route:Route") {
          properties.transitGatewayAttachmentId = made["attachment hub"];
        }
      }
      writeFileSync(file(), JSON.stringify(content));
    };

    it("is told that nobody has looked yet", async () => {
      const { code, stderr } = await project.throughline("rehearse", "dev");
      expect(code).to.equal(2);
      expect(stderr).to.equal(
        "error: existing.dev.json: there is no such file, and throughline:existing says that the layers network, data exist. Write it anew: npx throughline existing dev\n",
      );
    });

    it("is found", async () => {
      const { code, stdout, stderr } = await existing();
      expect(code, stderr).to.equal(0);
      expect(stdout).to.match(/existing\.dev\.json: resources of network \d+, data 4\. Commit it\./);
      expect(stderr).to.equal("");
      const { layers } = JSON.parse(readFileSync(file(), "utf8")) as ExistingFile;
      const ids = layers.network?.ids as NetworkIds;
      expect(ids.vpcs.apps?.tiers.nodes).to.deep.equal({
        subnetIds: [made["subnet apps.nodes-1"], made["subnet apps.nodes-2"]],
        routeTableIds: [made["route table apps.nodes"]],
        securityGroupId: made["group apps.nodes"],
      });
      expect(ids.bastion).to.deep.equal({
        instanceId: made.bastion,
        securityGroupId: made["group hub.bastion"],
      });
      expect(ids.privateZone).to.deep.equal({ zoneId: made.zone });
    });

    it("is the same file when it is found again", async () => {
      const before = readFileSync(file(), "utf8");
      const { stdout } = await existing();
      expect(stdout).to.include("As before.");
      expect(readFileSync(file(), "utf8")).to.equal(before);
    });

    it("has no value of a secret in it", () => {
      expect(readFileSync(file(), "utf8")).to.not.include(password);
    });

    it("comes up in a rehearsal, reads what exists, and fulfils the contract with it", async () => {
      completeTransitRoutes();
      const { stdout, stderr } = await project.throughline("rehearse", "dev", "--json");
      const report = JSON.parse(stdout) as Report;
      expect(report.result, `${stdout}\n${stderr}`).to.equal("succeeded");
      const [network] = report.layers;
      expect(network?.operations.create ?? 0, "the provider alone").to.be.at.most(1);
      const outputs = networkContract.schema.parse(network?.outputs);
      expect(outputs.vpcs.hub?.vpcId).to.equal(made["vpc hub"]);
      expect(outputs.vpcs.hub?.flowLogGroupName).to.equal("/flow-logs/hub");
      expect(outputs.vpcs.apps?.tiers.nodes).to.deep.equal({
        type: "private",
        cidrBlocks: ["10.1.0.0/18"],
        subnetIds: [made["subnet apps.nodes-1"], made["subnet apps.nodes-2"]],
        routeTableIds: [made["route table apps.nodes"]],
        securityGroupId: made["group apps.nodes"],
      });
      expect(outputs.transitGateway).to.deep.equal({
        transitGatewayId: made["transit gateway"],
        routeTableIds: { hub: made["transit route table"], apps: made["transit route table"] },
        attachmentIds: { hub: made["attachment hub"], apps: made["attachment apps"] },
      });
      expect(outputs.natAddresses).to.have.length(1);
      expect(outputs.bastion?.privateIp).to.match(/^10\.0\./);
    });

    it("is there for other programs in the sandbox, and nothing else is", async () => {
      const write = (name: string, text: string) => {
        mkdirSync(join(project.root, "reader"), { recursive: true });
        writeFileSync(join(project.root, "reader", name), text);
      };
      const read = (id: string) => {
        write(
          "index.ts",
          `import * as aws from "@pulumi/aws";
           const provider = new aws.Provider("aws", { region: "us-east-1", allowedAccountIds: ["123456789012"] });
           export const block = aws.ec2.Vpc.get("vpc", "${id}", undefined, { provider }).cidrBlock;`,
        );
        return project.throughline(
          "sandbox",
          "--",
          "pulumi",
          "-C",
          "reader",
          "up",
          "-s",
          "dev",
          "--yes",
          "--skip-preview",
        );
      };
      const options = "{ typescript: false, nodeargs: --require sucrase/register/ts }";
      write(
        "Pulumi.yaml",
        `name: reader\nruntime: { name: nodejs, options: ${options} }\nmain: index.ts\nstackConfigDir: ..\n`,
      );
      const found = await read(made["vpc apps"] ?? "");
      expect(found.code, found.stdout + found.stderr).to.equal(0);
      expect(found.stdout).to.match(/block: +"10\.1\.0\.0\/16"/);
      const lost = await read("vpc-00000000000000000");
      expect(lost.code).to.not.equal(0);
      expect(lost.stdout + lost.stderr).to.include("resource 'vpc-00000000000000000' does not exist");
    });

    it("is refused with everything that is wrong with the file, without a stack", async () => {
      const text = readFileSync(file(), "utf8");
      const content = JSON.parse(text) as { account: { id: string }; layers: { network: { ids: NetworkIds } } };
      content.account.id = "210987654321";
      Reflect.deleteProperty(content.layers.network.ids.vpcs.apps?.tiers ?? {}, "data");
      writeFileSync(file(), JSON.stringify(content));
      const { code, stderr } = await project.throughline("rehearse", "dev").finally(() => {
        writeFileSync(file(), text);
      });
      expect(code).to.equal(2);
      expect(stderr.split("\n").slice(0, 2)).to.deep.equal([
        "error: existing.dev.json: account.id: 210987654321, and throughline:account.id is 123456789012. Write it anew: npx throughline existing dev",
        "existing.dev.json: layers.network.ids.vpcs.apps.tiers.data: required: a map. Write it anew: npx throughline existing dev",
      ]);
    });

    describe("and of which not everything is there", () => {
      it("is told all that is missing at once, and the file stays as it was", async () => {
        const before = readFileSync(file(), "utf8");
        project.edit("dev", ({ config }) => {
          const network = config["throughline:network"] as { availabilityZones: string[] };
          network.availabilityZones.push("us-east-1c");
          const data = config["throughline:data"] as { secrets: Record<string, object> };
          data.secrets["mail-password"] = { description: "nobody made it" };
        });
        const { code, stderr } = await existing().finally(() => {
          project.edit("dev", ({ config }) => {
            (config["throughline:network"] as { availabilityZones: string[] }).availabilityZones.pop();
            Reflect.deleteProperty(
              (config["throughline:data"] as { secrets: Record<string, object> }).secrets,
              "mail-password",
            );
          });
        });
        expect(code).to.equal(2);
        expect(stderr).to.include("tier apps.nodes: no subnet 10.1.32.0/20 in us-east-1c of ");
        expect(stderr).to.include("tier hub.public: no subnet 10.0.2.0/24 in us-east-1c of ");
        expect(stderr).to.include(
          "secret mail-password: there is none called dev/mail-password. Make it, or say which it is: throughline:existing.data.secrets.mail-password.",
        );
        expect(stderr).to.not.match(/^ +at /m);
        expect(readFileSync(file(), "utf8")).to.equal(before);
        expect(readdirSync(project.root).filter((name) => name.startsWith("existing."))).to.deep.equal([
          "existing.dev.json",
        ]);
      });
    });

    describe("and that cannot be looked at", () => {
      it("because the credentials allow nothing: every action that is missing is told", async () => {
        const client = {
          region,
          endpoint: moto.endpoint,
          credentials: { accessKeyId: "test", secretAccessKey: "test" },
        };
        const iam = new IAMClient(client);
        await iam.send(new CreateUserCommand({ UserName: "nobody" }));
        const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: "nobody" }));
        await moto.authorize();
        const { code, stderr } = await existing({
          AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId,
          AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey,
        }).finally(() => moto.trustEverybody());
        expect(code).to.equal(10);
        expect(stderr).to.include("AWS did not answer, and nothing was written:");
        expect(stderr).to.include("ec2:DescribeVpcs");
        expect(stderr).to.include("secretsmanager:ListSecrets");
        expect(stderr).to.include("docs/existing.md has the policy that allows what is asked.");
        expect(stderr).to.not.match(/^ +at /m);
      });

      it("because nobody answers at the endpoint", async () => {
        const { code, stderr } = await existing({ AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
        expect(code).to.equal(10);
        expect(stderr).to.include("sts:GetCallerIdentity: the endpoint cannot be reached (connect ECONNREFUSED");
      });

      it("because the credentials are those of another account", async () => {
        project.edit("dev", ({ config }) => {
          (config["throughline:account"] as { id: string }).id = "210987654321";
        });
        const { code, stderr } = await existing().finally(() => {
          project.edit("dev", ({ config }) => {
            (config["throughline:account"] as { id: string }).id = "123456789012";
          });
        });
        expect(code).to.equal(10);
        expect(stderr).to.include(
          "the credentials are those of account 123456789012, and throughline:account.id is 210987654321",
        );
      });
    });
  },
);
