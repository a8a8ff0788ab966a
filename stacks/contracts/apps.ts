import { z } from "zod";
import { defineContract } from "./contract";

const service = z.object({
  namespace: z.string(),
  serviceAccount: z.string(),
  /** Name and port of its Kubernetes service. */
  service: z.string(),
  port: z.int(),
  /** Host names under which it is reached from outside; empty for what only others of the mesh call. */
  hosts: z.array(z.string()),
  /** Its Istio objects, as `<namespace>/<name>`; absent where it has no host, or somebody else makes them. */
  gateway: z.string().optional(),
  virtualService: z.string().optional(),
});

/** What the apps layer hands to the layers above it. */
export const appsContract = defineContract("apps", 1, {
  services: z.record(z.string(), service),
});
