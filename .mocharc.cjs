const { availableParallelism } = require("node:os");

/** Files run beside each other: the tests with the engine wait for processes most of the time. */
module.exports = {
  require: ["tsx/cjs"],
  extension: ["ts"],
  reporter: "tests/reporter.cjs",
  timeout: 20_000,
  parallel: true,
  jobs: Math.max(2, availableParallelism()),
};
