import { createRequire } from "node:module";
import type { ProviderPackage } from "../provider-package";
import type * as Random from "../random";

const require = createRequire(__filename);

export const random: ProviderPackage = {
  name: "random",
  load: () => {
    const { randomTypes } = require("../random") as typeof Random;
    return { resourceTypes: randomTypes, dataSources: [] };
  },
};
