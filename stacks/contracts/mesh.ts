import { z } from "zod";
import { defineContract } from "./contract";
import { byName } from "./shapes";

/** What the mesh layer hands to the layers above it. */
export const meshContract = defineContract("mesh", 1, {
  /** Namespaces by what is in them: `istio`, `ingress`, and each add-on by its name. */
  namespaces: byName,
  ingressGateway: z.object({
    namespace: z.string(),
    /** Name of its Kubernetes service. */
    service: z.string(),
    /** Labels by which an Istio Gateway selects it. */
    selector: byName,
    nodePorts: z.object({ http: z.int(), https: z.int(), health: z.int() }),
  }),
  /** Root of the workloads' identities: `cluster.local`. */
  trustDomain: z.string(),
  /** Versions of what is installed: `istio`, and each add-on by its name. */
  versions: byName,
});
