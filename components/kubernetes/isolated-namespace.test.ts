import { expect } from "chai";

import { record, type Recorded, type Recording } from "../testing/recorder";
import { IsolatedNamespace, type IsolatedNamespaceArgs } from "./isolated-namespace";
import { fromApiServer, namespaceNamed, toApis, toDns } from "./traffic";

const networkPolicy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

function makeNamespace(args: Partial<IsolatedNamespaceArgs> = {}): Promise<Recording<IsolatedNamespace>> {
  return record(() => new IsolatedNamespace("bank", { namespace: "accounts", podSecurity: "restricted", ...args }));
}

/** What an object that was recorded says beside its type. */
function specOf({ inputs }: Recorded): unknown {
  return inputs.spec;
}

describe("IsolatedNamespace", () => {
  it("refuses pods that its pod-security level does not permit", async () => {
    const { get } = await makeNamespace({ labels: { "istio-injection": "enabled" } });
    expect(get("kubernetes:core/v1:Namespace", "bank").inputs.metadata).to.deep.equal({
      name: "accounts",
      labels: {
        "istio-injection": "enabled",
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
      },
    });
  });

  it("lets nothing in or out", async () => {
    const { ofType } = await makeNamespace();
    const policies = ofType(networkPolicy);
    expect(policies.map(({ inputs }) => inputs.metadata)).to.deep.equal([
      { name: "default-deny", namespace: "accounts" },
    ]);
    expect(policies.map(specOf)).to.deep.equal([
      { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] },
    ]);
  });

  it("lets through what is allowed, beside what denies", async () => {
    const { get } = await makeNamespace({ allow: [fromApiServer(10250), toDns, toApis] });
    expect(get(networkPolicy, "bank-default-deny").inputs.spec).to.deep.include({ ingress: [], egress: [] });
    expect(specOf(get(networkPolicy, "bank-allow"))).to.deep.equal({
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ ports: [{ protocol: "TCP", port: 10250 }] }],
      egress: [
        {
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
              podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
            },
          ],
        },
        {
          ports: [
            { protocol: "TCP", port: 443 },
            { protocol: "TCP", port: 6443 },
          ],
        },
      ],
    });
  });

  it("tells peers of the same namespace, of another and of all apart", async () => {
    const peers = [
      {},
      { podLabels: { app: "a" } },
      { namespaceLabels: namespaceNamed("other") },
      { namespaceLabels: {} },
    ];
    const { get } = await makeNamespace({ allow: peers.map((peer) => ({ direction: "ingress" as const, peer })) });
    const { ingress } = get(networkPolicy, "bank-allow").inputs.spec as { ingress: { from: unknown }[] };
    expect(ingress.map(({ from }) => from)).to.deep.equal([
      [{ podSelector: { matchLabels: {} } }],
      [{ podSelector: { matchLabels: { app: "a" } } }],
      [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "other" } } }],
      [{ namespaceSelector: { matchLabels: {} } }],
    ]);
  });

  it("gives its name while nothing is made yet", async () => {
    const { result } = await record(
      () => new IsolatedNamespace("bank", { namespace: "accounts", podSecurity: "baseline" }),
      { preview: true },
    );
    expect(result.namespace).to.equal("accounts");
  });
});
