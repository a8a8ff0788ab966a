"use strict";

const { Server, ServerCredentials, status } = require("@grpc/grpc-js");

/** A stack's config or a resource's properties may exceed gRPC's default limit of 4 MB. */
const unlimitedMessages = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/**
 * Serves on a free port of this machine.
 *
 * @param {import("@grpc/grpc-js").ServiceDefinition} definition
 * @param {import("@grpc/grpc-js").UntypedServiceImplementation} implementation
 * @returns {Promise<{ server: Server, port: number }>}
 */
function serve(definition, implementation) {
  const server = new Server(unlimitedMessages);
  server.addService(definition, implementation);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve({ server, port });
    });
  });
}

/**
 * Answers a call with what a function returns, or with the message of what it throws.
 *
 * @template Request, Response
 * @param {(request: Request, call: import("@grpc/grpc-js").ServerUnaryCall<Request, Response>) => Response | Promise<Response>} answer
 * @returns {import("@grpc/grpc-js").handleUnaryCall<Request, Response>}
 */
function unary(answer) {
  return async (call, callback) => {
    try {
      callback(null, await answer(call.request, call));
    } catch (error) {
      callback(failure(error));
    }
  };
}

/**
 * Answers a call with a stream that ends when a function does.
 *
 * @template Request, Response
 * @param {(call: import("@grpc/grpc-js").ServerWritableStream<Request, Response>) => Promise<void>} answer
 * @returns {import("@grpc/grpc-js").handleServerStreamingCall<Request, Response>}
 */
function streaming(answer) {
  return async (call) => {
    try {
      await answer(call);
      call.end();
    } catch (error) {
      call.emit("error", failure(error));
    }
  };
}

/**
 * Refuses a call that only the language host of the official distribution can answer.
 *
 * @param {string} purpose
 * @returns {import("@grpc/grpc-js").handleUnaryCall<any, any>}
 */
function needsDistribution(purpose) {
  const details = `${purpose} needs the official distribution of Pulumi; this engine was built from its Go module.`;
  return (_, callback) => callback({ code: status.UNIMPLEMENTED, details });
}

/**
 * @param {unknown} error
 */
function failure(error) {
  return { code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
}

module.exports = { failure, needsDistribution, serve, streaming, unary, unlimitedMessages };
