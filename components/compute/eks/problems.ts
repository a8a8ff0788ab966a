import type { Problem } from "../../network/addresses";
import { notOneOf } from "../../network/one-of";
import type { EksClusterArgs } from "../eks-cluster-args";
import { CapacityType, ClusterApiAccess, ControlPlaneLog, type NodeGroupArgs } from "../mesh-cluster-args";

/** What is wrong with the arguments of an EKS cluster. */
export function eksClusterProblems(args: EksClusterArgs): Problem[] {
  return [
    ...missingAddOns(args),
    ...apiProblems(args),
    ...(args.subnetIds.length < 2
      ? [{ path: "subnetIds", reason: "EKS wants subnets in two availability zones or more." }]
      : []),
    ...(args.logTypes ?? []).flatMap((type, index) => notOneOf(type, ControlPlaneLog, `logTypes[${index}]`)),
    ...Object.entries(args.nodeGroups).flatMap(([name, group]) => nodeGroupProblems(`nodeGroups.${name}`, group)),
  ];
}

/** Nodes are not ready without the first two; pods resolve no names without the third. */
const essential = ["vpc-cni", "kube-proxy", "coredns"];

function missingAddOns({ addOns }: EksClusterArgs): Problem[] {
  return essential
    .filter((name) => addOns[name] === undefined)
    .map((name) => ({ path: "addOns", reason: `${name} is missing, without which a cluster does not work.` }));
}

function apiProblems({ api, bastion }: EksClusterArgs): Problem[] {
  const needed = {
    [ClusterApiAccess.public]: {
      path: "api.publicAccessCidrBlocks",
      given: (api.publicAccessCidrBlocks ?? []).length > 0,
    },
    [ClusterApiAccess.direct]: {
      path: "api.directAccessCidrBlocks",
      given: (api.directAccessCidrBlocks ?? []).length > 0,
    },
    [ClusterApiAccess.tunnel]: { path: "bastion", given: bastion !== undefined },
  };
  const unknown = notOneOf(api.access, ClusterApiAccess, "api.access");
  if (unknown.length > 0) return unknown;
  const { path, given } = needed[api.access];
  return given ? [] : [{ path, reason: `Required with access "${api.access}": without it nobody reaches the API.` }];
}

function nodeGroupProblems(path: string, { minSize, maxSize, desiredSize, capacityType }: NodeGroupArgs): Problem[] {
  const problems = notOneOf(capacityType, CapacityType, `${path}.capacityType`);
  if (minSize > maxSize) {
    problems.push({ path: `${path}.minSize`, reason: `${minSize} is more than maxSize, which is ${maxSize}.` });
  } else if (desiredSize !== undefined && (desiredSize < minSize || desiredSize > maxSize)) {
    problems.push({
      path: `${path}.desiredSize`,
      reason: `${desiredSize} is not between minSize and maxSize: ${minSize} to ${maxSize}.`,
    });
  }
  return problems;
}
