// Installs the official distribution: install-distribution <folder> <version>.
// It runs as a process of its own, so that a download that hangs can be ended with all that it has started.

import { PulumiCommand } from "@pulumi/pulumi/automation";
import { parse } from "semver";

/** How long the download site has to answer, in milliseconds. The installer itself would wait for two minutes. */
const answerWithin = 15_000;

const fetch = globalThis.fetch;
globalThis.fetch = (url, options) => fetch(url, { ...options, signal: AbortSignal.timeout(answerWithin) });

const [root, version] = process.argv.slice(2);
PulumiCommand.install({ root, version: parse(version) ?? undefined }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
