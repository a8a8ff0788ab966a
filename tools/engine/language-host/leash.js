"use strict";

// Loaded before each program and plugin: ends it when the language host has gone, even if that was killed.
// The host keeps the other end of file descriptor 3 open for as long as it lives.

const { Socket } = require("node:net");
const { isMainThread } = require("node:worker_threads");

if (isMainThread) {
  // A process that the program forks inherits these arguments, but not the descriptor.
  const index = process.execArgv.indexOf(module.filename);
  process.execArgv.splice(index - 1, 2);

  const leash = new Socket({ fd: 3, readable: true, writable: false });
  leash.on("close", () => process.exit(1));
  leash.on("error", () => undefined);
  leash.resume();
  leash.unref();
}
