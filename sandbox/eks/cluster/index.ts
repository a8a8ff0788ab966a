import type { ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";

import { Registrar } from "../../component/registrar";
import { readArgs } from "./args";
import { planCluster } from "./plan";

/** The packages that eks 4.3.0 brings along; its components are its own. */
const PACKAGES = { aws: "7.25.0", kubernetes: "4.19.0", eks: "4.3.0" };

export const CLUSTER_COMPONENT = "eks:index:Cluster";

/** The component is registered before its arguments are looked at, as the real one is. */
export async function constructCluster(
  request: ConstructRequest,
  monitor: ResourceMonitorClient,
): Promise<ConstructResponse> {
  const registrar = new Registrar(request, monitor, PACKAGES);
  const urn = await registrar.registerComponent();
  return registrar.registerChildren(urn, planCluster(request.getName(), registrar.args, readArgs(registrar.args)));
}
