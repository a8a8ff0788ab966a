import type { RuleContext } from "../../resource-type";
import { AUTO_SCALING_GROUP } from "../autoscaling/types";
import { number, record, records } from "../values";
import { CLUSTER, NODE_GROUP } from "./types";

/** Whether a cluster has nodes: managed ones, those of Auto Mode, or a group that is tagged as its own. */
export const hasNodes = (clusterName: unknown, context: RuleContext): boolean =>
  record(context.get(CLUSTER, clusterName)?.outputs.computeConfig).enabled === true ||
  context
    .where(NODE_GROUP, "clusterName", clusterName)
    .some(({ outputs }) => (number(record(outputs.scalingConfig).desiredSize) ?? 0) > 0) ||
  context
    .all(AUTO_SCALING_GROUP)
    .some(
      ({ outputs }) =>
        (number(outputs.desiredCapacity) ?? 0) > 0 &&
        records(outputs.tags).some(({ key }) => key === `kubernetes.io/cluster/${String(clusterName)}`),
    );
