import { expect } from "chai";
import type { Properties } from "../../resource-type";
import { deployment, TestCluster } from "../../testing/kubernetes-cluster";
import { messageOf } from "../../testing/refusals";

const API = "external-secrets.io/v1";

describe("an external secret", () => {
  let cluster: TestCluster;

  beforeEach(async () => {
    cluster = await TestCluster.start();
    await cluster.namespace("account");
  });
  afterEach(() => cluster.stop());

  const install = () =>
    cluster.release("external-secrets", {
      namespace: "external-secrets",
      version: "2.7.0",
      repositoryOpts: { repo: "https://charts.external-secrets.io" },
    });
  const account = (role: string) =>
    cluster.make(
      "v1",
      "ServiceAccount",
      "account",
      { metadata: { annotations: { "eks.amazonaws.com/role-arn": `arn:aws:iam::1:role/${role}` } } },
      "account",
    );
  const store = () =>
    cluster.make(
      API,
      "SecretStore",
      "aws",
      {
        spec: {
          provider: {
            aws: {
              service: "SecretsManager",
              region: "us-east-1",
              auth: { jwt: { serviceAccountRef: { name: "account" } } },
            },
          },
        },
      },
      "account",
    );
  const external = (data: readonly Properties[], name = "database") =>
    cluster.make(
      API,
      "ExternalSecret",
      name,
      { spec: { secretStoreRef: { kind: "SecretStore", name: "aws" }, data } },
      "account",
    );
  const one = (key: string, property?: string) => ({
    secretKey: "password",
    remoteRef: { key, ...(property === undefined ? {} : { property }) },
  });

  async function allButTheSecret(): Promise<void> {
    await install();
    await cluster.role("account", "system:serviceaccount:account:account");
    await account("account");
    await store();
  }

  it("becomes a secret that pods can use", async () => {
    await allButTheSecret();
    await cluster.secret("dev/database", JSON.stringify({ password: "hunter2" }));
    const state = await external([one("dev/database", "password")]);
    expect(state.plain.status).to.deep.include({ binding: { name: "database" } });
    expect(cluster.objects("Secret")).to.include("account/database");
    const container = {
      env: [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "database", key: "password" } } }],
    };
    const web = await cluster.make("apps/v1", "Deployment", "web", deployment({ app: "web" }, container), "account");
    expect(web.plain.status).to.deep.include({ readyReplicas: 1 });
    await cluster.api.delete(state);
    expect(cluster.objects("Secret")).not.to.include("account/database");
  });

  it("needs a secret with a value and the property", async () => {
    await allButTheSecret();
    expect(await messageOf(external([one("dev/database")]))).to.contain(
      "Secrets Manager can't find the specified secret (dev/database)",
    );
    await cluster.aws.make("aws:secretsmanager/secret:Secret", "empty", { name: "empty" });
    expect(await messageOf(external([one("empty")], "empty"))).to.contain("for staging label: AWSCURRENT");
    await cluster.secret("text", "{}");
    expect(await messageOf(external([one("text", "password")], "text"))).to.contain(
      "key password does not exist in secret text",
    );
  });

  it("needs its store", async () => {
    await install();
    expect(await messageOf(external([one("dev/database")]))).to.contain('could not get SecretStore "aws": not found');
  });

  it("needs the operator: its definitions alone do nothing", async () => {
    await allButTheSecret();
    cluster.sandbox.remove("kubernetes:apps/v1:Deployment", "external-secrets/external-secrets");
    expect(await messageOf(external([one("dev/database")]))).to.contain("no External Secrets operator is installed");
  });

  it("is named as the cause where pods wait for its secret", async () => {
    await allButTheSecret();
    await external([one("dev/database")]).catch(() => undefined);
    const container = { envFrom: [{ secretRef: { name: "database" } }] };
    const refused = await messageOf(
      cluster.make("apps/v1", "Deployment", "web", deployment({ app: "web" }, container), "account"),
    );
    expect(refused).to.contain('secret "database" not found (ExternalSecret "database": ResourceNotFoundException');
  });

  it("has what it asks of a store outside AWS, which the world does not know", async () => {
    await install();
    const provider = { vault: { server: "https://vault.example.org", path: "bank", version: "v2" } };
    await cluster.make(API, "SecretStore", "aws", { spec: { provider } }, "account");
    await external([one("account")]);
    const key = one("account").secretKey;
    const container = { env: [{ name: "KEY", valueFrom: { secretKeyRef: { name: "database", key } } }] };
    await cluster.make("apps/v1", "Deployment", "web", deployment({ app: "web" }, container), "account");
  });

  describe("and the role of its store's service account", () => {
    it("has to trust the account by namespace and name", async () => {
      await install();
      await cluster.role("account", "system:serviceaccount:shop:account");
      const refused = await messageOf(account("account"));
      expect(refused).to.contain(
        "Not authorized to perform sts:AssumeRoleWithWebIdentity (AccessDenied): role arn:aws:iam::1:role/account trusts " +
          "system:serviceaccount:shop:account, and this is system:serviceaccount:account:account",
      );
      expect(await messageOf(store())).to.contain("trusts system:serviceaccount:shop:account");
    });

    it("has to exist", async () => {
      expect(await messageOf(account("nobody"))).to.contain("role arn:aws:iam::1:role/nobody does not exist");
    });

    it("has to trust the cluster's issuer", async () => {
      await cluster.aws.make("aws:iam/role:Role", "other", {
        name: "other",
        arn: "arn:aws:iam::1:role/other",
        assumeRolePolicy: JSON.stringify({
          Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
        }),
      });
      expect(await messageOf(account("other"))).to.contain("does not trust the cluster's OIDC provider");
    });

    it("has to be named at all", async () => {
      await install();
      await cluster.make("v1", "ServiceAccount", "account", {}, "account");
      expect(await messageOf(store())).to.contain("an IAM role must be associated with service account account");
    });
  });
});
