import { expect } from "chai";

import { problemsOf, record, type Recording } from "../testing/recorder";
import { IngressGateway, type IngressGatewayArgs } from "./ingress-gateway";

const deployment = "kubernetes:apps/v1:Deployment";
const service = "kubernetes:core/v1:Service";
const autoscaler = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const networkPolicy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const authorizationPolicy = "kubernetes:security.istio.io/v1:AuthorizationPolicy";

function makeGateway(args: Partial<IngressGatewayArgs> = {}): Promise<Recording<IngressGateway>> {
  return record(() => new IngressGateway("gateway", { istioVersion: "1.30.4", ...args }));
}

interface Pod {
  metadata: { labels: Record<string, string>; annotations: Record<string, string> };
  spec: { securityContext: object; containers: Record<string, unknown>[] };
}

function podOf({ get }: Recording<IngressGateway>): Pod {
  const { template } = get(deployment, "gateway").inputs.spec as { template: Pod };
  return template;
}

describe("IngressGateway", () => {
  let made: Recording<IngressGateway>;
  before(async () => {
    made = await makeGateway();
  });

  it("is a proxy that istiod's webhook fills in", () => {
    const { metadata, spec } = podOf(made);
    expect(metadata.labels).to.include({ "sidecar.istio.io/inject": "true", istio: "ingressgateway" });
    expect(metadata.annotations).to.deep.equal({ "inject.istio.io/templates": "gateway" });
    expect(spec.containers.map(({ name, image }) => [name, image])).to.deep.equal([["istio-proxy", "auto"]]);
  });

  it("gets the proxy of another version of Istio by other pods", async () => {
    const { metadata } = podOf(await makeGateway({ istioVersion: "1.31.0" }));
    expect(metadata.labels).not.to.deep.equal(podOf(made).metadata.labels);
  });

  it("listens where a user without privileges may, and is ready when its health port says so", () => {
    const [proxy] = podOf(made).spec.containers;
    expect(proxy?.ports).to.deep.equal([
      { name: "http", containerPort: 8080 },
      { name: "https", containerPort: 8443 },
      { name: "health", containerPort: 15021 },
    ]);
    expect(proxy?.readinessProbe).to.deep.equal({ httpGet: { path: "/healthz/ready", port: 15021 } });
  });

  it("meets the pod-security level of its namespace", () => {
    expect(made.get("kubernetes:core/v1:Namespace", "gateway-namespace").inputs.metadata).to.deep.include({
      labels: {
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
      },
    });
    const { securityContext, containers } = podOf(made).spec;
    expect(securityContext).to.deep.equal({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(containers[0]?.securityContext).to.deep.include({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("is behind three ports of every node", () => {
    expect(made.get(service, "gateway").inputs).to.deep.include({
      metadata: {
        name: "istio-ingressgateway",
        namespace: "istio-ingress",
        labels: { app: "istio-ingressgateway", istio: "ingressgateway" },
      },
      spec: {
        type: "NodePort",
        externalTrafficPolicy: "Cluster",
        selector: { app: "istio-ingressgateway", istio: "ingressgateway" },
        ports: [
          { name: "status-port", port: 15021, targetPort: 15021, nodePort: 30021 },
          { name: "http2", port: 80, targetPort: 8080, nodePort: 30080 },
          { name: "https", port: 443, targetPort: 8443, nodePort: 30443 },
        ],
      },
    });
  });

  it("is behind other ports of the nodes on request", async () => {
    const { get } = await makeGateway({ nodePorts: { health: 32021 } });
    const { ports } = get(service, "gateway").inputs.spec as { ports: { nodePort: number }[] };
    expect(ports.map(({ nodePort }) => nodePort)).to.deep.equal([32021, 30080, 30443]);
  });

  it("leaves the number of pods to the autoscaler", () => {
    expect(made.get(deployment, "gateway").inputs.spec).not.to.have.property("replicas");
    expect(made.get(autoscaler, "gateway").inputs.spec).to.deep.include({
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "istio-ingressgateway" },
      minReplicas: 2,
      maxReplicas: 5,
    });
  });

  it("may have more pods at the least than there are usually at the most", async () => {
    const { get } = await makeGateway({ minReplicas: 7 });
    expect(get(autoscaler, "gateway").inputs.spec).to.deep.include({ minReplicas: 7, maxReplicas: 7 });
  });

  it("always lets a node be drained", () => {
    expect(made.get("kubernetes:policy/v1:PodDisruptionBudget", "gateway").inputs.spec).to.deep.include({
      maxUnavailable: 1,
    });
  });

  it("may read the TLS secrets of its namespace, and nothing else", () => {
    expect(made.get("kubernetes:rbac.authorization.k8s.io/v1:Role", "gateway").inputs.rules).to.deep.equal([
      { apiGroups: [""], resources: ["secrets"], verbs: ["get", "watch", "list"] },
    ]);
    expect(made.get("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", "gateway").inputs.subjects).to.deep.equal([
      { kind: "ServiceAccount", name: "istio-ingressgateway", namespace: "istio-ingress" },
    ]);
  });

  it("takes requests at its two ports in a mesh that allows nothing", () => {
    expect(made.get(authorizationPolicy, "gateway").inputs.spec).to.deep.equal({
      selector: { matchLabels: { istio: "ingressgateway" } },
      action: "ALLOW",
      rules: [{ to: [{ operation: { ports: ["8080", "8443"] } }] }],
    });
  });

  it("is reached at its three ports, and reaches istiod, the mesh and DNS", () => {
    const spec = made.get(networkPolicy, "gateway-namespace-allow").inputs.spec as {
      ingress: { ports: { port: number }[]; from?: unknown }[];
      egress: { ports?: { port: number }[]; to: Record<string, unknown>[] }[];
    };
    expect(spec.ingress.map(({ ports, from }) => [ports.map(({ port }) => port), from])).to.deep.equal([
      [[8080, 8443, 15021], undefined],
    ]);
    expect(spec.egress.map(({ to, ports }) => [ports?.map(({ port }) => port), ...to])).to.deep.equal([
      [
        [15012],
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "istio-system" } },
          podSelector: { matchLabels: { app: "istiod" } },
        },
      ],
      [undefined, { namespaceSelector: { matchLabels: { "istio-injection": "enabled" } } }],
      [
        [53, 53],
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
          podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
        },
      ],
    ]);
  });

  it("refuses ports and numbers that cannot be, all at once", async () => {
    const args = { minReplicas: 3, maxReplicas: 2, nodePorts: { http: 8080, https: 30021 } };
    expect(await problemsOf(() => new IngressGateway("gateway", { istioVersion: "1.30.4", ...args }))).to.deep.equal({
      minReplicas: "3 is more than maxReplicas, which is 2.",
      "nodePorts.http": "8080 is no port of nodes. Those are 30000 to 32767.",
      "nodePorts.health": "30021 is the port of https as well. Give each its own.",
    });
  });
});
