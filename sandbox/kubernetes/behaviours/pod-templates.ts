import { number, record, records, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import { labelsOf, specOf } from "../objects/object";
import type { KubernetesObject } from "../objects/object";
import type { ObjectStore } from "../objects/store";

/** Pods that some object asks for. */
export interface PodTemplate {
  readonly namespace: string;
  readonly labels: Properties;
  readonly annotations: Properties;
  readonly spec: Properties;
  readonly replicas: number;
  readonly portNames: ReadonlySet<string>;
}

/** Kinds that make pods of a template, and a pod itself. */
const makers = [
  ["apps/v1", "Deployment"],
  ["apps/v1", "StatefulSet"],
  ["apps/v1", "DaemonSet"],
  ["v1", "Pod"],
] as const;

/** The pods that the objects of a namespace ask for. */
export const podTemplates = (store: ObjectStore, namespace = "default"): readonly PodTemplate[] =>
  makers.flatMap(([apiVersion, kind]) => store.list(apiVersion, kind, namespace).map(templateOf));

export function templateOf(object: KubernetesObject): PodTemplate {
  const pod = object.kind === "Pod" ? object : templateIn(object);
  return {
    namespace: text(object.metadata.namespace) ?? "default",
    labels: labelsOf(pod),
    annotations: record(record(pod.metadata).annotations),
    spec: specOf(pod),
    replicas: number(specOf(object).replicas) ?? 1,
    portNames: new Set(
      containersOf(specOf(pod)).flatMap(({ ports }) => records(ports).flatMap(({ name }) => text(name) ?? [])),
    ),
  };
}

/** A cron job's pods are two templates deep. */
const templateIn = (object: KubernetesObject): Properties =>
  record(object.kind === "CronJob" ? specOf(record(specOf(object).jobTemplate)).template : specOf(object).template);

export const containersOf = ({ containers, initContainers }: Properties): readonly Properties[] => [
  ...records(initContainers),
  ...records(containers),
];
