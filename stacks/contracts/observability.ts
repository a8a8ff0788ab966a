import { z } from "zod";
import { defineContract } from "./contract";
import { byName } from "./shapes";

/** The environment's outputs: what people and other programs ask for once all layers are there. */
export const observabilityContract = defineContract("observability", 1, {
  account: z.object({ id: z.string(), region: z.string() }),
  /** What visitors type, by name: `site`, `api`. */
  urls: byName,
  /** Names of things that people look up: `cluster`, `database:accounts`, `service:account`. */
  names: byName,
  /** URLs of dashboards by name: `environment`. */
  dashboards: byName,
  /** Topic that alarms are sent to; absent without alarms. */
  alarmTopicArn: z.string().optional(),
});
