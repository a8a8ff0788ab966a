import * as grpc from "@grpc/grpc-js";
import type { CallRequest, CallResponse, ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import type { ComponentProvider } from "../component-provider";
import { messageLimits } from "./limits";

export function construct(
  components: ComponentProvider | undefined,
  request: ConstructRequest,
): Promise<ConstructResponse> {
  if (!components) {
    throw new Error(`the sandbox has no component ${request.getType()}`);
  }
  return withMonitor(request.getMonitorendpoint(), (monitor) => components.construct(request, monitor));
}

export function call(components: ComponentProvider | undefined, request: CallRequest): Promise<CallResponse> {
  const method = components?.call?.bind(components);
  if (!method) {
    throw new Error(`the sandbox has no method ${request.getTok()}`);
  }
  return withMonitor(request.getMonitorendpoint(), (monitor) => method(request, monitor));
}

/** Lends a connection to the part of the engine that registers resources. */
async function withMonitor<T>(endpoint: string, use: (monitor: ResourceMonitorClient) => Promise<T>): Promise<T> {
  const monitor = new ResourceMonitorClient(endpoint, grpc.credentials.createInsecure(), messageLimits);
  try {
    return await use(monitor);
  } finally {
    monitor.close();
  }
}
