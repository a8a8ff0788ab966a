import type { DatabaseEngine } from "./data-tier-args";
import { engines } from "./engines";

/** GiB of memory of the smallest size with whole units, `large`, by what the family's name begins with. */
const memoryOfLarge: [family: RegExp, gib: number][] = [
  [/^[tm]/, 8],
  [/^r/, 16],
  [/^c/, 4],
];

/** Sizes below `large` are in the burstable families only. */
const small: Record<string, number> = { micro: 1, small: 2, medium: 4 };

/** GiB of memory of an instance class such as `db.r8g.2xlarge`; undefined for one that is not known here. */
export function memoryOf(instanceClass: string): number | undefined {
  const [, family = "", size = ""] = instanceClass.split(".");
  const large = memoryOfLarge.find(([begin]) => begin.test(family))?.[1];
  if (large === undefined) return undefined;
  if (size in small) return small[size];
  const [, units] = /^(\d*)xlarge$/.exec(size) ?? [];
  if (size === "large") return large;
  return units === undefined ? undefined : large * 2 * Number(units || 1);
}

/** Connections that RDS allows by default; undefined for a class that is not known here. */
export function maxConnections(engine: DatabaseEngine, instanceClass: string): number | undefined {
  const memory = memoryOf(instanceClass);
  const { bytesPerConnection, maxConnections: most } = engines[engine];
  return memory && Math.min(Math.floor((memory * 2 ** 30) / bytesPerConnection), most);
}

/**
 * Whether Performance Insights runs there.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html
 */
export function hasPerformanceInsights(engine: DatabaseEngine, instanceClass: string): boolean {
  return engine !== "mysql" || !/^db\.t\d\w*\.(micro|small)$/.test(instanceClass);
}
