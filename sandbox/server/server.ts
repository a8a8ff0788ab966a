import * as grpc from "@grpc/grpc-js";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { listen } from "./listen";
import { messageLimits } from "./limits";
import type { EngineFacing } from "./engine-facing";
import { InitializationFailed, initializationDetails } from "./initialization-failed";
import type { Traffic } from "./traffic";

/** The engine warns of a provider that is older than the SDK in the program: this one suits every SDK. */
const version = "9999.0.0";

export interface RunningServer {
  /** The package that it serves. */
  readonly name: string;
  readonly port: number;
  close(): void;
}

/** Serves a provider on this machine only. It is made at the first request. */
export async function serve(name: string, make: () => EngineFacing, traffic: Traffic): Promise<RunningServer> {
  const server = new grpc.Server(messageLimits);
  server.addService(ResourceProviderService, handlers(make, traffic));
  const port = await listen(server);
  return {
    name,
    port,
    close: () => {
      server.forceShutdown();
    },
  };
}

function handlers(make: () => EngineFacing, traffic: Traffic): grpc.UntypedServiceImplementation {
  let made: EngineFacing | undefined;
  const provider = (): EngineFacing => (made ??= make());

  /** Answers a request; what is thrown becomes the engine's error message. */
  const unary =
    <Request, Response>(answer: (request: Request, peer: string) => Response | Promise<Response>) =>
    (call: grpc.ServerUnaryCall<Request, Response>, callback: grpc.sendUnaryData<Response>): void => {
      traffic.arrived();
      void (async () => answer(call.request, call.getPeer()))().then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback({
            code: grpc.status.UNKNOWN,
            details: error instanceof Error ? error.message : String(error),
            metadata: error instanceof InitializationFailed ? initializationDetails(error) : undefined,
          });
        },
      );
    };

  return {
    attach: unary(() => new Empty()),
    // The engine cancels at the end of every operation; the sandbox lives on.
    cancel: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
    getMapping: unary(() => new pb.GetMappingResponse()),
    getMappings: unary(() => new pb.GetMappingsResponse()),
    // Only `pulumi import` asks, after the import, to write code.
    getSchema: unary((): pb.GetSchemaResponse => {
      throw new Error("the sandbox has no schema to write code from: import with --generate-code=false");
    }),
    checkConfig: unary((request: pb.CheckRequest) => provider().checkConfig(request)),
    diffConfig: unary((request: pb.DiffRequest) => provider().diffConfig(request)),
    configure: unary((request: pb.ConfigureRequest, peer) => provider().configure(request, peer)),
    check: unary((request: pb.CheckRequest, peer) => provider().check(request, peer)),
    diff: unary((request: pb.DiffRequest, peer) => provider().diff(request, peer)),
    create: unary((request: pb.CreateRequest, peer) => provider().create(request, peer)),
    update: unary((request: pb.UpdateRequest, peer) => provider().update(request, peer)),
    read: unary((request: pb.ReadRequest, peer) => provider().read(request, peer)),
    delete: unary(async (request: pb.DeleteRequest, peer) => {
      await provider().delete(request, peer);
      return new Empty();
    }),
    invoke: unary((request: pb.InvokeRequest, peer) => provider().invoke(request, peer)),
    construct: unary((request: pb.ConstructRequest) => provider().construct(request)),
    call: unary((request: pb.CallRequest) => provider().call(request)),
  };
}
