import type * as pb from "@pulumi/pulumi/proto/provider_pb";

type Answer<Response> = Response | Promise<Response>;

/** Who answers the engine's requests for one package. Requests of one configured provider come from one peer. */
export interface EngineFacing {
  checkConfig(request: pb.CheckRequest): Answer<pb.CheckResponse>;
  diffConfig(request: pb.DiffRequest): Answer<pb.DiffResponse>;
  configure(request: pb.ConfigureRequest, peer: string): Answer<pb.ConfigureResponse>;
  check(request: pb.CheckRequest, peer: string): Answer<pb.CheckResponse>;
  diff(request: pb.DiffRequest, peer: string): Answer<pb.DiffResponse>;
  create(request: pb.CreateRequest, peer: string): Answer<pb.CreateResponse>;
  update(request: pb.UpdateRequest, peer: string): Answer<pb.UpdateResponse>;
  read(request: pb.ReadRequest, peer: string): Answer<pb.ReadResponse>;
  delete(request: pb.DeleteRequest, peer: string): Answer<void>;
  invoke(request: pb.InvokeRequest, peer: string): Answer<pb.InvokeResponse>;
  construct(request: pb.ConstructRequest): Answer<pb.ConstructResponse>;
  call(request: pb.CallRequest): Answer<pb.CallResponse>;
}
