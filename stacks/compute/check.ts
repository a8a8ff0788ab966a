import { ClusterApiAccess, ClusterEngine } from "@throughline/components/compute/mesh-cluster-args";
import { parseCidr, TierType } from "@throughline/components/network/addresses";
import { at, error, type Finding, warning } from "../config/finding";
import type { Path } from "../config/place";
import type { Sections } from "../config/sections";
import { checkGroup, checkTier } from "../network/names";
import { planOf, subnetsOf } from "../network/plan";
import { checkK3s } from "./check-k3s";
import type { ComputeSection } from "./schema";

type Read = Pick<Sections, "network" | "flows" | "compute">;

/** What is wrong with the cluster. */
export function checkCompute({ network, flows, compute }: Read): Finding[] {
  if (compute === undefined) {
    return [];
  }
  const subnets = subnetsOf(planOf(network, flows), compute.tier);
  return [
    ...checkTier(network, at("compute", "tier"), compute.tier, [TierType.private]),
    ...notOfEngine(compute),
    ...checkApi(compute, network.bastion !== undefined),
    ...Object.entries(compute.nodeGroups ?? {}).flatMap(([name, group]) => checkNodeGroup(name, group)),
    ...zonesOfEks(compute, network.availabilityZones),
    ...checkIngress(compute, network, subnets),
    ...checkK3s(compute, subnets),
  ];
}

/** Arguments that only one engine has; which of them it cannot do without. */
const ofEngine = {
  eks: { required: "nodeGroups", only: ["nodeGroups", "ingress", "logTypes", "logRetentionInDays"] },
  k3s: { required: "servers", only: ["servers", "agents", "podCidrBlock"] },
} as const;

function notOfEngine(compute: ComputeSection): Finding[] {
  const { engine } = compute;
  const other = engine === ClusterEngine.eks ? ClusterEngine.k3s : ClusterEngine.eks;
  const foreign = ofEngine[other].only
    .filter((key) => compute[key] !== undefined)
    .map((key) =>
      error(at("compute", key), `belongs to the engine ${other}, and the engine is ${engine}. Remove one of the two.`),
    );
  const { required } = ofEngine[engine];
  return Object.keys(compute[required] ?? {}).length > 0
    ? foreign
    : [...foreign, error(at("compute", required), `the engine ${engine} needs at least one.`)];
}

/** Who may reach the API, by the way that it belongs to. */
const apiBlocks = {
  publicAccessCidrBlocks: { access: ClusterApiAccess.public, meaning: "who may reach the API from the internet" },
  directAccessCidrBlocks: { access: ClusterApiAccess.direct, meaning: "who may reach the API through the VPC" },
} as const;

function checkApi({ engine, api }: ComputeSection, bastion: boolean): Finding[] {
  const path = at("compute", "api", "access");
  const found: Finding[] = [];
  if (api.access === ClusterApiAccess.public && engine === ClusterEngine.k3s) {
    found.push(error(path, 'K3s stands in a private tier: its API has no public way. Take "tunnel" or "direct".'));
  }
  for (const key of ["publicAccessCidrBlocks", "directAccessCidrBlocks"] as const) {
    found.push(...checkApiBlocks(api, key));
  }
  if (api.access === ClusterApiAccess.tunnel && !bastion) {
    found.push(
      error(path, '"tunnel" goes through the bastion, and the network has none. Add throughline:network.bastion.'),
    );
  }
  return found;
}

function checkApiBlocks(api: ComputeSection["api"], key: keyof typeof apiBlocks): Finding[] {
  const { access, meaning } = apiBlocks[key];
  const blocks = api[key];
  const path = at("compute", "api", key);
  if (api.access !== access) {
    return blocks === undefined
      ? []
      : [error(path, `belongs to access "${access}", and it is "${api.access}". Remove it.`)];
  }
  return blocks === undefined || blocks.length === 0
    ? [error(at("compute", "api", "access"), `"${access}" needs ${key}: ${meaning}.`)]
    : blocks.flatMap((block, index) => checkApiBlock(block, [...path, index]));
}

function checkApiBlock(block: string, path: Path): Finding[] {
  const parsed = parseCidr(block);
  if (parsed === undefined) {
    return [error(path, `"${block}" is not an IPv4 CIDR block. Write it as 203.0.113.0/24.`)];
  }
  return parsed.prefix < 8
    ? [
        error(
          path,
          `${block} opens the cluster's API to strangers. Name the blocks that need it, or take access "tunnel".`,
        ),
      ]
    : [];
}

function checkNodeGroup(name: string, group: NonNullable<ComputeSection["nodeGroups"]>[string]): Finding[] {
  const { minSize, maxSize, desiredSize = minSize, instanceTypes } = group;
  const path = (...rest: Path) => at("compute", "nodeGroups", name, ...rest);
  const found: Finding[] = [];
  if (minSize > maxSize) {
    found.push(error(path("minSize"), `${minSize} is more than maxSize, which is ${maxSize}.`));
  } else if (desiredSize < minSize || desiredSize > maxSize) {
    found.push(
      error(path("desiredSize"), `${desiredSize} is not between minSize and maxSize: ${minSize} to ${maxSize}.`),
    );
  }
  const architectures = new Set(instanceTypes.map(isGraviton));
  if (architectures.size > 1) {
    found.push(
      error(
        path("instanceTypes"),
        `${instanceTypes.join(", ")} are of both architectures, arm64 and x86_64. One image runs on one: make two node groups.`,
      ),
    );
  }
  return found;
}

/** Graviton types have a `g` after the generation's number: t4g, m7gd, c8gn. */
function isGraviton(instanceType: string): boolean {
  return /^[a-z]+\d+g/.test(instanceType);
}

function zonesOfEks({ engine }: ComputeSection, zones: readonly string[]): Finding[] {
  return engine === ClusterEngine.eks && zones.length < 2
    ? [error(at("network", "availabilityZones"), "EKS wants subnets in two availability zones or more. Append one.")]
    : [];
}

/** The load balancer before the nodes. */
function checkIngress({ tier, ingress }: ComputeSection, network: Sections["network"], subnets: string[]): Finding[] {
  if (ingress === undefined) {
    return [];
  }
  const { securityGroup, hostNumber = 0 } = ingress;
  const small = subnets.find((subnet) => hostNumber > lastHost(subnet));
  return [
    ...checkGroup(network, at("compute", "ingress", "securityGroup"), securityGroup, tier),
    ...(small === undefined
      ? []
      : [
          error(
            at("compute", "ingress", "hostNumber"),
            `${hostNumber} is not in ${small}, whose last usable host number is ${lastHost(small)}.`,
          ),
        ]),
  ];
}

/** The last address of a subnet is AWS's: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
function lastHost(cidrBlock: string): number {
  return 2 ** (32 - Number(cidrBlock.split("/")[1])) - 2;
}

/** Nodes scale to a size that the autoscaler decides; one that nothing scales stays as it is. */
export function sizesWithoutAutoscaler({ compute, mesh }: Pick<Sections, "compute" | "mesh">): Finding[] {
  if (mesh?.addOns?.clusterAutoscaler !== false) {
    return [];
  }
  return Object.entries(compute?.nodeGroups ?? {}).flatMap(([name, { minSize, maxSize }]) =>
    minSize === maxSize
      ? []
      : [
          warning(
            at("compute", "nodeGroups", name, "maxSize"),
            "nothing scales the nodes: throughline:mesh.addOns.clusterAutoscaler is false.",
          ),
        ],
  );
}
