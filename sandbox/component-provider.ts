import type { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { CallRequest, CallResponse, ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";

/**
 * Stands in for a package of components (`awsx`): answers Construct by registering the component and its children with
 * the engine's monitor, as the real package does, and returns the component's URN and outputs.
 */
export interface ComponentProvider {
  construct(request: ConstructRequest, monitor: ResourceMonitorClient): Promise<ConstructResponse>;
  call?(request: CallRequest, monitor: ResourceMonitorClient): Promise<CallResponse>;
}
