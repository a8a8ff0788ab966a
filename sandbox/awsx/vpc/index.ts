import type { ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";

import { Registrar } from "../../component/registrar";
import { readArgs } from "./args";
import type { VpcArgs } from "./args";
import { planVpc, refuseEarly } from "./plan";

/** The package that awsx brings along. */
const PACKAGES = { aws: "7.43.0" };

export const VPC_COMPONENT = "awsx:ec2:Vpc";

/** The component is registered before its arguments are looked at, as the real one is. */
export async function constructVpc(
  request: ConstructRequest,
  monitor: ResourceMonitorClient,
): Promise<ConstructResponse> {
  const registrar = new Registrar(request, monitor, PACKAGES);
  const urn = await registrar.registerComponent();
  const args = readArgs(registrar.args);
  refuseEarly(args);
  const zones = args.availabilityZoneNames ?? (await firstZones(registrar, args));
  return registrar.registerChildren(urn, planVpc(request.getName(), args, zones));
}

async function firstZones(registrar: Registrar, args: VpcArgs): Promise<readonly string[]> {
  const wanted = args.numberOfAvailabilityZones ?? 3;
  const { names } = await registrar.invoke(
    "aws:index/getAvailabilityZones:getAvailabilityZones",
    args.region === undefined ? {} : { region: args.region },
  );
  const zones = Array.isArray(names) ? names.map(String) : [];
  if (zones.length < wanted) {
    throw new Error(
      `The configured region for this provider does not have at least ${wanted} Availability Zones. Either specify an ` +
        `explicit list of zones in availabilityZoneNames or choose a region with at least ${wanted} AZs.`,
    );
  }
  return zones.slice(0, wanted);
}
