"use strict";

// The Node.js language host of an engine that was built from its module: the process that the engine starts to run
// Node.js programs and plugins. It serves the LanguageRuntime service and writes its port to standard output.
//
// It is started for every operation, so it is plain JavaScript and loads gRPC and the messages that it needs only.

const { fstatSync } = require("node:fs");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const { serve } = require("./rpc");
const { languageRuntime } = require("./service");

endWithEngine();

// The engine passes flags for logging and tracing, then its own address.
const engine = process.argv.at(-1) ?? "";
void serve(LanguageRuntimeService, languageRuntime(engine)).then(({ port }) => process.stdout.write(`${port}\n`));

/**
 * The engine holds the other end of standard input and never writes to it: it ends when the engine does, however that
 * happens. Then nothing must stay behind. The engine starts the host as leader of a process group, which is also that of
 * the programs and plugins.
 */
function endWithEngine() {
  if (!fstatSync(0).isFIFO()) return;
  process.stdin.resume().on("close", () => {
    try {
      process.kill(-process.pid, "SIGKILL");
    } finally {
      process.exit(1);
    }
  });
}
