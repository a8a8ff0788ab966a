import { ClusterEngine } from "@throughline/components/compute/mesh-cluster-args";
import { at, error, type Finding } from "../finding";
import type { Sections } from "../sections";

type Versions = Sections["versions"];

/** Without these a cluster has no network and no names. */
const essentialAddOns = ["vpc-cni", "coredns", "kube-proxy"];

/** Versions of the cluster: all that its engine needs, and none that is newer than the control plane. */
export function checkVersions({ compute, versions }: Pick<Sections, "compute" | "versions">): Finding[] {
  if (compute === undefined) {
    return [];
  }
  if (compute.engine === ClusterEngine.k3s) {
    return versions.k3s === undefined ? [error(at("versions", "k3s"), "required: the release of K3s.")] : [];
  }
  return [...missing(versions), ...newerThanCluster(versions)];
}

function missing({ kubernetes, nodeImage, addOns = {} }: Versions): Finding[] {
  const found = essentialAddOns
    .filter((name) => addOns[name] === undefined)
    .map((name) =>
      error(
        at("versions", "addOns", name),
        "required: the version of an add-on without which a cluster does not work.",
      ),
    );
  if (nodeImage === undefined) {
    found.unshift(error(at("versions", "nodeImage"), "required: the release of the nodes' image."));
  }
  if (kubernetes === undefined) {
    found.unshift(error(at("versions", "kubernetes"), "required: the version of the cluster."));
  }
  return found;
}

/** https://kubernetes.io/releases/version-skew-policy/ */
function newerThanCluster({ kubernetes, nodeImage, addOns = {} }: Versions): Finding[] {
  if (kubernetes === undefined) {
    return [];
  }
  const parts = [
    { path: at("versions", "nodeImage"), what: "nodes", version: nodeImage },
    { path: at("versions", "addOns", "kube-proxy"), what: "kube-proxy", version: addOns["kube-proxy"] },
  ];
  const cluster = minorOf(kubernetes);
  return parts.flatMap(({ path, what, version }) => {
    const behind = version === undefined ? 0 : cluster - minorOf(version);
    if (behind < 0) {
      return [
        error(
          path,
          `${version ?? ""} is newer than the control plane, which is ${kubernetes}. Raise kubernetes first.`,
        ),
      ];
    }
    return behind > 3
      ? [
          error(
            path,
            `${version ?? ""} is ${behind} minor versions behind ${kubernetes}: ${what} may be three behind at most.`,
          ),
        ]
      : [];
  });
}

/** 35 of `1.35`, `v1.35.0-eksbuild.2`, `1.35.4-20260505`. */
export function minorOf(version: string): number {
  return Number(/^v?1\.(\d+)/.exec(version)?.[1]);
}
