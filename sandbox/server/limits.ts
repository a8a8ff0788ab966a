/** The engine's own limit for messages, in bytes: a program's assets and outputs may be large. */
const maximumMessage = 400 * 1024 * 1024;

export const messageLimits = {
  "grpc.max_receive_message_length": maximumMessage,
  "grpc.max_send_message_length": maximumMessage,
};
