import { record, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import { charts } from "./charts";
import type { Chart } from "./chart";

const SEMVER = /^v?\d+\.\d+\.\d+([-+][\w.+-]+)?$/;

export interface Found {
  /** Name of the chart without its repository. */
  readonly name: string;
  readonly version: string;
  /** Absent where the sandbox does not know what the chart brings. */
  readonly chart?: Chart;
}

const withoutEnd = (url: string): string => url.replace(/\/+$/, "");

/** The chart of a release, where its inputs say it is. Throws what Helm says when it is not there. */
export function findChart({ chart, version, repositoryOpts }: Properties): Found {
  const wanted = text(chart) ?? "";
  const repository = text(record(repositoryOpts).repo);
  const name = wanted.split("/").at(-1) ?? wanted;
  const known = charts.find((candidate) => candidate.name === name);
  const pinned = text(version);
  if (pinned !== undefined && !SEMVER.test(pinned)) {
    throw new Error(`chart "${wanted}" version "${pinned}" not found: the sandbox wants charts pinned to one version`);
  }
  if (repository === undefined && !wanted.startsWith("oci://")) {
    throw new Error(
      `chart "${wanted}" not found: name its repository in repositoryOpts.repo, or take an oci:// address`,
    );
  }
  if (repository !== undefined && !/^(https?|oci):\/\/./.test(repository)) {
    throw new Error(`could not find protocol handler for: ${repository}`);
  }
  if (isOther(repository, name) || (known && pinned !== undefined && !known.versions.test(pinned.replace(/^v/, "")))) {
    throw new Error(
      `chart "${wanted}" ${pinned === undefined ? "" : `version "${pinned}" `}not found in ${repository ?? wanted} repository`,
    );
  }
  if (pinned === undefined) {
    throw new Error(
      `chart "${wanted}" has no version: the newest one is not known here, and it would change under you`,
    );
  }
  return { name, version: pinned, chart: known };
}

/** Whether the repository is that of a project that does not publish the chart. Unknown ones may be mirrors. */
function isOther(repository: string | undefined, name: string): boolean {
  const there = charts.filter(
    (chart) => repository !== undefined && withoutEnd(chart.repository) === withoutEnd(repository),
  );
  return there.length > 0 && !there.some((chart) => chart.name === name);
}
