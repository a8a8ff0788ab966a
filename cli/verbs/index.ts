/* eslint-disable @typescript-eslint/no-require-imports -- import() is for ES modules, which tsx/cjs does not translate */
import type * as check from "./check";
import type * as configCheck from "./config-check";
import type * as configShow from "./config-show";
import type * as layers from "./layers";
import type * as outputs from "./outputs";
import type * as rehearse from "./rehearse";
import type * as sandbox from "./sandbox";

/** The verbs, each loaded when it is called: `--help` waits for none of them. */
export const verbs = {
  check: () => (require("./check") as typeof check).check,
  configCheck: () => (require("./config-check") as typeof configCheck).configCheck,
  configShow: () => (require("./config-show") as typeof configShow).configShow,
  layers: () => (require("./layers") as typeof layers).listLayers,
  outputs: () => (require("./outputs") as typeof outputs).outputs,
  rehearse: () => (require("./rehearse") as typeof rehearse).rehearse,
  sandbox: () => (require("./sandbox") as typeof sandbox).sandbox,
};
