/** Whether pods of a template would run: admission, scheduling, what they mount and name, and their images. */
import { record, records, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import type { View } from "../behaviour";
import { missingFor } from "./external-secrets";
import { injectionOf } from "./injection";
import { nodesOf, whyUnschedulable } from "./nodes";
import { podSecurity } from "./pod-security";
import { containersOf } from "./pod-templates";
import type { PodTemplate } from "./pod-templates";

/** What keeps the pods from running, in the words of the component that would say it. */
export function podObstacles(pod: PodTemplate, view: View): readonly string[] {
  const refused = admission(pod, view);
  if (refused.length > 0) {
    return refused.map((why) => `[FailedCreate] Error creating: pods is forbidden: ${why}`);
  }
  const unschedulable = whyUnschedulable(pod, nodesOf(view));
  if (unschedulable !== undefined) {
    return [`[Pod pending] [Unschedulable] ${unschedulable}`];
  }
  return [
    ...claims(pod, view),
    ...mounted(pod, view),
    ...environment(pod, view),
    ...images(pod, view),
    ...sidecars(pod, view),
  ];
}

function admission(pod: PodTemplate, view: View): readonly string[] {
  const { store } = view;
  const account = text(pod.spec.serviceAccountName) ?? "default";
  const priority = text(pod.spec.priorityClassName);
  return [
    ...(store.get("v1", "ServiceAccount", pod.namespace, account)
      ? []
      : [`error looking up service account ${pod.namespace}/${account}: serviceaccount "${account}" not found`]),
    ...(priority === undefined || store.get("scheduling.k8s.io/v1", "PriorityClass", undefined, priority)
      ? []
      : [`no PriorityClass with name ${priority} was found`]),
    ...podSecurity(pod, injectionOf(pod, view), view),
  ];
}

/** An object that a pod names, and the keys of it that it needs. */
interface Need {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
  readonly keys: readonly string[];
}

const need = (kind: Need["kind"], source: Properties, name: unknown, keys: readonly string[]): readonly Need[] =>
  source.optional === true || typeof name !== "string" ? [] : [{ kind, name, keys }];

const keysOf = (items: unknown): readonly string[] => records(items).flatMap(({ key }) => text(key) ?? []);

function volumeNeeds(volume: Properties): readonly Need[] {
  const { configMap, secret, projected } = volume;
  return [
    ...need("ConfigMap", record(configMap), record(configMap).name, keysOf(record(configMap).items)),
    ...need("Secret", record(secret), record(secret).secretName, keysOf(record(secret).items)),
    ...records(record(projected).sources).flatMap((source) => [
      ...need(
        "ConfigMap",
        record(source.configMap),
        record(source.configMap).name,
        keysOf(record(source.configMap).items),
      ),
      ...need("Secret", record(source.secret), record(source.secret).name, keysOf(record(source.secret).items)),
    ]),
  ];
}

function variableNeeds(container: Properties): readonly Need[] {
  return [
    ...records(container.env)
      .map(({ valueFrom }) => record(valueFrom))
      .flatMap(({ configMapKeyRef, secretKeyRef }) => [
        ...need(
          "ConfigMap",
          record(configMapKeyRef),
          record(configMapKeyRef).name,
          textList(record(configMapKeyRef).key),
        ),
        ...need("Secret", record(secretKeyRef), record(secretKeyRef).name, textList(record(secretKeyRef).key)),
      ]),
    ...records(container.envFrom).flatMap(({ configMapRef, secretRef }) => [
      ...need("ConfigMap", record(configMapRef), record(configMapRef).name, []),
      ...need("Secret", record(secretRef), record(secretRef).name, []),
    ]),
  ];
}

const textList = (value: unknown): readonly string[] => (typeof value === "string" ? [value] : []);

/** Why a need is not met. */
function unmet({ kind, name, keys }: Need, { namespace }: PodTemplate, view: View): string | undefined {
  const found = view.store.get("v1", kind, namespace, name);
  if (found === undefined) {
    const because = kind === "Secret" ? missingFor(namespace, name, view) : undefined;
    return `${kind.toLowerCase()} "${name}" not found${because === undefined ? "" : ` (${because})`}`;
  }
  const held = { ...record(found.data), ...record(found.binaryData) };
  const missing = keys.find((key) => !(key in held));
  return missing === undefined ? undefined : `couldn't find key ${missing} in ${kind} ${namespace}/${name}`;
}

function mounted(pod: PodTemplate, view: View): readonly string[] {
  return records(pod.spec.volumes).flatMap((volume) =>
    volumeNeeds(volume)
      .map((wanted) => unmet(wanted, pod, view))
      .filter((why) => why !== undefined)
      .map((why) => `[FailedMount] MountVolume.SetUp failed for volume "${String(volume.name)}" : ${why}`),
  );
}

function environment(pod: PodTemplate, view: View): readonly string[] {
  return containersOf(pod.spec).flatMap((container) =>
    variableNeeds(container)
      .map((wanted) => unmet(wanted, pod, view))
      .filter((why) => why !== undefined)
      .map((why) => `[CreateContainerConfigError] container "${String(container.name)}": ${why}`),
  );
}

function claims({ namespace, spec }: PodTemplate, { store }: View): readonly string[] {
  return records(spec.volumes)
    .map(({ persistentVolumeClaim }) => text(record(persistentVolumeClaim).claimName))
    .filter((name) => name !== undefined)
    .filter((name) => !store.get("v1", "PersistentVolumeClaim", namespace, name))
    .map((name) => `[Pod pending] [Unschedulable] persistentvolumeclaim "${name}" not found`);
}

/** The image of a container that only injection gives one: https://istio.io/latest/docs/setup/additional-setup/gateway/ */
function images(pod: PodTemplate, view: View): readonly string[] {
  const { injected, why } = injectionOf(pod, view);
  return containersOf(pod.spec)
    .filter(({ image }) => image === "auto" && !injected)
    .map(
      ({ name }) =>
        `[ImagePullBackOff] container "${String(name)}": Back-off pulling image "auto": nothing replaces it, because ${why}`,
    );
}

function sidecars(pod: PodTemplate, view: View): readonly string[] {
  const { problem } = injectionOf(pod, view);
  return problem === undefined ? [] : [problem];
}
