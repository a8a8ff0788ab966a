import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { encode } from "../wire/values";
import type { Values } from "../wire/values";

/** A resource exists, but did not become what it should be: the engine keeps its state, and tries again next time. */
export class InitializationFailed extends Error {
  constructor(
    message: string,
    readonly id: string,
    readonly state: Values,
    readonly reasons: readonly string[],
    readonly inputs?: Values,
  ) {
    super(message);
  }
}

/** What the engine reads the state from. */
export function initializationDetails({ message, id, state, reasons, inputs }: InitializationFailed): grpc.Metadata {
  const detail = new ErrorResourceInitFailed()
    .setId(id)
    .setProperties(encode(state))
    .setReasonsList([...reasons]);
  detail.setInputs(inputs && encode(inputs));
  const packed = new Any();
  packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status().setCode(grpc.status.UNKNOWN).setMessage(message);
  status.addDetails(packed);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
}
