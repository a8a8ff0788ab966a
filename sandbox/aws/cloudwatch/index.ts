import type { ResourceType } from "../../resource-type";
import { compositeAlarm } from "./composite-alarm";
import { dashboard } from "./dashboard";
import { logGroup } from "./log-group";
import { metricAlarm } from "./metric-alarm";

export { LOG_GROUP } from "./log-group";

export const cloudwatchTypes: readonly ResourceType[] = [logGroup, metricAlarm, compositeAlarm, dashboard];
