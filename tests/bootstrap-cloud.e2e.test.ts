import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { BudgetsClient, CreateBudgetCommand } from "@aws-sdk/client-budgets";
import { CreateRepositoryCommand, ECRClient } from "@aws-sdk/client-ecr";
import {
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { adoptables, foundationOf } from "@throughline/stacks/bootstrap/foundation";
import { loadAccount } from "@throughline/stacks/bootstrap/load";
import { backendUrl, secretsProviderUrl } from "@throughline/stacks/bootstrap/state-urls";
import { expect } from "chai";
import { bootstrapIn } from "../deploy/bootstrap/bootstrap";
import { Finder } from "../deploy/bootstrap/find-in-cloud";
import { passphraseFile } from "../deploy/bootstrap/passphrase";
import type { BootstrapPlace, BootstrappedAccount } from "../deploy/bootstrap/place";
import type { BootstrapStep } from "../deploy/bootstrap/steps";
import { markSandboxBackend } from "../deploy/isolation/guard";
import { useProjectSandbox } from "../deploy/project-sandbox";
import { MotoServer, whyNoMoto } from "./moto/server";
import { Project } from "./project";
import { restoreVariables } from "./variables";

const repository = join(__dirname, "..");
const missing = whyNoMoto();

function account(root: string): BootstrappedAccount {
  const { name, file, sections } = loadAccount(root, "bankapp");
  if (sections === undefined) throw new Error("the example is not valid");
  return { name, file, sections, foundation: foundationOf(name, sections) };
}

(missing === undefined ? describe : describe.skip)(
  `bootstrap, in an account${missing === undefined ? "" : ` (not tested: ${missing})`}`,
  function () {
    this.timeout(600_000);

    const outside = { ...process.env };
    let moto: MotoServer;
    before(async () => {
      moto = await MotoServer.start();
      Object.assign(process.env, {
        AWS_ENDPOINT_URL: moto.endpoint,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_REGION: "us-east-1",
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      });
    });
    beforeEach(() => fetch(`${moto.endpoint}/moto-api/reset`, { method: "POST" }));
    after(async () => {
      restoreVariables(outside);
      await moto.stop();
    });

    const region = "us-east-1";
    const bankapp = account(repository);
    const { state } = bankapp.foundation;
    if (state === undefined) throw new Error("the example has a bucket");

    async function makeStateKey(description?: string): Promise<string> {
      const { KeyMetadata } = await new KMSClient({ region }).send(new CreateKeyCommand({ Description: description }));
      return KeyMetadata?.KeyId ?? "";
    }

    async function makeBucketAndKey(): Promise<string> {
      await new S3Client({ region }).send(new CreateBucketCommand({ Bucket: state?.bucketName }));
      const TargetKeyId = await makeStateKey();
      await new KMSClient({ region }).send(new CreateAliasCommand({ AliasName: state?.keyAlias, TargetKeyId }));
      return TargetKeyId;
    }

    const wanted = adoptables(bankapp.name, bankapp.foundation);
    const findAll = async (): Promise<Record<string, string>> => {
      const finder = new Finder(bankapp.sections.account);
      try {
        const found = await Promise.all(wanted.map(async (one) => [one.type, await finder.find(one)] as const));
        return Object.fromEntries(found.filter((one): one is [(typeof one)[0], string] => one[1] !== undefined));
      } finally {
        finder.close();
      }
    };

    it("finds nothing in a new account", async () => {
      expect(await findAll()).to.deep.equal({});
    });

    it("finds what exists, by the ids that Pulumi imports it by", async () => {
      const keyId = await makeBucketAndKey();
      const iam = new IAMClient({ region });
      await new ECRClient({ region }).send(new CreateRepositoryCommand({ repositoryName: "bankapp/account" }));
      await iam.send(new CreateOpenIDConnectProviderCommand({ Url: "https://token.actions.githubusercontent.com" }));
      await iam.send(new CreateRoleCommand({ RoleName: "bankapp-deploy", AssumeRolePolicyDocument: "{}" }));
      const PolicyDocument = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
      });
      await iam.send(new CreatePolicyCommand({ PolicyName: "bankapp-deploy-boundary", PolicyDocument }));
      await new BudgetsClient({ region }).send(
        new CreateBudgetCommand({
          AccountId: "123456789012",
          Budget: {
            BudgetName: "bankapp-monthly",
            BudgetType: "COST",
            TimeUnit: "MONTHLY",
            BudgetLimit: { Amount: "1", Unit: "USD" },
          },
        }),
      );
      expect(await findAll()).to.deep.equal({
        "aws:s3/bucket:Bucket": "bankapp-state-us-east-1-123456789012",
        "aws:kms/key:Key": keyId,
        "aws:kms/alias:Alias": "alias/bankapp-state",
        "aws:ecr/repository:Repository": "bankapp/account",
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider":
          "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
        "aws:iam/role:Role": "bankapp-deploy",
        "aws:iam/policy:Policy": "arn:aws:iam::123456789012:policy/bankapp-deploy-boundary",
        "aws:budgets/budget:Budget": "123456789012:bankapp-monthly",
      });
    });

    it("finds a key that got no alias, because a run was interrupted, and not one that is going to be deleted", async () => {
      const description = wanted.find(({ type }) => type === "aws:kms/key:Key")?.description;
      const dying = await makeStateKey(description);
      await new KMSClient({ region }).send(new ScheduleKeyDeletionCommand({ KeyId: dying }));
      expect(await findAll()).to.deep.equal({});
      await makeStateKey("another");
      const mine = await makeStateKey(description);
      expect(await findAll()).to.deep.equal({ "aws:kms/key:Key": mine });
    });

    it("refuses another account's credentials", async () => {
      const finder = new Finder({ id: "999999999999", region });
      const said = await finder.refuseOtherAccount().catch((error: unknown) => String(error));
      finder.close();
      expect(said).to.contain("those of account 123456789012, but throughline:account.id is 999999999999");
    });

    it("moves the state into the bucket under the account's key, whatever step it is ended at", async () => {
      const project = new Project();
      cpSync(join(repository, "bootstrap"), join(project.root, "bootstrap"), { recursive: true });
      process.env.THROUGHLINE_STATE = join(project.folder, "state");
      const folder = join(project.folder, "local");
      const here = account(project.root);
      try {
        await useProjectSandbox(project.root, {}, async (sandbox) => {
          const environment = {
            ...environmentOfEngines(),
            ...without(sandbox.environment, "PULUMI_CONFIG_PASSPHRASE"),
          };
          const finder = new Finder(here.sections.account);
          const local = (): BootstrapPlace["local"] => {
            mkdirSync(folder, { recursive: true });
            markSandboxBackend(folder);
            return {
              title: "here",
              folder,
              environment: {
                ...environment,
                PULUMI_BACKEND_URL: pathToFileURL(folder).href,
                PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(folder),
              },
            };
          };
          // The resources are in the sandbox; the bucket and the key are there for the engine to use.
          const run = (before: BootstrapStep) =>
            bootstrapIn(
              {
                engine: sandbox.engine,
                sandbox: false,
                root: project.root,
                program: join(sandbox.folder.project, "stacks", "bootstrap"),
                local: local(),
                lasting: {
                  title: "the bucket",
                  environment: {
                    ...without(environment, "PULUMI_DEBUG_PROVIDERS"),
                    PULUMI_BACKEND_URL: backendUrl(region, state.bucketName),
                  },
                  secretsProvider: secretsProviderUrl(region, state.keyAlias),
                },
                find: (sought) => finder.find(sought),
                assumptions: () => [],
              },
              here,
              {
                onStep: (step) => {
                  if (step === before) throw new Error(`ended before ${step}`);
                },
              },
            ).catch((error: unknown) => String(error));

          expect(await run("encrypt")).to.equal("Error: ended before encrypt");
          await makeBucketAndKey();
          for (const step of ["export", "prepare", "import", "verify"] as const) {
            expect(await run(step)).to.equal(`Error: ended before ${step}`);
          }
          finder.close();
          const { Body } = await new S3Client({ region }).send(
            new GetObjectCommand({
              Bucket: state.bucketName,
              Key: ".pulumi/stacks/throughline-bootstrap/bankapp.json",
            }),
          );
          const text = (await Body?.transformToString()) ?? "";
          const { latest } = (JSON.parse(text) as { checkpoint: { latest: Latest } }).checkpoint;
          expect(latest.secrets_providers.type).to.equal("cloud");
          expect(latest.secrets_providers.state.url).to.equal(secretsProviderUrl(region, state.keyAlias));
          expect(latest.resources.map(({ type }) => type)).to.include("aws:s3/bucket:Bucket");
          expect(existsSync(join(folder, "state.json"))).to.equal(false);
        });
      } finally {
        rmSync(project.folder, { recursive: true, force: true });
      }
    });
  },
);

interface Latest {
  readonly secrets_providers: { readonly type: string; readonly state: { readonly url: string } };
  readonly resources: readonly { readonly type: string }[];
}

/** What an engine needs to find moto, and how a state is encrypted. */
function environmentOfEngines(): Record<string, string> {
  const variables = ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"];
  return {
    ...Object.fromEntries(variables.map((name) => [name, process.env[name] ?? ""])),
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
  };
}

function without(environment: Readonly<Record<string, string>>, variable: string): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name !== variable));
}
