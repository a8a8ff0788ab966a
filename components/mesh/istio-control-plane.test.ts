import { expect } from "chai";

import { record, type Recording } from "../testing/recorder";
import { IstioControlPlane, type IstioControlPlaneArgs } from "./istio-control-plane";

const release = "kubernetes:helm.sh/v3:Release";
const namespace = "kubernetes:core/v1:Namespace";
const networkPolicy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

function makeControlPlane(args: Partial<IstioControlPlaneArgs> = {}): Promise<Recording<IstioControlPlane>> {
  return record(() => new IstioControlPlane("mesh", { version: "1.30.4", ...args }));
}

describe("IstioControlPlane", () => {
  let made: Recording<IstioControlPlane>;
  before(async () => {
    made = await makeControlPlane();
  });

  it("installs the pinned charts of CRDs, node agent and istiod, whole or not at all", () => {
    const releases = made
      .ofType(release)
      .map(({ inputs }) => [inputs.name, inputs.chart, inputs.version, inputs.atomic]);
    expect(releases).to.have.deep.members([
      ["istio-base", "base", "1.30.4", true],
      ["istio-cni", "cni", "1.30.4", true],
      ["istiod", "istiod", "1.30.4", true],
    ]);
    expect(made.get(release, "mesh-istiod").inputs.repositoryOpts).to.deep.equal({
      repo: "https://istio-release.storage.googleapis.com/charts",
    });
  });

  it("demands mutual TLS of the whole mesh and allows no request in it", () => {
    const policies = made.resources.filter(({ type }) => type.startsWith("kubernetes:security.istio.io/"));
    expect(policies.map(({ inputs: { kind, metadata, spec } }) => ({ kind, metadata, spec }))).to.have.deep.members([
      {
        kind: "PeerAuthentication",
        metadata: { name: "default", namespace: "istio-system" },
        spec: { mtls: { mode: "STRICT" } },
      },
      {
        kind: "AuthorizationPolicy",
        metadata: { name: "allow-nothing", namespace: "istio-system" },
        spec: {},
      },
    ]);
  });

  it("needs no privileged init container, so that namespaces can be restricted", () => {
    expect(made.get(release, "mesh-istiod").inputs.values).to.deep.include({ cni: { enabled: true } });
    const levels = made.ofType(namespace).map(({ inputs }) => {
      const { name, labels } = inputs.metadata as { name: string; labels: Record<string, string> };
      return [name, labels["pod-security.kubernetes.io/enforce"]];
    });
    expect(levels).to.have.deep.members([
      ["istio-system", "restricted"],
      ["istio-cni", "privileged"],
    ]);
  });

  it("logs every request as JSON under the identity's trust domain", () => {
    expect(made.get(release, "mesh-istiod").inputs.values).to.deep.include({
      meshConfig: {
        trustDomain: made.result.trustDomain,
        accessLogFile: "/dev/stdout",
        accessLogEncoding: "JSON",
        outboundTrafficPolicy: { mode: "ALLOW_ANY" },
      },
    });
  });

  it("opens istiod to proxies of all namespaces and to the API server's calls of webhooks", () => {
    const { ingress } = made.get(networkPolicy, "mesh-system-allow").inputs.spec as { ingress: unknown };
    expect(ingress).to.deep.equal([
      { ports: [{ protocol: "TCP", port: 15012 }], from: [{ namespaceSelector: { matchLabels: {} } }] },
      { ports: [{ protocol: "TCP", port: 15017 }] },
    ]);
  });

  it("finds the network plugins where K3s keeps them", async () => {
    const values = async (engine: "eks" | "k3s") =>
      (await makeControlPlane({ engine })).get(release, "mesh-cni").inputs.values;
    expect(await values("k3s")).to.deep.equal({ global: { logAsJson: true, platform: "k3s" } });
    expect(await values("eks")).to.deep.equal({ global: { logAsJson: true } });
  });

  it("takes charts and images from a mirror", async () => {
    const { ofType } = await makeControlPlane({ mirror: "registry.example.org/mirror" });
    for (const { inputs } of ofType(release)) {
      expect(inputs.chart).to.match(/^oci:\/\/registry\.example\.org\/mirror\/charts\/(base|cni|istiod)$/);
      expect(inputs).not.to.have.property("repositoryOpts");
    }
    expect(
      ofType(release).map(({ inputs }) => (inputs.values as { global?: { hub: string } }).global?.hub),
    ).to.deep.equal([undefined, "registry.example.org/mirror/istio", "registry.example.org/mirror/istio"]);
  });
});
