import * as grpc from "@grpc/grpc-js";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { listen } from "../server/listen";

/** The engine's side of Construct: writes down the types that are registered. */
export async function startMonitor(): Promise<{
  readonly address: string;
  readonly registered: readonly string[];
  close(): void;
}> {
  const registered: string[] = [];
  const server = new grpc.Server();
  server.addService(ResourceMonitorService, {
    registerResource: (
      { request }: grpc.ServerUnaryCall<RegisterResourceRequest, RegisterResourceResponse>,
      callback: grpc.sendUnaryData<RegisterResourceResponse>,
    ) => {
      registered.push(request.getType());
      callback(null, new RegisterResourceResponse().setUrn(`urn:${request.getType()}`));
    },
  });
  const port = await listen(server);
  return {
    address: `127.0.0.1:${port}`,
    registered,
    close: () => {
      server.forceShutdown();
    },
  };
}
