import { expect } from "chai";
import type { Properties } from "../../resource-type";
import type { State } from "../../testing/engine";
import { deployment, TestCluster } from "../../testing/kubernetes-cluster";
import { messageOf } from "../../testing/refusals";

const REPOSITORY = "https://aws.github.io/eks-charts";

describe("a service", () => {
  let cluster: TestCluster;

  beforeEach(async () => {
    cluster = await TestCluster.start();
  });
  afterEach(() => cluster.stop());

  const service = (name: string, spec: Properties, metadata: Properties = {}) =>
    cluster.make("v1", "Service", name, { spec: { ports: [{ port: 80 }], ...spec }, metadata });
  const specOf = (state: State) => state.plain.spec as { clusterIP: string; ports: Properties[] };
  const nodePort = (name: string, port: number) =>
    service(name, { type: "NodePort", ports: [{ port: 80, nodePort: port }] });

  it("gets an address of its own from the cluster's block, which stays", async () => {
    const [one, two] = [await service("one", {}), await service("two", {})];
    expect(specOf(one).clusterIP).to.match(/^172\.20\.\d+\.\d+$/);
    expect(specOf(one).clusterIP).not.to.equal(specOf(two).clusterIP);
    expect(await messageOf(service("three", { clusterIP: "10.0.0.1" }))).to.contain(
      "The range of valid IPs is 172.20.0.0/16",
    );
  });

  it("sends to the port that it has itself, by TCP, unless it says otherwise", async () => {
    expect(specOf(await service("web", {})).ports).to.deep.equal([{ port: 80, targetPort: 80, protocol: "TCP" }]);
  });

  it("has ports of the nodes between 30000 and 32767", async () => {
    expect(await messageOf(nodePort("web", 8080))).to.contain(
      'Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 8080: provided port is not in the valid range. ' +
        "The range of valid ports is 30000-32767",
    );
  });

  it("does not share a port of the nodes with any service of the cluster", async () => {
    await cluster.namespace("shop");
    await nodePort("web", 30080);
    expect(await messageOf(nodePort("other", 30080))).to.contain("provided port is already allocated");
  });

  it("is given a free port of the nodes, and keeps it", async () => {
    const web = await service("web", { type: "NodePort" });
    const [{ nodePort: given } = {}] = specOf(web).ports;
    expect(given).to.be.within(30000, 32767);
    const updated = await cluster.change(web, { spec: { type: "NodePort", ports: [{ port: 80, targetPort: 8080 }] } });
    expect(specOf(updated).ports[0]).to.include({ nodePort: given, targetPort: 8080 });
  });

  it("has no port of the nodes where it is for the cluster only", async () => {
    expect(await messageOf(service("web", { ports: [{ port: 80, nodePort: 30080 }] }))).to.contain(
      "Forbidden: may not be used when `type` is 'ClusterIP'",
    );
  });

  it("names its ports apart", async () => {
    expect(await messageOf(service("web", { ports: [{ port: 80 }, { port: 81, name: "a" }] }))).to.contain(
      "spec.ports[0].name: Required value",
    );
    const twice = {
      ports: [
        { port: 80, name: "a" },
        { port: 81, name: "a" },
      ],
    };
    expect(await messageOf(service("web", twice))).to.contain('spec.ports[1].name: Duplicate value: "a"');
  });

  it("waits for pods that it selects", async () => {
    expect(await messageOf(service("web", { selector: { app: "web" } }))).to.contain(
      "Service does not target any Pods",
    );
    const both = await Promise.all([
      service("other", { selector: { app: "other" } }),
      cluster.make("apps/v1", "Deployment", "other", deployment({ app: "other" })),
    ]);
    expect(both).to.have.length(2);
  });

  it("waits for a port of the pods by its name", async () => {
    const container = { ports: [{ name: "http", containerPort: 8080 }] };
    await cluster.make("apps/v1", "Deployment", "web", deployment({ app: "web" }, container));
    const to = (targetPort: string) => ({ selector: { app: "web" }, ports: [{ port: 80, targetPort }] });
    expect(await messageOf(service("web", to("https")))).to.contain(
      'no container of the selected Pods has a port named "https"',
    );
    expect((await service("other", to("http"))).id).to.equal("default/other");
  });

  it("waits for nobody where it is told so, is headless, or is a name only", async () => {
    const skip = { annotations: { "pulumi.com/skipAwait": "true" } };
    await service("one", { selector: { app: "web" } }, skip);
    await service("two", { selector: { app: "web" }, clusterIP: "None" });
    await service("three", { type: "ExternalName", externalName: "example.org" });
    expect(cluster.objects("Service")).to.have.length(3);
  });

  it("gets the name of a load balancer, from the controller that its annotations want", async () => {
    const external = { annotations: { "service.beta.kubernetes.io/aws-load-balancer-type": "external" } };
    const hostOf = ({ plain }: State) =>
      (plain.status as { loadBalancer: { ingress: { hostname: string }[] } }).loadBalancer.ingress[0]?.hostname;
    expect(hostOf(await service("classic", { type: "LoadBalancer" }))).to.match(
      /^a[\da-f]{32}-\d+\.us-east-1\.elb\.amazonaws\.com$/,
    );
    expect(await messageOf(service("one", { type: "LoadBalancer" }, external))).to.contain(
      "Service was not allocated an IP address",
    );
    await cluster.release("aws-load-balancer-controller", {
      namespace: "kube-system",
      version: "3.6.0",
      repositoryOpts: { repo: REPOSITORY },
    });
    expect(hostOf(await service("two", { type: "LoadBalancer" }, external))).to.match(
      /^k8s-default-two-[\da-f]{10}-[\da-f]{16}\.elb\.us-east-1/,
    );
  });
});
