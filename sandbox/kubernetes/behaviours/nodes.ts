import { number, record, records, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import type { View } from "../behaviour";
import type { PodTemplate } from "./pod-templates";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const FARGATE_PROFILE = "aws:eks/fargateProfile:FargateProfile";

/** Nodes of one kind, those that an autoscaler could still add included. */
interface Nodes {
  readonly count: number;
  readonly labels: Properties;
  readonly taints: readonly Properties[];
}

/** Every node has these; their values are not known here. */
const WELL_KNOWN =
  /^(beta\.)?(kubernetes\.io|node\.kubernetes\.io|topology\.kubernetes\.io|topology\.ebs\.csi\.aws\.com|eks\.amazonaws\.com)\//;

/** The nodes of a cluster: https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html */
export function nodesOf({ store, aws }: View): readonly Nodes[] {
  const { name } = store.cluster;
  const groups = aws.where(NODE_GROUP, "clusterName", name).map(({ outputs }) => ({
    count: number(record(outputs.scalingConfig).desiredSize) ?? 0,
    labels: record(outputs.labels),
    taints: records(outputs.taints).filter(({ effect }) => effect !== "PREFER_NO_SCHEDULE"),
  }));
  const endless = { count: Infinity, labels: {}, taints: [] };
  const cluster = aws.where("aws:eks/cluster:Cluster", "name", name)[0];
  const autoMode = record(cluster?.outputs.computeConfig).enabled === true;
  const fargate = aws.where(FARGATE_PROFILE, "clusterName", name).length > 0;
  return [...groups, ...(autoMode || fargate ? [endless] : [])];
}

/** What the scheduler says when no node takes a pod. */
export function whyUnschedulable({ spec }: PodTemplate, nodes: readonly Nodes[]): string | undefined {
  const present = nodes.filter(({ count }) => count > 0);
  if (present.length === 0) {
    return "no nodes available to schedule pods";
  }
  const count = present.reduce((sum, { count }) => sum + count, 0);
  const selected = present.filter(({ labels }) => fits(record(spec.nodeSelector), labels));
  if (selected.length === 0) {
    return `0/${count} nodes are available: ${count} node(s) didn't match Pod's node affinity/selector.`;
  }
  const tolerations = records(spec.tolerations);
  if (!selected.some(({ taints }) => taints.every((taint) => tolerated(taint, tolerations)))) {
    const taint = selected[0]?.taints[0];
    return `0/${count} nodes are available: ${count} node(s) had untolerated taint {${String(taint?.key)}: ${text(taint?.value) ?? ""}}.`;
  }
  return undefined;
}

const fits = (selector: Properties, labels: Properties): boolean =>
  Object.entries(selector).every(
    ([name, value]) => labels[name] === value || (labels[name] === undefined && WELL_KNOWN.test(name)),
  );

const effects: Readonly<Record<string, string>> = { NO_SCHEDULE: "NoSchedule", NO_EXECUTE: "NoExecute" };

const tolerated = (taint: Properties, tolerations: readonly Properties[]): boolean =>
  tolerations.some(
    ({ key, operator, value, effect }) =>
      (key === undefined || key === taint.key) &&
      (operator === "Exists" || (value ?? "") === (taint.value ?? "")) &&
      (effect === undefined || effect === effects[String(taint.effect)]),
  );
