import { expect } from "chai";
import type { Properties } from "../../resource-type";
import { Unready } from "../../testing/engine";
import { deployment, TestCluster } from "../../testing/kubernetes-cluster";
import type { ClusterOptions } from "../../testing/kubernetes-cluster";
import { messageOf } from "../../testing/refusals";

const hardened: Properties = {
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    runAsNonRoot: true,
    seccompProfile: { type: "RuntimeDefault" },
  },
};

describe("a deployment", () => {
  let cluster: TestCluster;

  afterEach(() => cluster.stop());

  async function start(options?: ClusterOptions): Promise<void> {
    cluster = await TestCluster.start(options);
  }

  const web = (container: Properties = {}, pod: Properties = {}, namespace?: string) =>
    cluster.make("apps/v1", "Deployment", "web", deployment({ app: "web" }, container, pod), namespace);

  it("is there when its pods are", async () => {
    await start();
    expect((await web()).plain.status).to.deep.include({ readyReplicas: 1, availableReplicas: 1 });
  });

  it("selects its own pods", async () => {
    await start();
    const content = deployment({ app: "web" });
    const spec = { ...(content.spec as object), selector: { matchLabels: { app: "other" } } };
    expect(await messageOf(cluster.make("apps/v1", "Deployment", "web", { spec }))).to.contain(
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    );
  });

  it("mounts volumes that it has, and has an image", async () => {
    await start();
    const refused = await messageOf(web({ image: "", volumeMounts: [{ name: "data", mountPath: "/data" }] }));
    expect(refused).to.contain("spec.template.spec.containers[0].image: Required value");
    expect(refused).to.contain('spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"');
  });

  it("stays in the state when its pods do not run, so that the next update goes on", async () => {
    await start({ nodes: 0 });
    const failed = await web().catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Unready);
    const { id, state, reasons } = failed as Unready;
    expect(id).to.equal("default/web");
    expect(state.plain.status).to.deep.include({ unavailableReplicas: 1 });
    expect(reasons[0]).to.match(
      /was successfully created, but .* failed to fully initialize or become live: 'web' timed out/,
    );
    expect(reasons[1]).to.contain("no nodes available to schedule pods");
  });

  it("has nothing to wait for without replicas", async () => {
    await start({ nodes: 0 });
    const spec = { ...(deployment({ app: "web" }).spec as object), replicas: 0 };
    expect((await cluster.make("apps/v1", "Deployment", "web", { spec })).id).to.equal("default/web");
  });

  it("finds nodes with the labels that it wants, and whose taints it tolerates", async () => {
    await start({ nodes: 0 });
    await cluster.aws.make("aws:eks/nodeGroup:NodeGroup", "gpu", {
      clusterName: "bank",
      scalingConfig: { desiredSize: 1 },
      labels: { pool: "gpu" },
      taints: [{ key: "gpu", value: "yes", effect: "NO_SCHEDULE" }],
    });
    expect(await messageOf(web())).to.contain("1 node(s) had untolerated taint {gpu: yes}");
    const tolerations = [{ key: "gpu", operator: "Exists" }];
    const spec = (nodeSelector: Properties) => deployment({ app: "web" }, {}, { tolerations, nodeSelector });
    const make = (name: string, nodeSelector: Properties) =>
      messageOf(cluster.make("apps/v1", "Deployment", name, spec(nodeSelector)));
    expect(await make("cpu", { pool: "cpu" })).to.contain("didn't match Pod's node affinity/selector");
    expect(await make("gpu", { pool: "gpu", "kubernetes.io/os": "linux" })).to.equal("accepted");
  });

  const missing: readonly (readonly [what: string, container: Properties, pod: Properties, says: string])[] = [
    ["service account", {}, { serviceAccountName: "app" }, 'serviceaccount "app" not found'],
    ["priority class", {}, { priorityClassName: "high" }, "no PriorityClass with name high was found"],
    [
      "config map in a variable",
      { env: [{ name: "A", valueFrom: { configMapKeyRef: { name: "c", key: "a" } } }] },
      {},
      'configmap "c" not found',
    ],
    [
      "secret of variables",
      { envFrom: [{ secretRef: { name: "s" } }] },
      {},
      '[CreateContainerConfigError] container "app": secret "s" not found',
    ],
    [
      "secret in a volume",
      {},
      { volumes: [{ name: "v", secret: { secretName: "s" } }] },
      'MountVolume.SetUp failed for volume "v" : secret "s" not found',
    ],
    [
      "claim",
      {},
      { volumes: [{ name: "v", persistentVolumeClaim: { claimName: "p" } }] },
      'persistentvolumeclaim "p" not found',
    ],
    ["injected image", { image: "auto" }, {}, 'Back-off pulling image "auto"'],
  ];
  for (const [what, container, pod, says] of missing) {
    it(`hangs without its ${what}`, async () => {
      await start();
      expect(await messageOf(web(container, pod))).to.contain(says);
    });
  }

  it("hangs without a key, unless it can do without", async () => {
    await start();
    await cluster.make("v1", "ConfigMap", "c", { data: { a: "1" } });
    const variable = (key: string, optional?: boolean) => ({
      env: [
        {
          name: "A",
          valueFrom: { configMapKeyRef: { name: "c", key, ...(optional === undefined ? {} : { optional }) } },
        },
      ],
    });
    expect(await messageOf(web(variable("b")))).to.contain("couldn't find key b in ConfigMap default/c");
    const other = (container: Properties) =>
      cluster.make("apps/v1", "Deployment", "other", deployment({ app: "o" }, container));
    expect((await other(variable("b", true))).id).to.equal("default/other");
  });

  it("comes to run when what it waits for comes", async () => {
    await start();
    const [made] = await Promise.all([
      web({ envFrom: [{ configMapRef: { name: "c" } }] }),
      cluster.make("v1", "ConfigMap", "c", { data: {} }),
    ]);
    expect(made.plain.status).to.deep.include({ readyReplicas: 1 });
  });

  describe("in a namespace with a pod-security level", () => {
    const level = (name: string) => cluster.namespace("shop", { "pod-security.kubernetes.io/enforce": name });

    it("is made, but its pods are refused when they are not restricted", async () => {
      await start();
      await level("restricted");
      const refused = await messageOf(web({}, {}, "shop"));
      expect(refused).to.contain('is forbidden: violates PodSecurity "restricted:latest"');
      for (const part of [
        'allowPrivilegeEscalation != false (container "app" must set securityContext.allowPrivilegeEscalation=false)',
        'unrestricted capabilities (container "app" must set securityContext.capabilities.drop=["ALL"])',
        'runAsNonRoot != true (pod or container "app" must set securityContext.runAsNonRoot=true)',
        'seccompProfile (pod or container "app" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
      ]) {
        expect(refused).to.contain(part);
      }
    });

    it("runs when they are", async () => {
      await start();
      await level("restricted");
      expect((await web(hardened, {}, "shop")).id).to.equal("shop/web");
    });

    it("may do more under the baseline, but not what reaches the node", async () => {
      await start();
      await level("baseline");
      expect(
        await messageOf(
          web({ securityContext: { capabilities: { add: ["SYS_ADMIN"] } } }, { hostNetwork: true }, "shop"),
        ),
      )
        .to.contain("host namespaces (hostNetwork=true)")
        .and.contain('must not include "SYS_ADMIN"');
      expect((await cluster.make("apps/v1", "Deployment", "plain", deployment({ app: "p" }), "shop")).id).to.equal(
        "shop/plain",
      );
    });

    const mesh = { "istio-injection": "enabled", "pod-security.kubernetes.io/enforce": "restricted" };
    const profile = { global: { proxy: { seccompProfile: { type: "RuntimeDefault" } } } };

    it("is refused with a sidecar that sets up the network by itself", async () => {
      await start();
      await cluster.istio(profile);
      await cluster.namespace("shop", mesh);
      expect(await messageOf(web(hardened, {}, "shop"))).to.contain(
        'container "istio-init" must not include "NET_ADMIN", "NET_RAW"',
      );
    });

    it("runs with a sidecar whose network is set up by the node agent, and only where that is installed", async () => {
      await start();
      await cluster.istio({ ...profile, cni: { enabled: true } });
      await cluster.namespace("shop", mesh);
      expect(await messageOf(web(hardened, {}, "shop"))).to.contain("Istio's CNI node agent is not installed");
      await cluster.release("cni", {
        namespace: "istio-cni",
        version: "1.30.4",
        repositoryOpts: { repo: "https://istio-release.storage.googleapis.com/charts" },
      });
      expect(
        (await cluster.make("apps/v1", "Deployment", "other", deployment({ app: "o" }, hardened), "shop")).id,
      ).to.equal("shop/other");
    });
  });

  it("that is a gateway gets its image from istiod's webhook", async () => {
    await start();
    const gateway = deployment({ istio: "ingressgateway" }, { name: "istio-proxy", image: "auto" });
    const spec = gateway.spec as {
      selector: Properties;
      template: { metadata: { labels: Properties }; spec: Properties };
    };
    const { metadata, ...template } = spec.template;
    const injected = {
      spec: {
        ...spec,
        template: {
          ...template,
          metadata: {
            labels: { ...metadata.labels, "sidecar.istio.io/inject": "true" },
            annotations: { "inject.istio.io/templates": "gateway" },
          },
        },
      },
    };
    const make = (name: string) => messageOf(cluster.make("apps/v1", "Deployment", name, injected));
    expect(await make("before")).to.contain("because istiod's injection webhook is not installed");
    await cluster.istio();
    expect(await make("after")).to.equal("accepted");
  });

  it("is not the only kind whose pods have to run", async () => {
    await start({ nodes: 0 });
    const { spec } = deployment({ app: "web" }, {}, { restartPolicy: "Never" }) as { spec: { template: Properties } };
    const job = { spec: { template: spec.template } };
    expect(await messageOf(cluster.make("batch/v1", "Job", "once", job))).to.contain("no nodes available");
    const always = { spec: { template: (deployment({ app: "web" }).spec as { template: Properties }).template } };
    expect(await messageOf(cluster.make("batch/v1", "Job", "twice", always))).to.contain(
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    );
    const set = { spec: { ...(deployment({ app: "db" }).spec as object), serviceName: "db" } };
    expect(await messageOf(cluster.make("apps/v1", "StatefulSet", "db", set))).to.contain("no nodes available");
  });
});
