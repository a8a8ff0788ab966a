/* eslint-disable @typescript-eslint/no-require-imports -- import() is for ES modules, which tsx/cjs does not translate */
import type * as bootstrap from "./bootstrap";
import type * as check from "./check";
import type * as configCheck from "./config-check";
import type * as configShow from "./config-show";
import type * as destroy from "./destroy";
import type * as diff from "./diff";
import type * as existing from "./existing";
import type * as layers from "./layers";
import type * as matrix from "./matrix";
import type * as outputs from "./outputs";
import type * as preview from "./preview";
import type * as prove from "./prove";
import type * as query from "./query";
import type * as refresh from "./refresh";
import type * as rehearse from "./rehearse";
import type * as sandbox from "./sandbox";
import type * as sandboxDrift from "./sandbox-drift";
import type * as up from "./up";

/** The verbs, each loaded when it is called: `--help` waits for none of them. */
export const verbs = {
  bootstrap: () => (require("./bootstrap") as typeof bootstrap).bootstrap,
  check: () => (require("./check") as typeof check).check,
  configCheck: () => (require("./config-check") as typeof configCheck).configCheck,
  configShow: () => (require("./config-show") as typeof configShow).configShow,
  destroy: () => (require("./destroy") as typeof destroy).destroy,
  diff: () => (require("./diff") as typeof diff).diff,
  existing: () => (require("./existing") as typeof existing).existing,
  layers: () => (require("./layers") as typeof layers).listLayers,
  matrix: () => (require("./matrix") as typeof matrix).matrix,
  outputs: () => (require("./outputs") as typeof outputs).outputs,
  preview: () => (require("./preview") as typeof preview).preview,
  prove: () => (require("./prove") as typeof prove).prove,
  query: () => (require("./query") as typeof query).query,
  refresh: () => (require("./refresh") as typeof refresh).refresh,
  rehearse: () => (require("./rehearse") as typeof rehearse).rehearse,
  sandbox: () => (require("./sandbox") as typeof sandbox).sandbox,
  sandboxDrift: () => (require("./sandbox-drift") as typeof sandboxDrift).sandboxDrift,
  up: () => (require("./up") as typeof up).up,
};
