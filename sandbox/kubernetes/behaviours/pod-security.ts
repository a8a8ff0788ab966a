/** Pod security standards by a namespace's labels: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
import { list, record, records, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import type { View } from "../behaviour";
import { labelsOf } from "../objects/object";
import type { Injection } from "./injection";
import { containersOf } from "./pod-templates";
import type { PodTemplate } from "./pod-templates";

/** A control of a standard: what violates it, in the words of the admission controller. */
interface Control {
  readonly title: string;
  readonly violations: (spec: Properties, containers: readonly Container[]) => readonly string[];
}

interface Container {
  readonly name: string;
  readonly context: Properties;
  readonly ports: readonly Properties[];
}

const securityOf = (spec: Properties): Properties => record(spec.securityContext);
const quoted = (containers: readonly Container[]): string => {
  const names = containers.map(({ name }) => `"${name}"`).join(", ");
  return containers.length === 1 ? `container ${names}` : `containers ${names}`;
};
const each = (containers: readonly Container[], what: string): readonly string[] =>
  containers.length === 0 ? [] : [`${quoted(containers)} must ${what}`];

/** Capabilities that a container may add under the baseline standard. */
const HARMLESS = new Set(
  "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split(
    " ",
  ),
);
const added = ({ context }: Container): readonly string[] => list(record(context.capabilities).add).map(String);
const dropped = ({ context }: Container): readonly string[] => list(record(context.capabilities).drop).map(String);

const baseline: readonly Control[] = [
  {
    title: "host namespaces",
    violations: (spec) =>
      ["hostNetwork", "hostPID", "hostIPC"].filter((field) => spec[field] === true).map((field) => `${field}=true`),
  },
  {
    title: "privileged",
    violations: (_spec, containers) =>
      each(
        containers.filter(({ context }) => context.privileged === true),
        "not set securityContext.privileged=true",
      ),
  },
  {
    title: "non-default capabilities",
    violations: (_spec, containers) =>
      containers
        .map((container) => ({ container, extra: added(container).filter((name) => !HARMLESS.has(name)) }))
        .filter(({ extra }) => extra.length > 0)
        .map(
          ({ container, extra }) =>
            `${quoted([container])} must not include ${extra.map((name) => `"${name}"`).join(", ")} in ` +
            "securityContext.capabilities.add",
        ),
  },
  {
    title: "hostPath volumes",
    violations: (spec) =>
      records(spec.volumes)
        .filter(({ hostPath }) => hostPath !== undefined)
        .map(({ name }) => `volume "${String(name)}"`),
  },
  {
    title: "hostPort",
    violations: (_spec, containers) =>
      each(
        containers.filter(({ ports }) => ports.some(({ hostPort }) => hostPort !== undefined && hostPort !== 0)),
        "not use host ports",
      ),
  },
  {
    title: "seccompProfile",
    violations: (spec, containers) =>
      [{ name: "pod", context: securityOf(spec), ports: [] }, ...containers]
        .filter(({ context }) => record(context.seccompProfile).type === "Unconfined")
        .map(({ name }) => `${name} must not set securityContext.seccompProfile.type to "Unconfined"`),
  },
];

const VOLUMES = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

const restricted: readonly Control[] = [
  ...baseline.filter(({ title }) => title !== "seccompProfile"),
  {
    title: "allowPrivilegeEscalation != false",
    violations: (_spec, containers) =>
      each(
        containers.filter(({ context }) => context.allowPrivilegeEscalation !== false),
        "set securityContext.allowPrivilegeEscalation=false",
      ),
  },
  {
    title: "unrestricted capabilities",
    violations: (_spec, containers) => [
      ...each(
        containers.filter((container) => !dropped(container).includes("ALL")),
        'set securityContext.capabilities.drop=["ALL"]',
      ),
      ...each(
        containers.filter((container) =>
          added(container).some((name) => HARMLESS.has(name) && name !== "NET_BIND_SERVICE"),
        ),
        'not include capabilities other than "NET_BIND_SERVICE" in securityContext.capabilities.add',
      ),
    ],
  },
  {
    title: "restricted volume types",
    violations: (spec) =>
      records(spec.volumes)
        .filter(
          ({ name, hostPath, ...source }) =>
            name !== undefined && hostPath === undefined && !Object.keys(source).some((key) => VOLUMES.has(key)),
        )
        .map(({ name }) => `volume "${String(name)}" uses a restricted volume type`),
  },
  {
    title: "runAsNonRoot != true",
    violations: (spec, containers) =>
      each(
        containers.filter(({ context }) => (context.runAsNonRoot ?? securityOf(spec).runAsNonRoot) !== true),
        "set securityContext.runAsNonRoot=true",
      ).map((text) => `pod or ${text}`),
  },
  {
    title: "runAsUser=0",
    violations: (spec, containers) => [
      ...(securityOf(spec).runAsUser === 0 ? ["pod must not set runAsUser=0"] : []),
      ...each(
        containers.filter(({ context }) => context.runAsUser === 0),
        "not set runAsUser=0",
      ),
    ],
  },
  {
    title: "seccompProfile",
    violations: (spec, containers) =>
      each(
        containers.filter(
          ({ context }) =>
            !["RuntimeDefault", "Localhost"].includes(
              text(record(context.seccompProfile).type) ?? text(record(securityOf(spec).seccompProfile).type) ?? "",
            ),
        ),
        'set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"',
      ).map((text) => `pod or ${text}`),
  },
];

const standards: Readonly<Record<string, readonly Control[]>> = { baseline, restricted };

/** Why admission refuses a pod in its namespace. */
export function podSecurity(pod: PodTemplate, { containers: injected }: Injection, { store }: View): readonly string[] {
  const namespace = store.get("v1", "Namespace", undefined, pod.namespace);
  const labels = namespace === undefined ? {} : labelsOf(namespace);
  const level = text(labels["pod-security.kubernetes.io/enforce"]) ?? "privileged";
  const version = text(labels["pod-security.kubernetes.io/enforce-version"]) ?? "latest";
  const own = containersOf(pod.spec).filter(({ image }) => image !== "auto");
  const containers = [...injected, ...own].map(({ name, securityContext, ports }) => ({
    name: String(name),
    context: record(securityContext),
    ports: records(ports),
  }));
  const violated = (standards[level] ?? [])
    .map(({ title, violations }) => ({ title, found: violations(pod.spec, containers) }))
    .filter(({ found }) => found.length > 0)
    .map(({ title, found }) => `${title} (${found.join("; ")})`);
  return violated.length === 0 ? [] : [`violates PodSecurity "${level}:${version}": ${violated.join(", ")}`];
}
