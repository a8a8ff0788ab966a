"use strict";

const { RunResponse } = require("@pulumi/pulumi/proto/language_pb");
const { parseArgsStringToArgv } = require("string-argv");
const { startNode } = require("./child");
const { programInfo, runtimeOptions, sdkEnvironment, sdkScript } = require("./sdk");

/** The exit code of a program that has told the engine itself what went wrong. */
const alreadyReported = 32;

/**
 * Starts a Pulumi program.
 *
 * @param {import("@pulumi/pulumi/proto/language_pb").RunRequest} request
 * @param {string} engine the engine's address
 */
function startProgram(request, engine) {
  const info = programInfo(request);
  const flags = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    "root-directory": info.getRootDirectory(),
    pwd: info.getProgramDirectory(),
    parallel: String(request.getParallel()),
  };
  const args = [
    ...parseArgsStringToArgv(runtimeOptions(info).nodeargs ?? ""),
    sdkScript("run", info.getProgramDirectory()),
    ...Object.entries(flags).flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.getEntryPoint() || ".",
    ...request.getArgsList(),
  ];
  const program = startNode(args, {
    env: {
      ...process.env,
      ...sdkEnvironment(info),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  });
  program.stdout.pipe(process.stdout, { end: false });
  program.stderr.pipe(process.stderr, { end: false });
  return program;
}

/**
 * What the engine is told about how a program ended.
 *
 * @param {import("./child").Exit} exit
 */
function outcome({ code, signal }) {
  const response = new RunResponse();
  if (code === 0) return response;
  if (code === alreadyReported) return response.setBail(true);
  return response.setError(signal ? `Program ended by ${signal}` : `Program exited with non-zero exit code: ${code}`);
}

module.exports = { startProgram, outcome };
