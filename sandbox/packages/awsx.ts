import { createRequire } from "node:module";
import type { ProviderPackage } from "../provider-package";
import type * as Awsx from "../awsx";

const require = createRequire(__filename);

export const awsx: ProviderPackage = {
  name: "awsx",
  load: () => {
    const { awsxComponents } = require("../awsx") as typeof Awsx;
    return { resourceTypes: [], dataSources: [], components: awsxComponents };
  },
};
