import type { Problem } from "../network/addresses";
import { notOneOf } from "../network/one-of";
import { DatabaseEngine, type SelfHostedDatabaseSettingsArgs } from "./data-tier-args";
import { majorVersion } from "./engines";
import { recoveryWindowProblems } from "./secret-problems";

interface Checked extends SelfHostedDatabaseSettingsArgs {
  secretRecoveryWindowInDays?: number;
}

/** What is wrong with a database on an instance of our own. */
export function selfHostedProblems(args: Checked): Problem[] {
  const unknownEngine = notOneOf(args.engine, DatabaseEngine, "engine");
  if (unknownEngine.length > 0) return unknownEngine;
  return [
    ...selfHostedSettingsProblems(args),
    ...recoveryWindowProblems(args.secretRecoveryWindowInDays, "secretRecoveryWindowInDays"),
  ];
}

/** Packages are named after major versions; what is installed is the newest of its minor versions. */
export function selfHostedSettingsProblems({
  engine,
  engineVersion,
  databaseName,
}: SelfHostedDatabaseSettingsArgs): Problem[] {
  const problems: Problem[] = [];
  const major = majorVersion(engine, engineVersion);
  const known = { postgres: /^\d+$/, mysql: /^\d+\.\d+$/ }[engine];
  if (!known.test(engineVersion)) {
    const reason = `"${engineVersion}" is no major version of ${engine}. Write it as ${known.test(major) ? major : { postgres: "17", mysql: "8.4" }[engine]}.`;
    problems.push({ path: "engineVersion", reason });
  }
  if (!/^[a-zA-Z]\w{0,62}$/.test(databaseName)) {
    const reason = `"${databaseName}" is no name: up to 63 letters, digits and underscores, a letter first.`;
    problems.push({ path: "databaseName", reason });
  }
  return problems;
}
