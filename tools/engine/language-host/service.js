"use strict";

const messages = require("@pulumi/pulumi/proto/language_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { installDependencies, programDependencies, requiredPackages } = require("./dependencies");
const { outcome, startProgram } = require("./program");
const { needsDistribution, streaming, unary } = require("./rpc");

/**
 * The LanguageRuntime service.
 *
 * @param {string} engine the engine's address
 * @returns {import("@pulumi/pulumi/proto/language_grpc_pb").ILanguageRuntimeServer}
 */
function languageRuntime(engine) {
  /** @type {Set<import("./child").Child>} */
  const programs = new Set();
  return {
    handshake: unary((request) => {
      engine = request.getEngineAddress();
      return new messages.LanguageHandshakeResponse();
    }),
    getPluginInfo: unary(() => new PluginInfo().setVersion(require("@pulumi/pulumi/package.json").version)),
    about: unary(() => new messages.AboutResponse().setExecutable(process.execPath).setVersion(process.version)),

    run: unary(async (request, call) => {
      const program = startProgram(request, engine);
      programs.add(program);
      call.on("cancelled", program.stop);
      return outcome(await program.exit.finally(() => programs.delete(program)));
    }),
    cancel: unary(() => {
      for (const program of programs) program.stop();
      return new Empty();
    }),
    // Most operations run no plugin.
    runPlugin: streaming((call) =>
      call.request.getKind() === "analyzer"
        ? require("./policy-pack").runPolicyPack(call)
        : require("./plugin").runPlugin(call),
    ),

    getRequiredPackages: unary(requiredPackages),
    getProgramDependencies: unary(programDependencies),
    installDependencies: streaming(installDependencies),
    // Its successor is getRequiredPackages, which the engine prefers.
    getRequiredPlugins: unary(() => new messages.GetRequiredPluginsResponse()),

    runtimeOptionsPrompts: unary(() => new messages.RuntimeOptionsResponse()),
    template: unary(() => new messages.TemplateResponse()),
    generateProgram: needsDistribution("Converting a program"),
    generateProject: needsDistribution("Converting a project"),
    generatePackage: needsDistribution("Generating an SDK"),
    pack: needsDistribution("Packing an SDK"),
    link: needsDistribution("Linking an SDK"),
  };
}

module.exports = { languageRuntime };
