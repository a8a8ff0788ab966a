"use strict";

const { Client, credentials } = require("@grpc/grpc-js");
const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
const { startNode } = require("./child");
const { passOn, pluginEnvironment, writeOutput } = require("./plugin");
const { failure, serve, unlimitedMessages } = require("./rpc");
const { programInfo, sdkScript } = require("./sdk");

/** @typedef {import("./plugin").RunPluginCall} RunPluginCall */
/** @typedef {Record<string, string>} Environment */

/**
 * Runs a policy pack that is given as a directory.
 *
 * In a policy pack the SDK reads the stack's name and config from environment variables, but the engine states them by a
 * call to the running pack. So a stand-in serves the engine. It starts the pack when the stack is known, or when another
 * call comes first, and passes the calls on to it.
 *
 * @param {RunPluginCall} call
 */
async function runPolicyPack(call) {
  /** @type {(environment: Environment) => void} */
  let start = () => undefined;
  const pack = new Promise((resolve) => (start = resolve)).then((environment) => startPolicyPack(call, environment));
  const { server, port } = await serve(passingOn, standIn(pack, start));
  call.on("cancelled", () => server.forceShutdown());
  writeOutput(call, Buffer.from(`${port}\n`));
  try {
    const { ended } = await pack;
    await ended;
  } finally {
    // Calls that wait for the pack get their answer.
    server.tryShutdown(() => undefined);
  }
}

/**
 * @param {RunPluginCall} call
 * @param {Environment} stack
 * @returns {Promise<{ client: Client, ended: Promise<void> }>}
 */
async function startPolicyPack(call, stack) {
  const directory = programInfo(call.request).getProgramDirectory();
  const pack = startNode([sdkScript("run-policy-pack", directory), ...call.request.getArgsList(), directory], {
    cwd: directory,
    env: { ...pluginEnvironment(call.request), ...stack },
  });
  const ended = passOn(pack, call);
  const endedEarly = ended.then(() => {
    throw new Error(`The policy pack in ${directory} ended before it was ready.`);
  });
  const port = await Promise.race([readPort(pack, call), endedEarly]);
  return { client: new Client(`127.0.0.1:${port}`, credentials.createInsecure(), unlimitedMessages), ended };
}

/**
 * Reads the first line that a policy pack writes, its port, and passes on what follows.
 *
 * @param {import("./child").Child} pack
 * @param {RunPluginCall} call
 * @returns {Promise<string>}
 */
function readPort(pack, call) {
  return new Promise((resolve) => {
    let line = "";
    pack.stdout.on("data", function read(chunk) {
      line += chunk;
      const end = line.indexOf("\n");
      if (end < 0) return;
      pack.stdout.off("data", read).on("data", (rest) => writeOutput(call, rest));
      writeOutput(call, Buffer.from(line.slice(end + 1)));
      resolve(line.slice(0, end));
    });
  });
}

/** The Analyzer service with messages that are passed on as they came. */
const passingOn = Object.fromEntries(
  Object.entries(AnalyzerService).map(([name, method]) => [
    name,
    { ...method, requestDeserialize: asIs, responseSerialize: asIs },
  ]),
);

/**
 * Answers in the pack's place.
 *
 * @param {Promise<{ client: Client }>} pack
 * @param {(environment: Environment) => void} start
 */
function standIn(pack, start) {
  /** @type {Record<string, import("@grpc/grpc-js").handleUnaryCall<Buffer, Buffer>>} */
  const handlers = {};
  for (const [name, { path }] of Object.entries(AnalyzerService)) {
    handlers[name] = async ({ request }, callback) => {
      const configure = AnalyzerService.configureStack;
      start(path === configure.path ? stackEnvironment(configure.requestDeserialize(request)) : {});
      try {
        (await pack).client.makeUnaryRequest(path, asIs, asIs, request, callback);
      } catch (error) {
        callback(failure(error));
      }
    };
  }
  // The engine says where the pack is, and expects an answer before it states the stack. The answer has no fields.
  handlers.handshake = (_, callback) => callback(null, Buffer.alloc(0));
  return handlers;
}

/**
 * @param {import("@pulumi/pulumi/proto/analyzer_pb").AnalyzerStackConfigureRequest} stack
 * @returns {Environment}
 */
function stackEnvironment(stack) {
  return {
    PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
    PULUMI_NODEJS_PROJECT: stack.getProject(),
    PULUMI_NODEJS_STACK: stack.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().toArray())),
  };
}

/** @param {Buffer} message */
function asIs(message) {
  return message;
}

module.exports = { runPolicyPack };
