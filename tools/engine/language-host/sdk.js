"use strict";

const { createRequire } = require("node:module");
const { join } = require("node:path");

/** @typedef {import("@pulumi/pulumi/proto/language_pb").ProgramInfo} ProgramInfo */

/**
 * The script of the Pulumi SDK that runs a program or plugin. It is the SDK of the program, not that of this project.
 *
 * @param {"run" | "run-plugin" | "run-policy-pack"} name
 * @param {string} directory the program's or plugin's
 */
function sdkScript(name, directory) {
  try {
    return createRequire(join(directory, "index.js")).resolve(`@pulumi/pulumi/cmd/${name}`);
  } catch {
    throw new Error(`The Pulumi SDK, @pulumi/pulumi, is not installed for ${directory}: run \`npm install\` there.`);
  }
}

/**
 * The environment variables by which the SDK learns the runtime options of Pulumi.yaml.
 *
 * @param {ProgramInfo} info
 * @returns {Record<string, string>}
 */
function sdkEnvironment(info) {
  const { typescript, tsconfig } = runtimeOptions(info);
  return {
    ...(typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
  };
}

/**
 * The runtime options of Pulumi.yaml that matter here. How packages are installed is left to npm.
 *
 * @param {ProgramInfo} info
 * @returns {{ typescript?: boolean, tsconfig?: string, nodeargs?: string }}
 */
function runtimeOptions(info) {
  const options = info.getOptions()?.toJavaScript() ?? {};
  for (const [name, type] of Object.entries({ typescript: "boolean", tsconfig: "string", nodeargs: "string" })) {
    if (options[name] !== undefined && typeof options[name] !== type) {
      throw new Error(
        `Pulumi.yaml: the runtime option ${name} must be a ${type}; it is ${JSON.stringify(options[name])}.`,
      );
    }
  }
  return options;
}

/**
 * @param {{ getInfo(): ProgramInfo | undefined }} request
 * @returns {ProgramInfo}
 */
function programInfo(request) {
  const info = request.getInfo();
  if (!info) throw new Error("The engine did not say which program it means: it is older than this language host.");
  return info;
}

module.exports = { programInfo, runtimeOptions, sdkEnvironment, sdkScript };
