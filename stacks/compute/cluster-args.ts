import * as pulumi from "@pulumi/pulumi";
import { AddOnRole } from "@throughline/components/compute/add-on-roles/index";
import type { ClusterBastionArgs } from "@throughline/components/compute/eks-cluster-args";
import { hostAddress } from "@throughline/components/compute/host-address";
import { ClusterApiAccess } from "@throughline/components/compute/mesh-cluster-args";
import { EntranceType, type MeshClusterArgs } from "@throughline/components/compute/mesh-cluster-inputs";
import { accountsWithRoles } from "@throughline/components/mesh/add-ons/index";
import { names } from "../config/names";
import type { Sections } from "../config/sections";
import { groupNamed, tierNamed } from "../contracts/named";
import type { ContractOutputs } from "../contracts/read";
import { refuse } from "../contracts/refuse";
import { planOf } from "../network/plan";

type Network = ContractOutputs<"network">;
type Settings = Pick<Sections, "network" | "flows" | "versions" | "mesh" | "edge"> & {
  compute: NonNullable<Sections["compute"]>;
};

/** The arguments of the environment's cluster: the settings say what there is, the network's contract which it is. */
export function clusterArgs(settings: Settings, network: Network): MeshClusterArgs {
  const { tier: tierName, ingress, ...compute } = settings.compute;
  const { mesh, edge, versions } = settings;
  const { vpc, tier } = tierNamed(network, tierName);
  const { subnets, cidrBlocks } = plannedTier(settings);
  return {
    ...compute,
    versions,
    vpcId: vpc.vpcId,
    subnetIds: subnets.map(({ availabilityZone }, zone) =>
      tier.subnetIds.apply((ids) => pulumi.output(ids[zone] ?? pendingSubnet(availabilityZone))),
    ),
    cidrBlocks,
    nodeSecurityGroupId: groupNamed(settings.network, network, tierName),
    ...(compute.api.access === ClusterApiAccess.tunnel && { bastion: presentBastion(network) }),
    nodePorts: mesh?.ingressGateway?.nodePorts,
    ...(ingress && {
      ingress: {
        addresses: subnets.map(({ cidrBlock }) => hostAddress(cidrBlock, ingress.hostNumber ?? 10)),
        securityGroupIds: [groupNamed(settings.network, network, ingress.securityGroup ?? tierName)],
      },
    }),
    entrance: edge?.nlb === undefined || edge.alb !== undefined ? EntranceType.application : EntranceType.network,
    addOnRoles: addOnRoles(settings),
    secretPrefix: names.secret(pulumi.getStack(), ""),
  };
}

/** The subnet of an availability zone that the network does not have yet: between a preview and its update it gets one. */
function pendingSubnet(availabilityZone: string): pulumi.Output<string> {
  return pulumi.runtime.isDryRun()
    ? pulumi.output(pulumi.unknown as string)
    : refuse(
        `The network layer of "${pulumi.getStack()}" has no subnet in ${availabilityZone}. Deploy it first: ` +
          `pulumi -C stacks/network up -s ${pulumi.getStack()}`,
      );
}

/** The nodes' tier with its addresses. */
function plannedTier({ network, flows, compute }: Settings) {
  const { hub, spokes } = planOf(network, flows);
  const planned = [hub, ...spokes].flatMap((vpc) =>
    vpc.tiers.filter(({ name }) => `${vpc.name}.${name}` === compute.tier),
  )[0];
  return planned ?? refuse(`throughline:compute.tier: the network has no tier "${compute.tier}".`);
}

function presentBastion({ bastion }: Network): pulumi.Output<ClusterBastionArgs> {
  return bastion.apply((present) => present ?? refuse(`The network layer of "${pulumi.getStack()}" has no bastion.`));
}

/** Roles of what the mesh layer installs. */
function addOnRoles({ mesh, compute }: Settings): AddOnRole[] {
  const accounts = mesh === undefined ? [] : accountsWithRoles(mesh.addOns ?? {}, compute.engine);
  return Object.values(AddOnRole).filter((role) => accounts.includes(role));
}
