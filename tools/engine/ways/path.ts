import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import gte from "semver/functions/gte";
import major from "semver/functions/major";
import { executableIn, executableOnPath } from "../executable";
import { versionOf } from "../pulumi-version";
import { MINIMUM_ENGINE_VERSION } from "../version";
import type { Engine, Missing, Way } from "../way";

const languageHost = "pulumi-language-nodejs";

/** An engine that the person has installed. */
export const onPath: Way = {
  title: "`pulumi` on PATH",
  mend: `install Pulumi ${MINIMUM_ENGINE_VERSION} or later, for example with the system's package manager.`,
  find(): Engine | Missing {
    const pulumi = executableOnPath("pulumi");
    if (pulumi === undefined) return { missing: "not found." };
    const version = versionOf(pulumi);
    if (version === undefined) return { missing: `${pulumi} does not answer \`pulumi version\` with a version.` };
    if (!isRecentEnough(version)) {
      return { missing: `${pulumi} is version ${version}; it must be ${MINIMUM_ENGINE_VERSION} or a later 3.x.` };
    }
    if (!executableIn(dirname(realpathSync(pulumi)), languageHost) && !executableOnPath(languageHost)) {
      return { missing: `${pulumi} (${version}) comes without its Node.js language host, ${languageHost}.` };
    }
    return { directory: dirname(pulumi), version, source: "PATH" };
  },
};

/** Whether an engine of this version can run the project's programs. */
function isRecentEnough(version: string): boolean {
  return gte(version, MINIMUM_ENGINE_VERSION) && major(version) === major(MINIMUM_ENGINE_VERSION);
}
