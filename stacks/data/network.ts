import type { DataTierNetworkArgs, RotationPlaceArgs } from "@throughline/components";
import type { Sections } from "../config/sections";
import { groupNamed, tierNamed } from "../contracts/named";
import type { ContractOutputs } from "../contracts/read";

type Network = ContractOutputs<"network">;
type Settings = Pick<Sections, "network"> & { data: NonNullable<Sections["data"]> };

/** Where the data tier stands: what there is the settings say, which it is the network's contract. */
export function dataTierNetwork(settings: Settings, network: Network): DataTierNetworkArgs {
  const { data } = settings;
  const { privateZone } = settings.network;
  const rotates = Object.values(data.databases ?? {}).some(({ rotationDays }) => rotationDays !== undefined);
  return {
    subnetIds: tierNamed(network, data.tier).tier.subnetIds,
    availabilityZones: network.availabilityZones,
    securityGroupId: groupNamed(settings.network, network, data.tier),
    ...(privateZone && {
      privateZoneId: network.privateZone.apply((zone) => zone?.zoneId ?? ""),
      privateZoneName: privateZone.name,
    }),
    ...(rotates && { rotation: rotationPlace(settings, network) }),
  };
}

function rotationPlace(settings: Settings, network: Network): RotationPlaceArgs {
  const { tier, securityGroup: group = tier } = settings.data.rotationFunctions ?? { tier: settings.data.tier };
  return {
    subnetIds: tierNamed(network, tier).tier.subnetIds,
    securityGroupIds: [groupNamed(settings.network, network, group)],
  };
}
