import { expect } from "chai";
import type { Properties } from "../resource-type";
import type { State } from "../testing/engine";
import { values } from "../testing/engine";
import { deployment, object, TestCluster, typeOf } from "../testing/kubernetes-cluster";
import { messageOf } from "../testing/refusals";
import { unknown } from "../wire/values";

describe("an object of a cluster", () => {
  let cluster: TestCluster;

  beforeEach(async () => {
    cluster = await TestCluster.start();
  });
  afterEach(() => cluster.stop());

  const map = (name: string, data: Properties = {}, metadata: Properties = {}) =>
    cluster.make("v1", "ConfigMap", name, { data, metadata });
  const checked = async (old: State, content: Properties) =>
    (await cluster.api.check(old.type, old.name, values({ ...old.inputs.plain, ...content }), old.inputs)).inputs;
  const diff = async (old: State, content: Properties, ignoreChanges?: readonly string[]) =>
    cluster.api.diff(old, await checked(old, content), ignoreChanges);

  describe("in the state", () => {
    it("is what lives, and what the program asked for beside it", async () => {
      const state = await map("settings", { a: "b" });
      expect(state.id).to.equal("default/settings");
      expect(state.plain).to.deep.include({ kind: "ConfigMap", data: { a: "b" }, __initialApiVersion: "v1" });
      expect(state.plain.__inputs).to.deep.equal(state.inputs.plain);
      expect(state.plain.__fieldManager).to.match(/^pulumi-kubernetes-[\da-f]{8}$/);
      expect(state.plain.metadata).to.include.keys("uid", "resourceVersion", "creationTimestamp", "generation");
    });

    it("is the same in every run", async () => {
      const first = await map("settings");
      await cluster.stop();
      cluster = await TestCluster.start();
      expect((await map("settings")).plain).to.deep.equal(first.plain);
    });

    it("is another one when it is made again", async () => {
      const first = await map("settings");
      await cluster.api.delete(first);
      const second = await map("settings");
      expect(second.plain.metadata)
        .to.have.property("uid")
        .not.equal((first.plain.metadata as Properties).uid);
    });

    it("has what is secret marked, wherever the server puts it", async () => {
      const type = typeOf("v1", "Secret");
      const inputs = values(object("v1", "Secret", "key", { stringData: { token: "hunter2" } }), [
        "stringData",
        "token",
      ]);
      const state = await cluster.api.create(type, "key", inputs);
      expect(state.plain.data).to.deep.equal({ token: "aHVudGVyMg==" });
      expect(state.secrets).to.deep.include.members([
        ["data", "token"],
        ["__inputs", "stringData", "token"],
      ]);
    });
  });

  describe("and its name", () => {
    it("is made when the program gives none, and kept", async () => {
      const type = typeOf("v1", "ConfigMap");
      const { inputs } = await cluster.api.check(type, "settings", values({ apiVersion: "v1", kind: "ConfigMap" }));
      expect(inputs.plain.metadata)
        .to.have.property("name")
        .match(/^settings-[\da-f]{8}$/);
      expect(inputs.plain.metadata).to.deep.include({ annotations: { "pulumi.com/autonamed": "true" } });
      const again = await cluster.api.check(type, "settings", values({ apiVersion: "v1", kind: "ConfigMap" }), inputs);
      expect(again.inputs.plain.metadata).to.deep.equal(inputs.plain.metadata);
    });

    it("exists once in a namespace", async () => {
      await map("settings");
      expect(
        await messageOf(
          cluster.api.make(typeOf("v1", "ConfigMap"), "other", object("v1", "ConfigMap", "settings", {})),
        ),
      ).to.contain('configmaps "settings" already exists');
      await cluster.namespace("shop");
      expect((await cluster.make("v1", "ConfigMap", "settings", {}, "shop")).id).to.equal("shop/settings");
    });

    it("has the form of RFC 1123, and labels theirs", async () => {
      expect(await messageOf(map("Settings"))).to.contain(
        'ConfigMap "Settings" is invalid: metadata.name: Invalid value: "Settings": a lowercase RFC 1123 subdomain',
      );
      expect(await messageOf(cluster.make("v1", "Service", "1st", { spec: { ports: [{ port: 80 }] } }))).to.contain(
        "DNS-1035",
      );
      expect(await messageOf(map("settings", {}, { labels: { app: "a b" } }))).to.contain("a valid label must be");
    });

    it("is in the provider's default namespace unless it says another, and in none where there are none", async () => {
      expect((await map("settings")).plain.metadata).to.include({ namespace: "default" });
      expect((await cluster.namespace("shop")).id).to.equal("shop");
    });
  });

  describe("and its namespace", () => {
    it("has to exist", async () => {
      expect(await messageOf(cluster.make("v1", "ConfigMap", "c", {}, "shop"))).to.contain(
        'was not successfully created by the Kubernetes API server: namespaces "shop" not found',
      );
    });

    it("may come while the provider repeats the call", async () => {
      const [object] = await Promise.all([cluster.make("v1", "ConfigMap", "c", {}, "shop"), cluster.namespace("shop")]);
      expect(object.id).to.equal("shop/c");
    });

    it("takes it along when it goes", async () => {
      const shop = await cluster.namespace("shop");
      await cluster.make("v1", "ConfigMap", "c", {}, "shop");
      await cluster.api.delete(shop);
      expect(cluster.objects("ConfigMap")).to.deep.equal([]);
    });

    it("goes with the cluster", async () => {
      await cluster.namespace("shop");
      const eks = cluster.sandbox.resources().find(({ type }) => type === "aws:eks/cluster:Cluster");
      await cluster.aws.delete({
        ...values({}),
        id: eks?.id ?? "",
        type: "aws:eks/cluster:Cluster",
        name: "bank",
        inputs: values({}),
      });
      expect(cluster.objects("Namespace")).to.deep.equal([]);
    });
  });

  describe("and its schema", () => {
    it("has no unknown fields", async () => {
      const spec = { ...(deployment({ app: "web" }).spec as object), replcas: 2 };
      expect(await messageOf(cluster.make("apps/v1", "Deployment", "web", { spec }))).to.contain(
        'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replcas"',
      );
    });

    it("says what is required, of which type, and what is allowed", async () => {
      const refused = await messageOf(
        cluster.make("v1", "Service", "web", { spec: { type: "Public", ports: [{ port: "80" }, {}] } }),
      );
      expect(refused).to.contain('Service "web" is invalid: [');
      expect(refused).to.contain('spec.ports[0].port: Invalid value: "80": must be integer');
      expect(refused).to.contain("spec.ports[1].port: Required value");
    });

    it("is looked at in a preview, as far as values are known", async () => {
      const preview = (spec: Properties) =>
        cluster.api.create(typeOf("v1", "Service"), "web", values(object("v1", "Service", "web", { spec })), true);
      expect((await preview({ clusterIP: unknown, ports: [{ port: unknown }] })).plain.kind).to.equal("Service");
      expect(await messageOf(preview({ ports: [{ port: unknown, portt: 1 }] }))).to.contain(
        'unknown field "spec.ports[0].portt"',
      );
    });

    it("does not quote what is secret", async () => {
      const inputs = values(object("v1", "ConfigMap", "c", { data: { a: ["hunter2"] } }), ["data"]);
      expect(await messageOf(cluster.api.create(typeOf("v1", "ConfigMap"), "c", inputs))).not.to.contain("hunter2");
    });
  });

  describe("of a custom kind", () => {
    const gateway = () =>
      cluster.make("networking.istio.io/v1", "Gateway", "edge", {
        spec: {
          selector: { istio: "ingressgateway" },
          servers: [{ port: { number: 8080, name: "http", protocol: "HTTP" }, hosts: ["*"] }],
        },
      });

    it("needs the definition of its kind first", async () => {
      expect(await messageOf(gateway())).to.contain(
        'no matches for kind "Gateway" in version "networking.istio.io/v1"',
      );
      await cluster.istio();
      expect((await gateway()).id).to.equal("default/edge");
    });

    it("is previewed before its definition exists", async () => {
      const inputs = values(object("networking.istio.io/v1", "Gateway", "edge", { spec: { selector: { a: "b" } } }));
      const state = await cluster.api.create("kubernetes:networking.istio.io/v1:Gateway", "edge", inputs, true);
      expect(state.plain.kind).to.equal("Gateway");
    });

    const definition = (name: string, spec: Properties = {}) =>
      cluster.make("apiextensions.k8s.io/v1", "CustomResourceDefinition", name, {
        spec: {
          group: "example.org",
          scope: "Cluster",
          names: { kind: "Account", plural: "accounts" },
          versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } }],
          ...spec,
        },
      });

    it("can be the program's own; without a published schema its form is assumed", async () => {
      const crd = await definition("accounts.example.org");
      const account = await cluster.make("example.org/v1", "Account", "savings", { spec: { anything: 1 } });
      expect(account.id).to.equal("savings");
      expect(cluster.sandbox.assumptions()).to.deep.include({
        type: "kubernetes:example.org/v1:Account",
        property: "schema",
        count: 1,
      });
      await cluster.api.delete(crd);
      expect(cluster.objects("Account")).to.deep.equal([]);
    });

    it("has a definition that is consistent", async () => {
      expect(await messageOf(definition("account.example.org"))).to.contain('must be spec.names.plural+"."+spec.group');
      const versions = [{ name: "v1", served: true, storage: false, schema: { openAPIV3Schema: {} } }];
      expect(await messageOf(definition("accounts.example.org", { versions }))).to.contain("exactly one version");
    });
  });

  describe("that changes", () => {
    it("differs in nothing when nothing did, whatever the server filled in", async () => {
      const web = await cluster.make("apps/v1", "Deployment", "web", deployment({ app: "web" }));
      const service = await cluster.make("v1", "Service", "web", {
        spec: { selector: { app: "web" }, ports: [{ port: 80 }], type: "NodePort" },
      });
      const secret = await cluster.make("v1", "Secret", "key", { stringData: { token: "hunter2" } });
      for (const state of [web, service, secret, await cluster.namespace("shop")]) {
        expect(await diff(state, {}), state.id).to.deep.include({ changes: false });
      }
    });

    it("is updated in place: fields go when they are no longer asked for, those of the server stay", async () => {
      const service = await cluster.make("v1", "Service", "web", {
        spec: { ports: [{ port: 80, name: "a" }], sessionAffinity: "ClientIP" },
      });
      const updated = await cluster.change(service, { spec: { ports: [{ port: 81, name: "a" }] } });
      const before = service.plain.spec as Properties;
      expect(updated.plain.spec).to.deep.include({ clusterIP: before.clusterIP, sessionAffinity: "None" });
      expect(updated.plain.metadata).to.include({ generation: 2, uid: (service.plain.metadata as Properties).uid });
    });

    const replacing: readonly (readonly [
      apiVersion: string,
      kind: string,
      content: Properties,
      change: Properties,
      path: string,
    ])[] = [
      ["v1", "ConfigMap", { data: { a: "1" } }, { data: { a: "2" } }, "data.a"],
      ["v1", "Secret", { stringData: { a: "1" } }, { stringData: { a: "2" } }, "data.a"],
      ["apps/v1", "Deployment", deployment({ app: "a" }), deployment({ app: "b" }), "spec.selector.matchLabels.app"],
      [
        "rbac.authorization.k8s.io/v1",
        "RoleBinding",
        { roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "a" } },
        { roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "b" } },
        "roleRef.name",
      ],
    ];
    for (const [apiVersion, kind, content, change, path] of replacing) {
      it(`is replaced when ${path} of a ${kind} changes, and first deleted where its name is given`, async () => {
        const state = await cluster.make(apiVersion, kind, "it", content);
        const given = await diff(state, change);
        expect(given.detailed[path]).to.equal("update replace");
        expect(given.deleteBeforeReplace).to.equal(true);
      });
    }

    it("is replaced under a new name when it was named by the provider", async () => {
      const inputs = (a: string) => ({ apiVersion: "v1", kind: "ConfigMap", data: { a } });
      const state = await cluster.api.make(typeOf("v1", "ConfigMap"), "settings", inputs("1"));
      const news = (await cluster.api.check(state.type, state.name, values(inputs("2")), state.inputs)).inputs;
      expect(await cluster.api.diff(state, news)).to.deep.include({ replaces: ["data"], deleteBeforeReplace: false });
    });

    it("changes its data in place where the provider is told so", async () => {
      const provider = await cluster.connect({ kubeconfig: cluster.kubeconfig, enableConfigMapMutable: "true" });
      const state = await provider.make(
        typeOf("v1", "ConfigMap"),
        "c",
        object("v1", "ConfigMap", "c", { data: { a: "1" } }),
      );
      const news = values({ ...state.inputs.plain, data: { a: "2" } });
      expect(await provider.diff(state, news)).to.deep.include({ replaces: [], changes: true });
      expect((await provider.update(state, news)).plain.data).to.deep.equal({ a: "2" });
    });

    it("keeps what cannot change", async () => {
      const set = { ...(deployment({ app: "db" }).spec as object), serviceName: "db" };
      const database = await cluster.make("apps/v1", "StatefulSet", "db", { spec: set });
      expect(await messageOf(cluster.change(database, { spec: { ...set, serviceName: "other" } }))).to.contain(
        "updates to statefulset spec for fields other than 'replicas'",
      );
      const claim = {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "gp2",
        resources: { requests: { storage: "1Gi" } },
      };
      const volume = await cluster.make("v1", "PersistentVolumeClaim", "data", { spec: claim });
      expect(
        await messageOf(cluster.change(volume, { spec: { ...claim, accessModes: ["ReadWriteMany"] } })),
      ).to.contain("spec is immutable after creation");
    });

    it("cannot overwrite what other hands have changed, unless it is told to", async () => {
      const web = await cluster.make("apps/v1", "Deployment", "web", deployment({ app: "web" }));
      const spec = web.plain.spec as Properties;
      const scaled = await cluster.change(web, { spec: { ...(web.inputs.plain.spec as object), replicas: 2 } });
      cluster.sandbox.edit(web.type, web.id, { spec: { ...spec, replicas: 5 } });
      const three = { spec: { ...(web.inputs.plain.spec as object), replicas: 3 } };
      expect(await messageOf(cluster.change(scaled, three))).to.contain("Apply failed with 1 conflict");
      const force = { metadata: { name: "web", annotations: { "pulumi.com/patchForce": "true" } } };
      expect((await cluster.change(scaled, { ...three, ...force })).plain.spec).to.include({ replicas: 3 });
    });

    it("leaves alone what its changes are ignored of", async () => {
      const content = { spec: { ...(deployment({ app: "web" }).spec as object), replicas: 2 } };
      const web = await cluster.make("apps/v1", "Deployment", "web", content);
      cluster.sandbox.edit(web.type, web.id, { spec: { ...(web.plain.spec as Properties), replicas: 5 } });
      const news = await checked(web, { metadata: { name: "web", labels: { a: "b" } } });
      expect((await diff(web, { spec: { ...content.spec, replicas: 3 } }, ["spec.replicas"])).changes).to.equal(false);
      expect((await cluster.api.update(web, news, false, ["spec.replicas"])).plain.spec).to.include({ replicas: 5 });
    });
  });

  describe("that is read", () => {
    it("shows what other hands did", async () => {
      const web = await cluster.make("apps/v1", "Deployment", "web", {
        spec: { ...(deployment({ app: "web" }).spec as object), replicas: 2 },
      });
      cluster.sandbox.edit(web.type, web.id, { spec: { ...(web.plain.spec as Properties), replicas: 5 } });
      const live = await cluster.api.read(web.type, web.id, web);
      expect(live?.plain.spec).to.include({ replicas: 5 });
      expect(live?.inputs.plain.spec).to.include({ replicas: 5 }).and.not.have.property("strategy");
      cluster.sandbox.remove(web.type, web.id);
      expect(await cluster.api.read(web.type, web.id, web)).to.equal(undefined);
    });

    it("can be imported: what the server decides is no input", async () => {
      const { type, id } = await map("settings", { a: "b" });
      const imported = await cluster.api.read(type, id);
      expect(imported?.inputs.plain).to.deep.equal({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "settings", namespace: "default" },
        data: { a: "b" },
      });
    });

    it("may be one that nobody made", async () => {
      expect((await cluster.api.read(typeOf("v1", "Namespace"), "kube-system"))?.id).to.equal("kube-system");
    });
  });

  describe("that somebody else owns", () => {
    const patch = (inputs: Properties) => cluster.api.make(typeOf("v1", "ConfigMapPatch"), "patch", inputs);

    it("gets fields by a patch, which takes them away when it goes", async () => {
      const owned = await map("settings", { a: "1" });
      const state = await patch(object("v1", "ConfigMap", "settings", { data: { b: "2" } }));
      expect(state.plain.data).to.deep.equal({ a: "1", b: "2" });
      await cluster.api.delete(state);
      expect((await cluster.api.read(owned.type, owned.id, owned))?.plain.data).to.deep.equal({ a: "1" });
    });

    it("does not lose fields to a patch that is not told to take them", async () => {
      await map("settings", { a: "1" });
      const inputs = object("v1", "ConfigMap", "settings", { data: { a: "2" } });
      expect(await messageOf(patch(inputs)))
        .to.contain("Apply failed with 1 conflict")
        .and.contain(".data.a");
      const force = { name: "settings", annotations: { "pulumi.com/patchForce": "true" } };
      expect((await patch({ ...inputs, metadata: force })).plain.data).to.deep.equal({ a: "2" });
    });
  });

  it("is refused by name where the sandbox does not know what a resource would make", async () => {
    const refused = await messageOf(cluster.api.check("kubernetes:core/v1:ConfigMapList", "all", values({})));
    expect(refused).to.contain("list resources exist for compatibility");
    expect(await messageOf(cluster.api.invoke("kubernetes:yaml:decode", values({})))).to.contain(
      "the sandbox has no kubernetes:yaml:decode",
    );
  });
});
