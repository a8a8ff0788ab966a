import { expect } from "chai";

import { problemsOf, record, type Recording } from "../testing/recorder";
import { IstioMesh } from "./istio-mesh";
import type { IstioMeshArgs, MeshedClusterArgs } from "./istio-mesh-args";

const release = "kubernetes:helm.sh/v3:Release";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const eksAddOn = "aws:eks/addon:Addon";

const charts = {
  "external-secrets": "2.7.0",
  "aws-load-balancer-controller": "3.6.0",
  "cluster-autoscaler": "9.57.0",
  "metrics-server": "3.14.0",
  "aws-for-fluent-bit": "0.2.0",
  "argo-cd": "9.1.0",
};
const versions = { istio: "1.30.4", charts, containerInsights: "v4.10.0-eksbuild.1" };
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const eks: MeshedClusterArgs = {
  name: "dev",
  engine: "eks",
  region: "us-east-1",
  vpcId: "vpc-1",
  roleArns: {
    "external-secrets/external-secrets": role("secrets"),
    "kube-system/aws-load-balancer-controller": role("balancers"),
    "kube-system/cluster-autoscaler": role("nodes"),
    "amazon-cloudwatch/aws-for-fluent-bit": role("logs"),
    "amazon-cloudwatch/cloudwatch-agent": role("metrics"),
  },
};

function makeMesh(args: Partial<IstioMeshArgs> = {}, preview = false): Promise<Recording<IstioMesh>> {
  return record(() => new IstioMesh("dev", { cluster: eks, versions, ...args }), { preview });
}

function valuesOf({ get }: Recording<IstioMesh>, chart: string): Record<string, unknown> {
  return get(release, `dev-${chart}`).inputs.values as Record<string, unknown>;
}

function releasesOf({ ofType }: Recording<IstioMesh>): unknown[] {
  return ofType(release).map(({ inputs }) => inputs.name);
}

describe("IstioMesh", () => {
  let made: Recording<IstioMesh>;
  before(async () => {
    made = await makeMesh({ addOns: { cloudWatch: { retentionInDays: 7 } } });
  });

  it("tells where things are, and in which version", () => {
    const { namespaces, ingressGateway, trustDomain, versions: installed } = made.result;
    expect({ namespaces, ingressGateway, trustDomain, installed }).to.deep.equal({
      namespaces: {
        istio: "istio-system",
        cni: "istio-cni",
        ingress: "istio-ingress",
        "external-secrets": "external-secrets",
        "aws-load-balancer-controller": "kube-system",
        "cluster-autoscaler": "kube-system",
        "metrics-server": "kube-system",
        "aws-for-fluent-bit": "amazon-cloudwatch",
      },
      ingressGateway: {
        namespace: "istio-ingress",
        service: "istio-ingressgateway",
        selector: { istio: "ingressgateway" },
        nodePorts: { http: 30080, https: 30443, health: 30021 },
      },
      trustDomain: "cluster.local",
      installed: {
        istio: "1.30.4",
        "external-secrets": "2.7.0",
        "aws-load-balancer-controller": "3.6.0",
        "cluster-autoscaler": "9.57.0",
        "metrics-server": "3.14.0",
        "aws-for-fluent-bit": "0.2.0",
      },
    });
  });

  it("gives each add-on that calls AWS the IAM role of its service account", () => {
    const account = (name: string, arn: string) => ({ name, annotations: { "eks.amazonaws.com/role-arn": role(arn) } });
    expect(valuesOf(made, "external-secrets").serviceAccount).to.deep.equal(account("external-secrets", "secrets"));
    expect(valuesOf(made, "aws-for-fluent-bit").serviceAccount).to.deep.equal(account("aws-for-fluent-bit", "logs"));
    expect(valuesOf(made, "cluster-autoscaler").rbac).to.deep.equal({
      serviceAccount: account("cluster-autoscaler", "nodes"),
    });
    expect(valuesOf(made, "aws-load-balancer-controller")).to.deep.include({
      serviceAccount: account("aws-load-balancer-controller", "balancers"),
      clusterName: "dev",
      region: "us-east-1",
      vpcId: "vpc-1",
    });
  });

  it("lets services be made while the load balancer controller is not there", () => {
    expect(valuesOf(made, "aws-load-balancer-controller").enableServiceMutatorWebhook).to.equal(false);
  });

  it("keeps container logs in a group of its own for as long as it is told", () => {
    expect(made.ofType(logGroup).map(({ inputs }) => [inputs.name, inputs.retentionInDays])).to.deep.equal([
      ["/aws/containerinsights/dev/application", 7],
    ]);
    expect(valuesOf(made, "aws-for-fluent-bit").cloudWatchLogs).to.deep.include({
      region: "us-east-1",
      logGroupName: "dev-container-logs-1234567",
      autoCreateGroup: false,
    });
  });

  it("has no logs, metrics or Argo CD unless it is told", async () => {
    const plain = await makeMesh();
    expect(releasesOf(plain)).not.to.include.members(["aws-for-fluent-bit", "argo-cd"]);
    expect(plain.resources.filter(({ type }) => type.startsWith("aws:"))).to.be.empty;
  });

  it("has metrics of containers by the EKS add-on, without the logs that it would send as well", async () => {
    const { get, ofType } = await makeMesh({ addOns: { cloudWatch: { metrics: true } } });
    expect(get(eksAddOn, "dev-container-metrics").inputs).to.deep.include({
      clusterName: "dev",
      addonName: "amazon-cloudwatch-observability",
      addonVersion: "v4.10.0-eksbuild.1",
      serviceAccountRoleArn: role("metrics"),
      configurationValues: '{"containerLogs":{"enabled":false}}',
    });
    expect(ofType(logGroup).map(({ inputs }) => [inputs.name, inputs.retentionInDays])).to.deep.include([
      "/aws/containerinsights/dev/performance",
      30,
    ]);
  });

  it("installs Argo CD without its applications", async () => {
    const withArgo = await makeMesh({ addOns: { argoCd: { repositoryUrl: "https://git.example.org/x", path: "." } } });
    expect(releasesOf(withArgo)).to.include("argo-cd");
    expect(withArgo.resources.filter(({ type }) => type.includes("argoproj.io"))).to.be.empty;
  });

  it("leaves out what belongs to EKS, and what K3s brings itself", async () => {
    const k3s = await makeMesh({
      cluster: { name: "dev", engine: "k3s", region: "us-east-2" },
      addOns: { cloudWatch: {} },
    });
    expect(releasesOf(k3s)).to.have.members([
      "istio-base",
      "istio-cni",
      "istiod",
      "external-secrets",
      "aws-for-fluent-bit",
    ]);
    expect(valuesOf(k3s, "external-secrets").serviceAccount).to.deep.equal({ name: "external-secrets" });
  });

  it("takes the images of add-ons from a mirror", async () => {
    const mirrored = await makeMesh({ mirror: "registry.example.org/mirror" });
    expect(valuesOf(mirrored, "cluster-autoscaler").image).to.deep.equal({
      repository: "registry.example.org/mirror/autoscaling/cluster-autoscaler",
    });
    expect(valuesOf(made, "cluster-autoscaler").image).to.deep.equal({
      repository: "registry.k8s.io/autoscaling/cluster-autoscaler",
    });
  });

  it("tells the same while nothing is made yet", async () => {
    const { result } = await makeMesh({ addOns: { cloudWatch: {} } }, true);
    expect(result.namespaces).to.deep.equal(made.result.namespaces);
    expect(result.ingressGateway).to.deep.equal(made.result.ingressGateway);
  });

  it("refuses versions that are not pinned and add-ons that the engine does not have, all at once", async () => {
    const args: IstioMeshArgs = {
      cluster: { ...eks, engine: "k3s" },
      versions: {},
      ingressGateway: { nodePorts: { http: 30443 } },
      addOns: { loadBalancerController: true, clusterAutoscaler: true, cloudWatch: { metrics: true } },
    };
    const onlyOnEks = "works on EKS only, and the engine is k3s. Remove it.";
    expect(await problemsOf(() => new IstioMesh("dev", args))).to.deep.equal({
      "ingressGateway.nodePorts.https": "30443 is the port of http as well. Give each its own.",
      "addOns.loadBalancerController": onlyOnEks,
      "addOns.clusterAutoscaler": onlyOnEks,
      "addOns.cloudWatch.metrics": onlyOnEks,
      "versions.istio": "required: the version of the mesh.",
      "versions.charts.external-secrets": "required: the version of a chart that the mesh installs.",
      "versions.charts.aws-for-fluent-bit": "required: the version of a chart that the mesh installs.",
    });
  });

  it("refuses container metrics that are not pinned", async () => {
    const args = { cluster: eks, versions: { istio: "1.30.4", charts }, addOns: { cloudWatch: { metrics: true } } };
    expect(await problemsOf(() => new IstioMesh("dev", args))).to.deep.equal({
      "versions.containerInsights": "required: the version of the add-on for metrics.",
    });
  });
});
