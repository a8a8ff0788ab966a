"use strict";
// Preloaded into the programs of a rehearsal: keeps Pulumi's SDK from doing what a rehearsal does not need, a quarter of
// the time of a program. Where the SDK changes, this does nothing.
const Module = require("node:module");
const { join } = require("node:path");

/** Looks up each line of the stacks that the SDK takes for every resource and every promise. */
const unneeded = ["source-map-support/register"];

/** Only for functions that are serialized into the cloud: the TypeScript compiler, and npm's reader of packages. */
const seldomNeeded = ["./typescript-shim", "@npmcli/arborist"];

/** Tells the engine each step of each resource, which a rehearsal does not show: five messages for a resource. */
const log = "./log";

for (const path of resolved([log])) {
  replace(
    path,
    onDemand(path, (exports) => Object.assign(exports, { debug: () => Promise.resolve() })),
  );
}
for (const path of resolved(unneeded)) {
  replace(path, {});
}
for (const path of resolved(seldomNeeded)) {
  replace(path, onDemand(path));
}

/**
 * Paths of modules as the program's SDK would load them.
 * @param {readonly string[]} ids
 */
function resolved(ids) {
  try {
    const sdk = Module.createRequire(join(process.cwd(), "program")).resolve("@pulumi/pulumi");
    return ids.map((id) => Module.createRequire(sdk).resolve(id));
  } catch {
    return [];
  }
}

/**
 * @param {string} path
 * @param {object} exports
 */
function replace(path, exports) {
  require.cache[path] = Object.assign(new Module(path), { loaded: true, exports });
}

/**
 * A module that is loaded when something of it is used.
 * @param {string} path
 * @param {(exports: Record<PropertyKey, unknown>) => Record<PropertyKey, unknown>} change
 */
function onDemand(path, change = (exports) => exports) {
  /** @type {Record<PropertyKey, unknown> | undefined} */
  let loaded;
  const load = () => {
    delete require.cache[path];
    return change(require(path));
  };
  // Who asks for __esModule wants to know whether to copy all properties, which would load them.
  return new Proxy({}, { get: (_, name) => (name === "__esModule" ? true : (loaded ??= load())?.[name]) });
}
