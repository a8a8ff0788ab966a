import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

export interface ChartArgs {
  /** Name of the chart. */
  chart: string;
  /** URL of the repository that publishes it. */
  repository: string;
  /** Version, in full. */
  version: string;
  /**
   * Name of the release.
   *
   * @default that of the chart
   */
  release?: string;
  /** Namespace, which has to exist. */
  namespace: string;
  values: pulumi.Inputs;
  /** Registry that has chart and images instead; see `IstioMeshSettingsArgs`. */
  mirror?: string;
}

/** Installs a chart and waits until everything in it is ready. What fails halfway is taken back. */
export function installChart(
  name: string,
  { chart, repository, version, release = chart, namespace, values, mirror }: ChartArgs,
  opts: pulumi.CustomResourceOptions,
): kubernetes.helm.v3.Release {
  return new kubernetes.helm.v3.Release(
    name,
    {
      name: release,
      namespace,
      version,
      ...(mirror === undefined
        ? { chart, repositoryOpts: { repo: repository } }
        : { chart: `oci://${mirror}/charts/${chart}` }),
      values,
      atomic: true,
      timeout: tenMinutes,
      maxHistory: 5,
    },
    opts,
  );
}

/** In seconds. New nodes may have to start first. */
const tenMinutes = 600;

/** An image's repository: in its own registry, or under the same path in the mirror. */
export function imageRepository(registry: string, path: string, mirror?: string): string {
  return `${mirror ?? registry}/${path}`;
}
