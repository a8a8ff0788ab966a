import { record, text } from "../../../aws/values";
import { definitions } from "../chart";
import type { Chart, ReleaseContext } from "../chart";
import {
  clusterRole,
  daemonSet,
  deployment,
  disruptionBudget,
  object,
  part,
  restricted,
  service,
  webhooks,
} from "../parts";

const REPOSITORY = "https://istio-release.storage.googleapis.com/charts";
const HELM_PAGE = "https://istio.io/latest/docs/setup/install/helm/";
const VERSIONS = /^1\.(29|30)\.\d+$/;

const networking =
  "DestinationRule@v1,v1alpha3,v1beta1 EnvoyFilter@v1alpha3 Gateway@v1,v1alpha3,v1beta1 ProxyConfig@v1beta1 " +
  "ServiceEntry/serviceentries@v1,v1alpha3,v1beta1 Sidecar@v1,v1alpha3,v1beta1 VirtualService@v1,v1alpha3,v1beta1 " +
  "WorkloadEntry/workloadentries@v1,v1alpha3,v1beta1 WorkloadGroup@v1,v1alpha3,v1beta1";
const security =
  "AuthorizationPolicy/authorizationpolicies@v1,v1beta1 PeerAuthentication@v1,v1beta1 RequestAuthentication@v1,v1beta1";

const revisionOf = ({ values }: ReleaseContext): string => text(values.revision) ?? "";
const suffix = (revision: string): string => (revision === "" ? "" : `-${revision}`);
const hub = ({ values, version }: ReleaseContext, image: string): string => {
  const global = record(values.global);
  return `${text(global.hub) ?? "docker.io/istio"}/${image}:${text(global.tag) ?? version}`;
};

/** What the webhook keeps of the values. */
const forInjection = ({ values: { global, pilot, cni } }: ReleaseContext): string =>
  JSON.stringify({ global: record(global), pilot: { cni: { ...record(cni), ...record(record(pilot).cni) } } });

/** The chart sets everything that level `restricted` asks for but the profile, which is a value. */
const contained = ({ values: { seccompProfile } }: ReleaseContext) => ({ ...restricted, seccompProfile });

const account = (name: string, namespace: string) => object("v1", "ServiceAccount", name, namespace);

/** Definitions and what all revisions share. The definitions are templates of the chart. */
export const base: Chart = {
  name: "base",
  repository: REPOSITORY,
  documentation: HELM_PAGE,
  versions: VERSIONS,
  appVersion: (version) => version,
  crds: {
    from: "templates",
    stay: () => true,
    without: ({ base: own }) => record(own).enableCRDTemplates === false,
    all: [
      ...definitions("extensions.istio.io", "WasmPlugin@v1alpha1"),
      ...definitions("networking.istio.io", networking),
      ...definitions("security.istio.io", security),
      ...definitions("telemetry.istio.io", "Telemetry/telemetries@v1,v1alpha1"),
    ],
  },
  objects: ({ namespace }) => [
    account("istio-reader-service-account", namespace),
    webhooks("Validating", "istiod-default-validator", ["validation.istio.io"]),
  ],
};

export const istiod: Chart = {
  name: "istiod",
  repository: REPOSITORY,
  documentation: HELM_PAGE,
  versions: VERSIONS,
  appVersion: (version) => version,
  objects: (release) => {
    const { namespace } = release;
    const end = suffix(revisionOf(release));
    const name = `istiod${end}`;
    const own = {
      ...part(release, "istiod", name),
      selector: { app: "istiod", istio: end === "" ? "pilot" : `pilot${end}` },
    };
    const ports = [
      { name: "grpc-xds", port: 15010 },
      { name: "https-dns", port: 15012 },
      { name: "https-webhook", port: 443, targetPort: 15017 },
      { name: "http-monitoring", port: 15014 },
    ];
    const injector = `istio-sidecar-injector${end}${namespace === "istio-system" ? "" : `-${namespace}`}`;
    return [
      account(name, namespace),
      object("v1", "ConfigMap", `istio${end}`, namespace, { data: { mesh: "", meshNetworks: "" } }),
      object("v1", "ConfigMap", `istio-sidecar-injector${end}`, namespace, {
        data: { config: "", values: forInjection(release) },
      }),
      service(own, ports, release),
      deployment(
        own,
        { image: hub(release, "pilot"), serviceAccountName: name, securityContext: contained(release) },
        release,
      ),
      object("autoscaling/v2", "HorizontalPodAutoscaler", name, namespace, {
        spec: { minReplicas: 1, maxReplicas: 5, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name } },
      }),
      disruptionBudget(own, release, { minAvailable: 1 }),
      ...clusterRole({ ...own, name: `istiod-clusterrole${end}-${namespace}` }, name, release),
      webhooks("Mutating", injector, [
        "rev.namespace.sidecar-injector.istio.io",
        "rev.object.sidecar-injector.istio.io",
        "namespace.sidecar-injector.istio.io",
        "object.sidecar-injector.istio.io",
      ]),
      webhooks("Validating", `istio-validator${end}-${namespace}`, ["rev.validation.istio.io"]),
    ];
  },
};

const nodeAgent = {
  securityContext: {
    runAsUser: 0,
    capabilities: { drop: ["ALL"], add: ["NET_ADMIN", "NET_RAW", "SYS_PTRACE", "SYS_ADMIN", "DAC_OVERRIDE"] },
  },
  pod: {
    priorityClassName: "system-node-critical",
    volumes: [
      { name: "cni-bin-dir", hostPath: { path: "/opt/cni/bin" } },
      { name: "cni-net-dir", hostPath: { path: "/etc/cni/net.d" } },
    ],
  },
};

/** It runs on every node, whatever taint that has. */
const tolerant = (release: ReleaseContext): ReleaseContext => ({
  ...release,
  values: { tolerations: [{ operator: "Exists" }], ...release.values },
});

export const cni: Chart = {
  name: "cni",
  repository: REPOSITORY,
  documentation: "https://istio.io/latest/docs/setup/additional-setup/cni/",
  versions: VERSIONS,
  appVersion: (version) => version,
  objects: (release) => {
    const own = { ...part(release, "cni", "istio-cni-node"), selector: { "k8s-app": "istio-cni-node" } };
    return [
      account("istio-cni", release.namespace),
      object("v1", "ConfigMap", "istio-cni-config", release.namespace, { data: {} }),
      daemonSet(
        own,
        { image: hub(release, "install-cni"), serviceAccountName: "istio-cni", ...nodeAgent },
        tolerant(release),
      ),
      ...clusterRole({ ...own, name: "istio-cni" }, "istio-cni", release),
    ];
  },
};
