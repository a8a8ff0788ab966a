import { text } from "../values";

interface Major {
  /** Newest minor version that can no longer be made. */
  readonly gone: number;
  /** What a database gets that names the major version only, and the newest that there is. */
  readonly minors: readonly [preferred: number, newest: number];
}

/**
 * Versions on 20 November 2026. PostgreSQL publishes every three months, and RDS prefers the minor before the newest.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 */
const majors: Readonly<Record<string, Readonly<Record<string, Major>>>> = {
  postgres: {
    "14": { gone: 17, minors: [23, 24] },
    "15": { gone: 12, minors: [18, 19] },
    "16": { gone: 8, minors: [14, 15] },
    "17": { gone: 4, minors: [10, 11] },
    "18": { gone: 0, minors: [4, 5] },
  },
  mysql: {
    "8.0": { gone: 40, minors: [45, 46] },
    "8.4": { gone: 4, minors: [8, 10] },
  },
};

/** Month by month RDS moves on to the next minor version that there is. */
const FIRST_DAY = Date.parse("2026-11-20");
const MONTH = 28 * 24 * 60 * 60 * 1000;

/** `17` of PostgreSQL 17.7, `8.4` of MySQL 8.4.8: what parameter group families are named after. */
export function majorOf(engine: unknown, version: unknown): string {
  const parts = (text(version) ?? "").split(".");
  return parts.slice(0, engine === "mysql" ? 2 : 1).join(".");
}

const minorOf = (engine: unknown, version: unknown): number | undefined => {
  const minor = (text(version) ?? "").slice(majorOf(engine, version).length + 1);
  return minor === "" ? undefined : Number(minor);
};

const find = (engine: unknown, version: unknown): Major | undefined =>
  majors[String(engine)]?.[majorOf(engine, version)];

export const isEngine = (engine: unknown): boolean => majors[String(engine)] !== undefined;

/** Whether a database can be made with a version. */
export function canBeMade(engine: unknown, version: unknown): boolean {
  const major = find(engine, version);
  const minor = minorOf(engine, version);
  return major !== undefined && (minor === undefined || (minor > major.gone && minor <= major.minors[1]));
}

/** The version that a database gets when it is asked for one, or for none. */
export function versionFor(engine: unknown, version: unknown, today: string): string {
  const wanted = text(version) ?? Object.keys(majors[String(engine)] ?? {}).at(-1) ?? "";
  const major = find(engine, wanted);
  if (major === undefined || minorOf(engine, wanted) !== undefined) {
    return wanted;
  }
  const [preferred, newest] = major.minors;
  const months = Math.floor((Date.parse(today) - FIRST_DAY) / MONTH);
  return `${wanted}.${Math.min(preferred + months, newest)}`;
}

/** Below 0 when `a` is the older one. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

export const families: readonly string[] = Object.entries(majors).flatMap(([engine, versions]) =>
  Object.keys(versions).map((version) => `${engine}${version}`),
);
