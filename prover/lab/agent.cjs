"use strict";

/**
 * Stands in one namespace: answers TCP and UDP at the addresses it is told, and asks others. A line of JSON for each
 * command and each answer; ends when its input does.
 */
const dgram = require("node:dgram");
const net = require("node:net");
const readline = require("node:readline");

/**
 * @typedef {{ id: number, by?: string, failed?: string }} Reply
 * @typedef {{ id: number, command: "listen", protocol: "tcp" | "udp", address: string, port: number }} Listen
 * @typedef {{ id: number, command: "ask", protocol: "tcp" | "udp", source: string, sourcePort: number, destination: string, port: number }} Ask
 */

const [, , name = "", patience] = process.argv;

readline
  .createInterface({ input: process.stdin })
  .on("line", (line) => {
    const message = /** @type {Listen | Ask} */ (JSON.parse(line));
    if (message.command === "listen") listen(message);
    else ask(message);
  })
  .on("close", () => process.exit(0));

/** @param {Reply} reply */
function answer(reply) {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

/**
 * Says its name to whoever comes.
 *
 * @param {Listen} socket
 */
function listen({ id, protocol, address, port }) {
  const failed = (/** @type {Error} */ { message }) => answer({ id, failed: message });
  if (protocol === "tcp") {
    net
      .createServer((socket) => socket.on("error", () => {}).end(name))
      .on("error", failed)
      .listen(port, address, () => answer({ id }));
    return;
  }
  const socket = dgram.createSocket("udp4");
  socket
    .on("error", failed)
    .on("message", (_, from) => socket.send(name, from.port, from.address, () => {}))
    .bind(port, address, () => answer({ id }));
}

/**
 * Answers who it was that answered from the address that was asked; nobody if that took too long. A port that is in use
 * says nothing about the network.
 *
 * @param {Ask} exchange
 */
function ask({ id, protocol, source, sourcePort, destination, port }) {
  let told = false;
  const tell = (/** @type {string | undefined} */ by) => {
    if (!told) answer({ id, by });
    told = true;
  };
  const failed = (/** @type {NodeJS.ErrnoException} */ { code, message }) => {
    if (code === "EADDRINUSE") answer({ id, failed: message });
    tell(undefined);
  };
  if (protocol === "tcp") {
    const socket = net.connect({ localAddress: source, localPort: sourcePort, host: destination, port });
    let heard = "";
    socket
      .on("data", (data) => (heard += String(data)))
      .on("end", () => tell(heard))
      .on("error", failed);
    setTimeout(() => {
      tell(undefined);
      socket.destroy();
    }, Number(patience));
    return;
  }
  const socket = dgram.createSocket("udp4");
  socket
    .on("error", failed)
    .on("message", (data, from) => {
      if (from.address === destination && from.port === port) tell(String(data));
    })
    .bind(sourcePort, source, () => socket.send("?", port, destination, () => {}));
  setTimeout(() => {
    tell(undefined);
    socket.close();
  }, Number(patience));
}
