import { text } from "../values";

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html */
const versions: Readonly<Record<string, readonly string[]>> = {
  redis: ["4.0.10", "5.0.6", "6.0", "6.2", "7.0", "7.1"],
  valkey: ["7.2", "8.0", "8.1", "8.2"],
};

export const versionExists = (engine: unknown, version: unknown): boolean =>
  versions[String(engine)]?.includes(String(version)) ?? false;

/** The version that a group gets when it names none. */
export const newest = (engine: unknown): string => versions[String(engine)]?.at(-1) ?? "";

/** `redis7` of 7.1, `redis6.x` of 6.2, `valkey8` of 8.1. */
export function familyOf(engine: unknown, version: unknown): string {
  const [major = "", minor = ""] = (text(version) ?? "").split(".");
  if (engine === "redis" && major === "6") {
    return "redis6.x";
  }
  return Number(major) < 6 ? `${String(engine)}${major}.${minor}` : `${String(engine)}${major}`;
}

export const families: readonly string[] = [
  ...new Set(Object.entries(versions).flatMap(([engine, known]) => known.map((version) => familyOf(engine, version)))),
];

/** With all its parts: ElastiCache installs patches by itself. */
export const actual = (version: string): string => (version.split(".").length === 2 ? `${version}.0` : version);
