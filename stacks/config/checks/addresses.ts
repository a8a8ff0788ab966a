import { ClusterEngine } from "@throughline/components/compute/mesh-cluster-args";
import { contains, overlaps, parseCidr } from "@throughline/components/network/addresses";
import { vpcsOf } from "../../network/names";
import { at, error, type Finding } from "../finding";
import type { Path } from "../place";
import type { Sections } from "../sections";
import type { CheckContext } from "./check";

interface Range {
  readonly name: string;
  readonly cidrBlock: string;
  readonly path: Path;
}

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html, https://docs.k3s.io/cli/server */
const defaultRanges = {
  eks: { serviceCidrBlock: "172.20.0.0/16" },
  k3s: { serviceCidrBlock: "10.43.0.0/16", podCidrBlock: "10.42.0.0/16" },
} as const;

const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Addresses that exist inside the cluster only. Nothing outside that has the same is ever reached from a pod. */
function rangesOf(compute: Sections["compute"]): Range[] {
  if (compute === undefined) {
    return [];
  }
  const defaults: Readonly<Record<string, string>> = defaultRanges[compute.engine];
  return (["podCidrBlock", "serviceCidrBlock"] as const).flatMap((key) => {
    const cidrBlock = compute[key] ?? defaults[key];
    const name = key === "podCidrBlock" ? "pods" : "services";
    return cidrBlock === undefined ? [] : [{ name, cidrBlock, path: at("compute", key) }];
  });
}

/** Ranges of the cluster against each other and the VPCs. */
export function clusterAddresses({ network, compute }: Pick<Sections, "network" | "compute">): Finding[] {
  const ranges = rangesOf(compute);
  const vpcs = vpcsOf(network);
  return ranges.flatMap((range, index) => {
    const malformed = malformedRange(range, compute?.engine);
    if (malformed !== undefined) {
      return [malformed];
    }
    const others = [
      ...ranges.slice(0, index),
      ...vpcs.map(({ name, cidrBlock }) => ({ name: `VPC ${name}`, cidrBlock })),
    ];
    return others
      .filter((other) => meet(range.cidrBlock, other.cidrBlock))
      .map((other) =>
        error(
          range.path,
          `${range.cidrBlock}, the addresses of ${range.name}, overlaps ${other.cidrBlock} of ${other.name}, which pods could not reach. Choose another block.`,
        ),
      );
  });
}

function malformedRange({ cidrBlock, path }: Range, engine: ClusterEngine | undefined): Finding | undefined {
  const block = parseCidr(cidrBlock);
  if (block === undefined) {
    return error(path, `"${cidrBlock}" is not an IPv4 CIDR block. Write it as 10.43.0.0/16.`);
  }
  if (!privateRanges.map(parseCidr).some((range) => range && contains(range, block))) {
    return error(path, `${cidrBlock} is not private. Take a block from ${privateRanges.join(", ")}.`);
  }
  return engine === ClusterEngine.eks && (block.prefix < 12 || block.prefix > 24)
    ? error(path, `EKS takes a block from /12 to /24, and ${cidrBlock} is not.`)
    : undefined;
}

function meet(a: string, b: string): boolean {
  const [first, second] = [parseCidr(a), parseCidr(b)];
  return first !== undefined && second !== undefined && overlaps(first, second);
}

/** VPCs that are connected, of several environments. */
export function peerAddresses(
  { network, compute }: Pick<Sections, "network" | "compute">,
  { peers }: CheckContext,
): Finding[] {
  const own: Range[] = [
    ...vpcsOf(network).map(({ name, cidrBlock, path }) => ({
      name: `VPC ${name}`,
      cidrBlock,
      path: at("network", ...path, "cidrBlock"),
    })),
    ...rangesOf(compute),
  ];
  return peers.flatMap(({ environment, vpcs }) =>
    own.flatMap((range) =>
      vpcs
        .filter((vpc) => meet(range.cidrBlock, vpc.cidrBlock))
        .map((vpc) =>
          error(
            range.path,
            `${range.cidrBlock} overlaps ${vpc.cidrBlock}, which is VPC ${vpc.name} of ${environment}, a peer. Connected VPCs share no addresses: choose another block.`,
          ),
        ),
    ),
  );
}
