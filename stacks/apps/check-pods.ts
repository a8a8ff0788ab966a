import { portProblems } from "@throughline/components/apps/ports";
import { fewestPods } from "@throughline/components/apps/versions";
import { ClusterEngine } from "@throughline/components/compute/mesh-cluster-args";
import { at, error, type Finding } from "../config/finding";
import type { Path } from "../config/place";
import type { Sections } from "../config/sections";
import { unknownName } from "../config/suggest";
import { groupsOf } from "../network/names";
import type { Service } from "./schema";

/** The port that its container listens on. */
export function checkPort(name: string, service: Service): Finding[] {
  return portProblems(service).map(({ path, reason }) => error(at("apps", "services", name, path), reason));
}

/** How many pods there are, and how many stay. */
export function checkScale(name: string, service: Service, { addOns }: NonNullable<Sections["mesh"]>): Finding[] {
  const { autoscaler, replicas, minAvailable } = service;
  const path = (...rest: Path) => at("apps", "services", name, ...rest);
  const found: Finding[] = [];
  if (autoscaler !== undefined) {
    if (replicas !== undefined) {
      found.push(error(path("replicas"), "the autoscaler decides how many. Remove one of the two."));
    }
    if (autoscaler.minReplicas > autoscaler.maxReplicas) {
      found.push(
        error(
          path("autoscaler", "minReplicas"),
          `${autoscaler.minReplicas} is more than maxReplicas, which is ${autoscaler.maxReplicas}.`,
        ),
      );
    }
    if (addOns?.metricsServer === false) {
      found.push(
        error(path("autoscaler"), "it reads the Metrics Server, and throughline:mesh.addOns.metricsServer is false."),
      );
    }
  }
  const fewest = fewestPods(service);
  if (minAvailable !== undefined && minAvailable >= fewest) {
    found.push(
      error(
        path("minAvailable"),
        `${minAvailable} of ${fewest} pods would never leave a node, which then cannot be drained. At most ${fewest - 1}.`,
      ),
    );
  }
  return found;
}

/** Quota of groups per network interface: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const groupsPerInterface = 5;

/** Security groups of the pods themselves. */
export function checkPodGroups(
  name: string,
  { securityGroups }: Service,
  { network, compute }: Pick<Sections, "network" | "compute">,
): Finding[] {
  if (securityGroups === undefined || compute === undefined) {
    return [];
  }
  const path = at("apps", "services", name, "securityGroups");
  const known = groupsOf(network)
    .filter(({ tiers }) => tiers.includes(compute.tier))
    .map((group) => group.name);
  const found = securityGroups.flatMap((group, index) =>
    known.includes(group)
      ? []
      : [error([...path, index], unknownName(`security group in ${compute.tier}`, group, known))],
  );
  if (securityGroups.length > groupsPerInterface) {
    found.push(
      error(
        path,
        `${securityGroups.length} groups are too many for a network interface: AWS allows ${groupsPerInterface}.`,
      ),
    );
  }
  if (compute.engine !== ClusterEngine.eks) {
    found.push(
      error(
        path,
        `pods have security groups of their own on EKS only, and the engine is ${compute.engine}. Remove it.`,
      ),
    );
  }
  const burstable = Object.entries(compute.nodeGroups ?? {}).filter(([, group]) =>
    group.instanceTypes.some((type) => type.startsWith("t")),
  );
  if (burstable.length > 0) {
    found.push(
      error(
        path,
        `instances of the t family give pods no interfaces of their own: node group ${burstable.map(([group]) => group).join(", ")}. Take m, c or r.`,
      ),
    );
  }
  return found;
}
