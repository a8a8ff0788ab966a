import { expect } from "chai";
import type { Properties } from "../../resource-type";
import { values } from "../../testing/engine";
import { RELEASE, TestCluster } from "../../testing/kubernetes-cluster";
import { messageOf } from "../../testing/refusals";

const ISTIO = { repo: "https://istio-release.storage.googleapis.com/charts" };
const SECRETS = { repo: "https://charts.external-secrets.io" };

describe("a Helm release", () => {
  let cluster: TestCluster;

  beforeEach(async () => {
    cluster = await TestCluster.start();
  });
  afterEach(() => cluster.stop());

  const base = (inputs: Properties = {}) =>
    cluster.release("base", { namespace: "istio-system", version: "1.30.4", repositoryOpts: ISTIO, ...inputs });
  const secrets = (inputs: Properties = {}) =>
    cluster.release("external-secrets", { namespace: "secrets", version: "2.7.0", repositoryOpts: SECRETS, ...inputs });
  const failures = async (inputs: Properties) =>
    (await cluster.api.check(RELEASE, "it", values({ namespace: "default", ...inputs }))).failures.map(
      ({ reason }) => reason,
    );

  it("says what it brought, and keeps its inputs as one secret", async () => {
    const state = await secrets();
    expect(state.id).to.equal("secrets/external-secrets");
    expect(state.plain.status).to.deep.equal({
      name: "external-secrets",
      namespace: "secrets",
      chart: "external-secrets",
      version: "2.7.0",
      appVersion: "v2.7.0",
      revision: 1,
      status: "deployed",
    });
    expect(state.plain.resourceNames).to.deep.include({
      "Deployment.apps/apps/v1": [
        "secrets/external-secrets",
        "secrets/external-secrets-webhook",
        "secrets/external-secrets-cert-controller",
      ],
    });
    expect(state.secrets).to.deep.include(["__inputs"]);
  });

  it("gets a name from the provider where it has none", async () => {
    const { inputs } = await cluster.api.check(
      RELEASE,
      "mesh",
      values({ chart: "base", version: "1.30.4", repositoryOpts: ISTIO }),
    );
    expect(inputs.plain.name).to.match(/^mesh-[\da-f]{8}$/);
    expect(inputs.plain).to.include({ namespace: "default", timeout: 300 });
  });

  it("brings definitions, which Istio's charts leave behind and External Secrets' takes along", async () => {
    const [istio, operator] = [await base(), await secrets()];
    expect(cluster.objects("CustomResourceDefinition")).to.include.members([
      "gateways.networking.istio.io",
      "peerauthentications.security.istio.io",
      "externalsecrets.external-secrets.io",
    ]);
    await cluster.api.delete(istio);
    await cluster.api.delete(operator);
    const left = cluster.objects("CustomResourceDefinition");
    expect(left).to.include("gateways.networking.istio.io").and.not.include("externalsecrets.external-secrets.io");
    expect(cluster.objects("Deployment")).to.deep.equal([]);
  });

  it("can leave out the definitions of Helm's own folder", async () => {
    await cluster.release("aws-load-balancer-controller", {
      namespace: "kube-system",
      version: "3.6.0",
      repositoryOpts: { repo: "https://aws.github.io/eks-charts" },
      skipCrds: true,
    });
    expect(cluster.objects("CustomResourceDefinition")).to.deep.equal([]);
  });

  it("needs its namespace, or leave to make it", async () => {
    expect(await messageOf(base({ createNamespace: false }))).to.contain('namespaces "istio-system" not found');
    await base();
    expect(cluster.objects("Namespace")).to.deep.equal(["istio-system"]);
  });

  it("has a name that no other release of the namespace has", async () => {
    await base();
    const again = { ...ISTIO };
    const twin = cluster.api.make(RELEASE, "twin", {
      chart: "base",
      name: "base",
      namespace: "istio-system",
      version: "1.30.4",
      repositoryOpts: again,
    });
    expect(await messageOf(twin)).to.equal("cannot re-use a name that is still in use");
  });

  it("takes nothing that somebody else made", async () => {
    await cluster.namespace("secrets");
    await cluster.make("v1", "ServiceAccount", "external-secrets", {}, "secrets");
    expect(await messageOf(secrets())).to.contain(
      'ServiceAccount "external-secrets" in namespace "secrets" exists and cannot be imported',
    );
  });

  it("is of a chart that its repository has, in a version that exists", async () => {
    const chart = { chart: "istiod", version: "1.30.4" };
    expect(await failures({ ...chart, repositoryOpts: ISTIO })).to.deep.equal([]);
    expect(await failures({ ...chart, repositoryOpts: SECRETS })).to.deep.equal([
      'chart "istiod" version "1.30.4" not found in https://charts.external-secrets.io repository; check the chart name and repository configuration.',
    ]);
    expect((await failures({ ...chart, version: "9.9.9", repositoryOpts: ISTIO }))[0]).to.contain("not found in");
    expect((await failures({ chart: "istiod", repositoryOpts: ISTIO }))[0]).to.contain("has no version");
    expect((await failures({ ...chart }))[0]).to.contain("name its repository");
  });

  it("may come from a mirror, and brings the same", async () => {
    expect(await failures({ chart: "oci://registry.example.org/charts/istiod", version: "1.30.4" })).to.deep.equal([]);
    const release = {
      chart: "oci://registry.example.org/charts/base",
      version: "1.30.4",
      name: "base",
      namespace: "default",
    };
    await cluster.api.make(RELEASE, "base", release);
    expect(cluster.objects("CustomResourceDefinition")).to.include("gateways.networking.istio.io");
  });

  it("of an unknown chart brings nothing that is known, which is said", async () => {
    await cluster.release("podinfo", {
      namespace: "default",
      version: "6.0.0",
      repositoryOpts: { repo: "https://example.org" },
    });
    expect(cluster.sandbox.assumptions().map(({ property }) => property)).to.deep.equal([
      "status.appVersion",
      "what the chart of podinfo brings",
    ]);
  });

  it("waits for its pods, unless it is told not to", async () => {
    await cluster.stop();
    cluster = await TestCluster.start({ nodes: 0 });
    expect(await messageOf(secrets())).to.match(
      /^Helm release "secrets\/external-secrets" was created, but failed to initialize completely\..*context deadline exceeded.*no nodes available/,
    );
    expect((await base()).id).to.equal("istio-system/base");
    await cluster.release("metrics-server", {
      namespace: "kube-system",
      version: "3.14.0",
      repositoryOpts: { repo: "https://kubernetes-sigs.github.io/metrics-server/" },
      skipAwait: true,
    });
  });

  it("gives service accounts the roles of its values, which have to trust them", async () => {
    await cluster.role("secrets", "system:serviceaccount:elsewhere:external-secrets");
    const annotations = { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/secrets" };
    expect(await messageOf(secrets({ values: { serviceAccount: { annotations } } }))).to.contain(
      "trusts system:serviceaccount:elsewhere:external-secrets, and this is system:serviceaccount:secrets:external-secrets",
    );
  });

  it("meets pod security as its chart does", async () => {
    const restricted = { "pod-security.kubernetes.io/enforce": "restricted" };
    await cluster.namespace("secrets", restricted);
    await cluster.namespace("mesh", restricted);
    await secrets({ createNamespace: false });
    const istiod = (name: string, more: Properties) =>
      cluster.release("istiod", {
        name,
        namespace: "mesh",
        version: "1.30.4",
        repositoryOpts: ISTIO,
        createNamespace: false,
        ...more,
      });
    expect(await messageOf(istiod("one", {}))).to.contain("seccompProfile");
    await cluster.api.delete({ ...(await secretsState()), id: "mesh/one" });
    await istiod("two", { values: { seccompProfile: { type: "RuntimeDefault" } } });
  });

  const secretsState = () =>
    cluster.api.read(RELEASE, "secrets/external-secrets").then((state) => state ?? Promise.reject(new Error()));

  describe("that changes", () => {
    it("is upgraded: what its chart no longer brings goes", async () => {
      const state = await secrets({ values: { podDisruptionBudget: { enabled: true, minAvailable: 1 } } });
      expect(cluster.objects("PodDisruptionBudget")).to.deep.equal(["secrets/external-secrets"]);
      const { inputs } = await cluster.api.check(
        RELEASE,
        state.name,
        values({ ...state.inputs.plain, values: {}, version: "2.8.0" }),
        state.inputs,
      );
      const difference = await cluster.api.diff(state, inputs);
      expect(difference).to.deep.include({ changes: true, replaces: [] });
      const upgraded = await cluster.api.update(state, inputs);
      expect(upgraded.plain.status).to.include({ revision: 2, version: "2.8.0" });
      expect(cluster.objects("PodDisruptionBudget")).to.deep.equal([]);
    });

    it("differs in nothing when nothing did", async () => {
      const state = await secrets();
      const { inputs } = await cluster.api.check(RELEASE, state.name, state.inputs, state.inputs);
      expect(await cluster.api.diff(state, inputs)).to.deep.include({ changes: false });
      expect(await cluster.api.read(RELEASE, state.id, state)).to.deep.include({ plain: state.plain });
    });

    it("is replaced under another name or in another namespace", async () => {
      const state = await secrets();
      const news = values({ ...state.inputs.plain, namespace: "other" });
      expect(await cluster.api.diff(state, news)).to.deep.include({ replaces: ["namespace"] });
    });
  });

  it("is not made by a preview", async () => {
    const { inputs } = await cluster.api.check(
      RELEASE,
      "base",
      values({ chart: "base", version: "1.30.4", repositoryOpts: ISTIO }),
    );
    const state = await cluster.api.create(RELEASE, "base", inputs, true);
    expect(state.id).to.equal("");
    expect(cluster.objects("Release")).to.deep.equal([]);
  });

  it("is the one form in which charts are modelled", async () => {
    expect(await messageOf(cluster.api.invoke("kubernetes:helm:template", values({})))).to.contain(
      "Use single resources, or kubernetes:helm.sh/v3:Release",
    );
  });
});
