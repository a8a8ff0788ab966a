import { createRequire } from "node:module";
import type * as Kubernetes from "../kubernetes";
import type { ProviderPackage } from "../provider-package";

const require = createRequire(__filename);
const load = () => require("../kubernetes") as typeof Kubernetes;

export const kubernetes: ProviderPackage = {
  name: "kubernetes",
  load: () => ({ resourceTypes: [], dataSources: [] }),
  answers: (shared) => {
    shared.table.load(kubernetes);
    const { KubernetesProvider } = load();
    return new KubernetesProvider(shared);
  },
  goneWith: (record, world) => load().objectsOf(record, world),
};
