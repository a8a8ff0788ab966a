"use strict";

const { existsSync, readFileSync, readdirSync, realpathSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const messages = require("@pulumi/pulumi/proto/language_pb");
const { PackageDependency, PackageParameterization } = require("@pulumi/pulumi/proto/plugin_pb");
const { start } = require("./child");
const { programInfo } = require("./sdk");

/** @typedef {{ getInfo(): import("@pulumi/pulumi/proto/language_pb").ProgramInfo | undefined }} Request */

/**
 * The Pulumi packages among the npm packages in a program's directory: those whose package.json says
 * `"pulumi": { "resource": true }`. Packages above the directory do not count, as with the official language host.
 *
 * @param {Request} request
 */
function requiredPackages(request) {
  const directory = programInfo(request).getProgramDirectory();
  const response = new messages.GetRequiredPackagesResponse();
  for (const { name, version, pulumi } of installedPackages(join(directory, "node_modules"))) {
    if (!pulumi?.resource) continue;
    const dependency = new PackageDependency()
      .setKind("resource")
      .setName(pulumi.name ?? name.replace(/^@pulumi\//, ""))
      .setVersion(pulumi.version ?? version)
      .setServer(pulumi.server ?? "");
    if (pulumi.parameterization) {
      const { name, version, value } = pulumi.parameterization;
      dependency.setParameterization(new PackageParameterization().setName(name).setVersion(version).setValue(value));
    }
    response.addPackages(dependency);
  }
  return response;
}

/**
 * The npm packages that a program's package.json names, with the versions that the program gets.
 *
 * @param {Request} request
 */
function programDependencies(request) {
  const directory = programInfo(request).getProgramDirectory();
  const response = new messages.GetProgramDependenciesResponse();
  const { dependencies, devDependencies } = manifest(directory) ?? {};
  const { resolve } = createRequire(join(directory, "index.js"));
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const folder = (resolve.paths(name) ?? []).map((path) => join(path, name)).find((path) => existsSync(path));
    const version = folder && manifest(folder)?.version;
    if (version) response.addDependencies(new messages.DependencyInfo().setName(name).setVersion(version));
  }
  return response;
}

/**
 * Installs the npm packages of a program or plugin.
 *
 * @param {import("@grpc/grpc-js").ServerWritableStream<
 *   import("@pulumi/pulumi/proto/language_pb").InstallDependenciesRequest,
 *   import("@pulumi/pulumi/proto/language_pb").InstallDependenciesResponse>} call
 */
async function installDependencies(call) {
  const directory = programInfo(call.request).getProgramDirectory();
  const npm = start("npm", ["install"], { cwd: directory });
  call.on("cancelled", npm.stop);
  npm.stdout.on("data", (chunk) => call.write(new messages.InstallDependenciesResponse().setStdout(chunk)));
  npm.stderr.on("data", (chunk) => call.write(new messages.InstallDependenciesResponse().setStderr(chunk)));
  const { code } = await npm.exit;
  if (code !== 0) throw new Error(`\`npm install\` in ${directory} failed.`);
}

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {{ resource?: boolean, name?: string, version?: string, server?: string,
 *   parameterization?: { name: string, version: string, value: string } }} [pulumi]
 */

/**
 * The packages in a node_modules folder and in those of its packages.
 *
 * @param {string} folder
 * @param {Set<string>} seen
 * @returns {Generator<Manifest>}
 */
function* installedPackages(folder, seen = new Set()) {
  if (!existsSync(folder) || seen.has(realpathSync(folder))) return;
  seen.add(realpathSync(folder));
  for (const entry of readdirSync(folder)) {
    if (entry.startsWith(".")) continue;
    const names = entry.startsWith("@") ? readdirSync(join(folder, entry)).map((name) => join(entry, name)) : [entry];
    for (const name of names) {
      const found = manifest(join(folder, name));
      if (found) yield found;
      yield* installedPackages(join(folder, name, "node_modules"), seen);
    }
  }
}

/**
 * @param {string} directory
 * @returns {Manifest | undefined}
 */
function manifest(directory) {
  try {
    return JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  } catch {
    return undefined;
  }
}

module.exports = { installDependencies, programDependencies, requiredPackages };
