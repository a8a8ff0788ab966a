import { createRequire } from "node:module";
import type * as Eks from "../eks";
import type { ProviderPackage } from "../provider-package";

const require = createRequire(__filename);

export const eks: ProviderPackage = {
  name: "eks",
  load: () => {
    const { eksComponents } = require("../eks") as typeof Eks;
    return { resourceTypes: [], dataSources: [], components: eksComponents };
  },
};
