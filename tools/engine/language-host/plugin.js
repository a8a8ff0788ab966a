"use strict";

const { RunPluginResponse } = require("@pulumi/pulumi/proto/language_pb");
const { startNode } = require("./child");
const { programInfo, sdkEnvironment, sdkScript } = require("./sdk");

/** @typedef {import("@pulumi/pulumi/proto/language_pb").RunPluginRequest} RunPluginRequest */
/** @typedef {import("@grpc/grpc-js").ServerWritableStream<RunPluginRequest, RunPluginResponse>} RunPluginCall */

/**
 * Runs a plugin that is given as a directory until it ends, or the engine has no more use for it.
 *
 * @param {RunPluginCall} call
 */
async function runPlugin(call) {
  const { request } = call;
  const directory = programInfo(request).getProgramDirectory();
  const plugin = startNode([sdkScript("run-plugin", directory), directory, ...request.getArgsList()], {
    cwd: request.getPwd(),
    env: pluginEnvironment(request),
  });
  plugin.stdout.on("data", (chunk) => writeOutput(call, chunk));
  await passOn(plugin, call);
}

/**
 * Passes on what a plugin writes to standard error and its exit code, and ends it when the engine cancels the call.
 *
 * @param {import("./child").Child} plugin
 * @param {RunPluginCall} call
 */
async function passOn(plugin, call) {
  call.on("cancelled", plugin.stop);
  plugin.stderr.on("data", (chunk) => call.write(new RunPluginResponse().setStderr(chunk)));
  const { code } = await plugin.exit;
  call.write(new RunPluginResponse().setExitcode(code ?? 1));
}

/**
 * @param {RunPluginCall} call
 * @param {Buffer} chunk
 */
function writeOutput(call, chunk) {
  call.write(new RunPluginResponse().setStdout(chunk));
}

/**
 * @param {RunPluginRequest} request
 * @returns {Record<string, string>}
 */
function pluginEnvironment(request) {
  const variables = request.getEnvList().map((variable) => {
    const equals = variable.indexOf("=");
    return [variable.slice(0, equals), variable.slice(equals + 1)];
  });
  return { ...Object.fromEntries(variables), ...sdkEnvironment(programInfo(request)) };
}

module.exports = { passOn, pluginEnvironment, runPlugin, writeOutput };
