import { number, record, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import type { Behaviour, Rule, View } from "../behaviour";
import { matches, specOf } from "../objects/object";
import type { KubernetesObject } from "../objects/object";
import { equal } from "../objects/paths";
import { containerRules } from "./container-rules";
import { templateOf } from "./pod-templates";
import { podObstacles } from "./pods";

const REFERENCE = "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources";

const withDefaults =
  (defaults: Properties) =>
  (object: KubernetesObject): KubernetesObject => ({ ...object, spec: { ...defaults, ...specOf(object) } });

const selectorMatches: Rule = (object) => {
  const selector = record(specOf(object).selector);
  const { labels } = templateOf(object);
  if (Object.keys(record(selector.matchLabels)).length === 0 && selector.matchExpressions === undefined) {
    return [{ field: "spec.selector", problem: "Invalid value: {}: empty selector is invalid for deployment" }];
  }
  return matches(selector, labels)
    ? undefined
    : [
        {
          field: "spec.template.metadata.labels",
          problem: `Invalid value: ${JSON.stringify(labels)}: \`selector\` does not match template \`labels\``,
        },
      ];
};

const pods = (object: KubernetesObject, view: View): readonly string[] => {
  const template = templateOf(object);
  return template.replicas === 0 ? [] : podObstacles(template, view);
};

function replicaStatus(object: KubernetesObject, _view: View, ready: boolean): Properties {
  const replicas = number(specOf(object).replicas) ?? 1;
  const counts = ready ? { readyReplicas: replicas, availableReplicas: replicas } : { unavailableReplicas: replicas };
  return {
    observedGeneration: object.metadata.generation ?? 1,
    replicas,
    updatedReplicas: replicas,
    ...counts,
    conditions: [
      {
        type: "Available",
        status: ready ? "True" : "False",
        reason: ready ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
      },
      {
        type: "Progressing",
        status: "True",
        reason: ready ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
      },
    ],
  };
}

/** What of a stateful set may change. */
const STATEFUL_SET_FREE = [
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
];

const statefulSetSpec: Rule = (object, _view, old) => {
  const fixed = (set: KubernetesObject) =>
    Object.fromEntries(Object.entries(specOf(set)).filter(([field]) => !STATEFUL_SET_FREE.includes(field)));
  const free = STATEFUL_SET_FREE.map((field) => `'${field}'`);
  return old && !equal(fixed(object), fixed(old))
    ? [
        {
          field: "spec",
          problem:
            `Forbidden: updates to statefulset spec for fields other than ${free.slice(0, -1).join(", ")} and ` +
            `${free.at(-1) ?? ""} are forbidden`,
        },
      ]
    : undefined;
};

const jobTemplate: Behaviour["complete"] = (object) => ({
  ...object,
  spec: { backoffLimit: 6, completionMode: "NonIndexed", completions: 1, parallelism: 1, ...specOf(object) },
});

const restarts: Rule = (object) => {
  const policy = text(templateOf(object).spec.restartPolicy);
  return policy === "OnFailure" || policy === "Never"
    ? undefined
    : [
        {
          field: "spec.template.spec.restartPolicy",
          problem:
            policy === undefined
              ? 'Required value: valid values: "OnFailure", "Never"'
              : `Unsupported value: "${policy}": supported values: "OnFailure", "Never"`,
        },
      ];
};

export const workloads: Readonly<Record<string, Behaviour>> = {
  "apps/Deployment": {
    documentation: `${REFERENCE}/deployment-v1/`,
    complete: withDefaults({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
    }),
    refusals: [selectorMatches, containerRules],
    immutable: ["spec.selector"],
    obstacles: pods,
    status: replicaStatus,
  },
  "apps/StatefulSet": {
    documentation: `${REFERENCE}/stateful-set-v1/`,
    complete: withDefaults({
      replicas: 1,
      revisionHistoryLimit: 10,
      podManagementPolicy: "OrderedReady",
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
    }),
    refusals: [selectorMatches, containerRules, statefulSetSpec],
    obstacles: pods,
    status: replicaStatus,
  },
  "apps/DaemonSet": {
    documentation: `${REFERENCE}/daemon-set-v1/`,
    complete: withDefaults({
      revisionHistoryLimit: 10,
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    }),
    refusals: [selectorMatches, containerRules],
    immutable: ["spec.selector"],
    obstacles: pods,
    status: (object) => ({ observedGeneration: object.metadata.generation ?? 1 }),
  },
  "batch/Job": {
    documentation: `${REFERENCE}/job-v1/`,
    complete: jobTemplate,
    refusals: [containerRules, restarts],
    immutable: ["spec.completions", "spec.selector", "spec.template"],
    obstacles: pods,
    status: (_object, _view, ready) =>
      ready ? { succeeded: 1, conditions: [{ type: "Complete", status: "True" }] } : { active: 1 },
  },
  "batch/CronJob": {
    documentation: `${REFERENCE}/cron-job-v1/`,
    complete: withDefaults({
      concurrencyPolicy: "Allow",
      failedJobsHistoryLimit: 1,
      successfulJobsHistoryLimit: 3,
      suspend: false,
    }),
    refusals: [containerRules],
  },
  "/Pod": {
    documentation: `${REFERENCE}/pod-v1/`,
    refusals: [containerRules],
    obstacles: pods,
    status: (_object, _view, ready) => ({ phase: ready ? "Running" : "Pending" }),
  },
};
