import { record, records, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import type { View } from "../behaviour";
import { labelsOf, nameOf } from "../objects/object";
import type { KubernetesObject } from "../objects/object";
import type { PodTemplate } from "./pod-templates";

/** What Istio's webhook does to a pod. */
export interface Injection {
  readonly injected: boolean;
  /** Why not. */
  readonly why: string;
  /** Containers that it adds, as far as pod security looks at them. */
  readonly containers: readonly Properties[];
  /** What keeps an injected pod from starting. */
  readonly problem?: string;
}

const none = (why: string): Injection => ({ injected: false, why, containers: [] });

/** https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/ */
export function injectionOf(pod: PodTemplate, view: View): Injection {
  const why = whyNot(pod, view);
  if (why !== undefined) {
    return none(why);
  }
  const injector = injectorIn(view);
  if (injector === undefined) {
    return none("istiod's injection webhook is not installed");
  }
  // A gateway's template fills in the container that is there, and redirects nothing.
  return pod.annotations["inject.istio.io/templates"] === "gateway"
    ? { injected: true, why: "", containers: [] }
    : sidecar(settingsOf(injector), view);
}

function whyNot({ namespace, labels, annotations, spec }: PodTemplate, { store }: View): string | undefined {
  const own = text(labels["sidecar.istio.io/inject"]) ?? text(annotations["sidecar.istio.io/inject"]);
  const home = store.get("v1", "Namespace", undefined, namespace);
  const ofNamespace = home === undefined ? {} : labelsOf(home);
  if (own === "false" || ofNamespace["istio-injection"] === "disabled") {
    return "injection is switched off for it";
  }
  const revision = labels["istio.io/rev"] ?? ofNamespace["istio.io/rev"];
  if (own !== "true" && ofNamespace["istio-injection"] !== "enabled" && revision === undefined) {
    return 'neither the pod has the label sidecar.istio.io/inject: "true" nor its namespace istio-injection: enabled';
  }
  return spec.hostNetwork === true ? "pods in the node's network are never injected" : undefined;
}

function injectorIn({ store }: View): KubernetesObject | undefined {
  const webhook = store
    .list("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration")
    .some(({ webhooks }) => records(webhooks).some(({ name }) => String(name).endsWith("sidecar-injector.istio.io")));
  return webhook
    ? store.list("v1", "ConfigMap").find((map) => nameOf(map).startsWith("istio-sidecar-injector"))
    : undefined;
}

/** Values of istiod's chart, which it keeps for the webhook. */
const settingsOf = (injector: KubernetesObject): Properties =>
  record(JSON.parse(text(record(injector.data).values) ?? "{}"));

function sidecar(values: Properties, { store }: View): Injection {
  const byPlugin = record(record(values.pilot).cni).enabled === true;
  const { seccompProfile } = record(record(values.global).proxy);
  const confined = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile,
  };
  const setUp = byPlugin
    ? { name: "istio-validation", securityContext: confined }
    : {
        name: "istio-init",
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { add: ["NET_ADMIN", "NET_RAW"], drop: ["ALL"] },
          runAsNonRoot: false,
          runAsUser: 0,
          seccompProfile,
        },
      };
  const agent = store.list("apps/v1", "DaemonSet").some((set) => nameOf(set) === "istio-cni-node");
  return {
    injected: true,
    why: "",
    containers: [setUp, { name: "istio-proxy", securityContext: confined }],
    ...(byPlugin && !agent
      ? {
          problem:
            '[Init:CrashLoopBackOff] container "istio-validation": traffic is not redirected: Istio\'s CNI node agent is not installed',
        }
      : {}),
  };
}
