import type * as pb from "@pulumi/pulumi/proto/provider_pb";
import type { Session } from "./clusters";

/** What a program makes of one sort: objects of the API, or Helm releases. */
export interface Resources {
  check(request: pb.CheckRequest, session: Session): pb.CheckResponse;
  diff(request: pb.DiffRequest, session: Session): pb.DiffResponse;
  create(request: pb.CreateRequest, session: Session): Promise<pb.CreateResponse>;
  update(request: pb.UpdateRequest, session: Session): Promise<pb.UpdateResponse>;
  read(request: pb.ReadRequest, session: Session): pb.ReadResponse;
  delete(request: pb.DeleteRequest, session: Session): void;
}
